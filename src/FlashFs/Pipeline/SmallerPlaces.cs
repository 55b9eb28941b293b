using System.Numerics;
using FlashFs.Formats;
using FlashFs.Partitions;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Pipeline;

/// <summary>Tells how small the place of an image could be, and what it would have to give up for the next smaller one.</summary>
/// <param name="format">The format.</param>
/// <param name="options">The options of the image.</param>
/// <param name="freeBlocks">How many blocks are to stay free for the device.</param>
/// <param name="files">What the files take, the most expensive first.</param>
internal sealed class SmallerPlaces(FlashFormat format, OptionValues options, int freeBlocks, IReadOnlyList<FileFit> files)
{
    private const long Sector = 4096;

    // What no chip has: where so much has no room for the files, no size has.
    private const long Largest = 1L << 32;

    private readonly long _taken = CostOf(files);

    /// <summary>The smallest size in whole sectors that has room for everything; null where the format cannot tell, or no size would do.</summary>
    public long? Smallest()
    {
        if (!HasRoom(Largest))
        {
            return null;
        }

        // Room never shrinks with the size, so half of the sizes are out with each look.
        (long tooSmall, long enough) = (0, Largest / Sector);
        while (enough - tooSmall > 1)
        {
            long middle = (tooSmall + enough) / 2;
            (tooSmall, enough) = HasRoom(middle * Sector) ? (tooSmall, middle) : (middle, enough);
        }

        return enough * Sector;
    }

    /// <summary>
    /// The next smaller place: the largest smaller partition of the same kind, else the next smaller power of two. Null where there
    /// is none in which the format has any room.
    /// </summary>
    /// <param name="limit">The size of the present place in bytes.</param>
    /// <param name="partition">The present place, where it is a partition.</param>
    /// <param name="table">The partition table, where there is one.</param>
    public NextSmallerFit? Next(long limit, Partition? partition, PartitionTable? table)
    {
        Partition? smaller = partition is null || table is null
            ? null
            : table.Partitions.Where(other => (other.Type, other.SubType) == (partition.Type, partition.SubType) && other.Size < limit).MaxBy(other => other.Size);
        long size = smaller?.Size ?? (limit > Sector ? (long)BitOperations.RoundUpToPowerOf2((ulong)limit) / 2 : 0);
        if (size < Sector || format.RoomIn(size, options, freeBlocks) is not (> 0 and var room))
        {
            return null;
        }

        var leaveOut = new List<string>();
        long over = Math.Max(0, _taken - room);
        for (long left = over; left > 0; left -= files[leaveOut.Count - 1].Cost)
        {
            leaveOut.Add(files[leaveOut.Count].Path);
        }

        return new NextSmallerFit(size, smaller?.Label, over, leaveOut);
    }

    private bool HasRoom(long size) => format.RoomIn(size, options, freeBlocks) >= _taken;

    // No query: one over thousands of numbers is code that the runtime compiles in each build that makes an image.
    private static long CostOf(IReadOnlyList<FileFit> files)
    {
        long cost = 0;
        foreach (FileFit file in files)
        {
            cost += file.Cost;
        }

        return cost;
    }
}
