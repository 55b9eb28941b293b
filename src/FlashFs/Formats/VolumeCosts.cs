namespace FlashFs.Formats;

/// <summary>What the files of an opened image take of it.</summary>
public static class VolumeCosts
{
    /// <summary>All that each file takes, in bytes, in the order of the entries: as <see cref="FileCost.Size"/> says it of a plan.</summary>
    public static long[] Of(FlashVolume volume)
    {
        long[] costs = new long[volume.Entries.Count];
        foreach (VolumeExtent extent in volume.Extents)
        {
            if (extent.EntryIndex >= 0 && extent.EntryIndex < costs.Length)
            {
                costs[extent.EntryIndex] += extent.Length;
            }
        }

        return costs;
    }

    /// <summary>The files, the most expensive first; of equal ones in the ordinal order of their names.</summary>
    /// <param name="volume">The image.</param>
    /// <param name="costs">What <see cref="Of"/> says of it.</param>
    public static IEnumerable<VolumeEntry> MostExpensiveFirst(FlashVolume volume, long[] costs) =>
        volume.Entries.OrderByDescending(entry => costs[entry.Index]).ThenBy(entry => entry.Name, StringComparer.Ordinal);
}
