namespace FlashFs.Tool.Output;

/// <summary>A file that was written and is a piece of a flash.</summary>
/// <param name="File">The file as it is shown.</param>
/// <param name="Offset">Where it belongs, in bytes from the start of the flash.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="Parts">What is in it: a name, the kind of the partition where that is known, and where it begins.</param>
internal sealed record WrittenPiece(string File, long Offset, long Size, IReadOnlyList<(string Name, string? Kind, long Offset)> Parts);
