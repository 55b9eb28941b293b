namespace FlashFs.Pipeline;

/// <summary>What became of the files of an image.</summary>
/// <param name="Files">How many were written, or were there already with the same contents.</param>
/// <param name="Bytes">How many bytes they have in all, unpacked.</param>
/// <param name="Refused">How many were refused for their names.</param>
/// <param name="Damaged">How many were left out because their contents are damaged or not whole.</param>
public sealed record ExtractionResult(int Files, long Bytes, int Refused, int Damaged);
