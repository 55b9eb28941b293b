namespace FlashFs.Partitions;

/// <summary>A line of a CSV after its variables got their values, which still knows where its characters came from.</summary>
/// <param name="Text">The line.</param>
/// <param name="Columns">The column in the file of each character, from 1, and of the end of the line.</param>
internal sealed record PartitionLine(string Text, IReadOnlyList<int> Columns);
