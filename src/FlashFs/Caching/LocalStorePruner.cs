namespace FlashFs.Caching;

/// <summary>Decides what of a store goes.</summary>
internal static class LocalStorePruner
{
    /// <summary>A build has read what it found, and written what it was writing, long before this is over.</summary>
    public static readonly TimeSpan RunningBuild = TimeSpan.FromMinutes(10);

    // Clocks of machines that share a folder differ by less.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    /// <summary>Counts files.</summary>
    public static LocalStoreFigures FiguresOf(IEnumerable<StoredFile> files)
    {
        int keys = 0;
        int blobs = 0;
        long size = 0;
        foreach (StoredFile file in files)
        {
            (keys, blobs) = file.IsKey ? (keys + 1, blobs) : (keys, blobs + 1);
            size += file.Length;
        }

        return new LocalStoreFigures(keys, blobs, size);
    }

    /// <summary>Removes what is too old, then the oldest until the rest fits.</summary>
    /// <param name="files">All files of the store.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="inUse">What was used this short ago stays: a build that runs now may be about to read it.</param>
    /// <param name="delete">Deletes a file; false when it cannot.</param>
    public static LocalStorePruning Prune(
        IEnumerable<StoredFile> files, LocalStoreLimits limits, DateTime now, TimeSpan inUse, Func<string, bool> delete)
    {
        // Of one age the contents go first: a key that leads to nothing is deleted when somebody asks for it.
        StoredFile[] all =
            [.. files.OrderByDescending(file => AgeOf(file, now)).ThenBy(file => file.IsKey).ThenBy(file => file.Path, StringComparer.Ordinal)];
        long size = all.Sum(file => file.Length);
        var left = new List<StoredFile>(all.Length);
        long removedSize = 0;
        foreach (StoredFile file in all)
        {
            TimeSpan age = AgeOf(file, now);
            bool unwanted = age > limits.MaxAge || size - removedSize > limits.MaxSize;
            if (unwanted && age >= inUse && delete(file.Path))
            {
                removedSize += file.Length;
            }
            else
            {
                left.Add(file);
            }
        }

        return new LocalStorePruning(all.Length - left.Count, removedSize, FiguresOf(left));
    }

    // A time far in the future tells nothing of the last use, and must not keep a file for ever.
    private static TimeSpan AgeOf(StoredFile file, DateTime now)
    {
        TimeSpan age = now - file.LastUse;
        return age < -ClockSkew ? TimeSpan.MaxValue : age < TimeSpan.Zero ? TimeSpan.Zero : age;
    }
}
