namespace FlashFs.Tests.Properties;

/// <summary>A made-up row of a partition table, as it would be typed.</summary>
/// <param name="Label">The label.</param>
/// <param name="Type">A name or a number.</param>
/// <param name="SubType">A name, a number or nothing.</param>
/// <param name="Gap">How many of its alignments it leaves free in front; null to leave the offset to the table.</param>
/// <param name="Size">The size in sectors.</param>
/// <param name="Flags">The flags as typed.</param>
internal sealed record PartitionCase(string Label, string Type, string SubType, int? Gap, int Size, string Flags);
