using FlashFs.Partitions;

namespace FlashFs.Tool.Images;

/// <summary>Tells tables and flash dumps from images of one file system.</summary>
internal static class FlashDump
{
    // The table lies at the start of a sector, in practice at 0x8000 or a little later behind a larger boot loader.
    private const int Searched = 0x40000;

    /// <summary>Where the partition table lies: 0 for a table that stands alone; null when there is none.</summary>
    public static long? FindTable(ReadOnlySpan<byte> bytes)
    {
        if (PartitionBinary.LooksLikeTable(bytes))
        {
            return 0;
        }

        int step = (int)PartitionTableLayout.SectorSize;
        for (int at = step; at < Math.Min(bytes.Length, Searched); at += step)
        {
            if (PartitionBinary.LooksLikeTable(bytes[at..]))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>What the bytes are, in one clause, or null when they are neither a table nor a dump.</summary>
    public static string? Describe(ReadOnlySpan<byte> bytes) => FindTable(bytes) switch
    {
        null => null,
        0 => "a partition table",
        long offset => $"a flash dump with a partition table at 0x{offset:x}",
    };
}
