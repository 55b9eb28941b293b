using FlashFs.Partitions;

namespace FlashFs.Tool.Comparing;

/// <summary>
/// What has to be written for a flash that holds the old bytes to hold the new ones, in sectors of 4 KiB: the smallest piece
/// that NOR flash erases, and that esptool therefore writes.
/// </summary>
/// <param name="Size">The size of the new side in bytes.</param>
/// <param name="Ranges">What to write, ascending and apart from each other.</param>
/// <param name="Tail">How many bytes of the old side stay behind the end of the new one; 0 where they are erased flash.</param>
internal sealed record SectorComparison(long Size, IReadOnlyList<SectorRange> Ranges, long Tail)
{
    private const int Sector = (int)PartitionTableLayout.SectorSize;
    private const byte Erased = 0xFF;

    /// <summary>How many sectors are to be written.</summary>
    public long Sectors => Ranges.Sum(range => range.Sectors);

    /// <summary>How many bytes are to be written.</summary>
    public long Bytes => Ranges.Sum(range => range.Length);

    /// <summary>Compares. What lies behind the end of the old side is not known, and so is to be written.</summary>
    /// <param name="old">What the flash holds.</param>
    /// <param name="current">What it is to hold.</param>
    /// <param name="left">What is left as it is: no sector that touches one of these is to be written.</param>
    public static SectorComparison Of(ReadOnlySpan<byte> old, ReadOnlySpan<byte> current, IReadOnlyList<FlashRange> left)
    {
        var ranges = new List<SectorRange>();
        for (long offset = 0; offset < current.Length; offset += Sector)
        {
            ReadOnlySpan<byte> now = current.Slice((int)offset, (int)Math.Min(Sector, current.Length - offset));
            bool known = offset + now.Length <= old.Length;
            if ((known && now.SequenceEqual(old.Slice((int)offset, now.Length))) || left.Any(new FlashRange(offset, offset + Sector).Intersects))
            {
                continue;
            }

            if (ranges.Count > 0 && ranges[^1].Offset + ranges[^1].Length == offset)
            {
                ranges[^1] = ranges[^1] with { Length = ranges[^1].Length + now.Length };
            }
            else
            {
                ranges.Add(new SectorRange(offset, now.Length));
            }
        }

        return new SectorComparison(current.Length, ranges, TailOf(old, current.Length, ranges));
    }

    private static long TailOf(ReadOnlySpan<byte> old, long end, List<SectorRange> ranges)
    {
        // A last sector that is written is erased as a whole.
        long kept = ranges.Count > 0 && ranges[^1].Offset + ranges[^1].Length == end ? SectorRange.SectorsOf(end) * Sector : end;
        return kept < old.Length && old[(int)kept..].ContainsAnyExcept(Erased) ? old.Length - kept : 0;
    }

    /// <summary>How many sectors to be written lie, in part at least, in a range of the new side.</summary>
    public long SectorsIn(FlashRange within)
    {
        long count = 0;
        foreach (SectorRange range in Ranges)
        {
            long start = Math.Max(range.Offset, within.Start / Sector * Sector);
            long end = Math.Min(range.Offset + (range.Sectors * Sector), within.End);
            count += Math.Max(0, SectorRange.SectorsOf(end - start));
        }

        return count;
    }
}
