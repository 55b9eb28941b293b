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
}
