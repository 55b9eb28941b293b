using FlashFs.Partitions;

namespace FlashFs.Tool.Comparing;

/// <summary>A run of sectors that have to be flashed again.</summary>
/// <param name="Offset">Where it begins, in bytes from the start of the new side; a multiple of the sector.</param>
/// <param name="Length">How long it is, in bytes; less than its sectors only where the new side ends within one.</param>
internal readonly record struct SectorRange(long Offset, long Length)
{
    /// <summary>How many sectors it has.</summary>
    public long Sectors => SectorsOf(Length);

    /// <summary>How many sectors so many bytes from the start of one take.</summary>
    public static long SectorsOf(long length) => (length + PartitionTableLayout.SectorSize - 1) / PartitionTableLayout.SectorSize;
}
