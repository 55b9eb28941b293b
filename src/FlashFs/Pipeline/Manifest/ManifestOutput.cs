namespace FlashFs.Pipeline.Manifest;

/// <summary>A file of the output folder.</summary>
/// <param name="Name">The file name.</param>
/// <param name="Role">What it is: <c>image</c>, <c>partition-table</c>, <c>binary</c>, <c>merged</c>, <c>arguments</c>.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">The SHA-256 of its contents.</param>
/// <param name="Offset">Where it goes, in bytes from the start of the flash; null where it is not flashed.</param>
public sealed record ManifestOutput(string Name, string Role, long Size, string Sha256, long? Offset);
