namespace FlashFs.Pipeline;

/// <summary>A file that a stage of the build left for those who come after it.</summary>
/// <param name="Path">The file, rooted.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">The SHA-256 of its contents, lower-case hexadecimal.</param>
/// <param name="Offset">Where it goes in the flash, in bytes; null where it is not flashed, or this stage does not know.</param>
public sealed record StageOutput(string Path, long Size, string Sha256, long? Offset);
