namespace FlashFs.Pipeline.Manifest;

/// <summary>A ready-made part: a bootloader, an app.</summary>
/// <param name="Name">The file name in the output folder.</param>
/// <param name="Source">The file's path in the project.</param>
/// <param name="Partition">The label of its partition, or <c>bootloader</c>; null where only an offset is given.</param>
/// <param name="Offset">Where it goes, in bytes from the start of the flash.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">The SHA-256 of its contents.</param>
public sealed record ManifestBinary(string Name, string Source, string? Partition, long Offset, long Size, string Sha256);
