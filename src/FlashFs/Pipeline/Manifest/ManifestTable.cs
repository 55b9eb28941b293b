namespace FlashFs.Pipeline.Manifest;

/// <summary>The partition table.</summary>
/// <param name="File">The file name of its binary form.</param>
/// <param name="Offset">Where it goes, in bytes from the start of the flash.</param>
/// <param name="Source">Where it came from: a CSV's path in the project, <c>FlashPartition items</c>, <c>default</c>.</param>
/// <param name="Size">The size of the binary form in bytes.</param>
/// <param name="Sha256">The SHA-256 of the binary form.</param>
/// <param name="Partitions">Its rows, in its order.</param>
public sealed record ManifestTable(
    string File, long Offset, string Source, long Size, string Sha256, IReadOnlyList<ManifestPartition> Partitions);
