using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Tool.Comparing;

/// <summary>The files of two sides, compared by path.</summary>
internal sealed class FileComparison
{
    // Numbers that the file system gives by itself: one file more shifts them all, and the order says as much.
    private static readonly string[] Numbering = ["objectId", "id"];

    // Parameters of packing, which a format lists among the attributes.
    private static readonly string[] Packing = ["window", "lookahead"];

    private FileComparison(IReadOnlyList<FileChange> changes, int same)
    {
        Changes = changes;
        Same = same;
    }

    /// <summary>Every file that is not the same in both, in the ordinal order of paths.</summary>
    public IReadOnlyList<FileChange> Changes { get; }

    /// <summary>How many files are the same in both.</summary>
    public int Same { get; }

    /// <summary>How many files a kind of change came to.</summary>
    public int Count(FileChangeKind kind) => Changes.Count(change => change.Kind == kind);

    /// <summary>Compares.</summary>
    /// <param name="old">The old files, in their order.</param>
    /// <param name="current">The new files, in their order.</param>
    /// <param name="sameFormat">Whether both sides are images of one format: only then packing, metadata and order say something.</param>
    /// <exception cref="FlashFsException">A file of a folder cannot be read.</exception>
    public static FileComparison Of(IReadOnlyList<ComparedFile> old, IReadOnlyList<ComparedFile> current, bool sameFormat)
    {
        Dictionary<(string Name, int Copy), int> places = Places(current);
        int[] partners = new int[old.Count];
        foreach (((string Name, int Copy) key, int i) in Places(old))
        {
            partners[i] = places.Remove(key, out int place) ? place : -1;
        }

        HashSet<int> moved = sameFormat ? OutOfOrder(partners) : [];
        var changes = new List<FileChange>();
        var removed = new List<ComparedFile>();
        int same = 0;
        for (int i = 0; i < old.Count; i++)
        {
            if (partners[i] < 0)
            {
                removed.Add(old[i]);
                continue;
            }

            ComparedFile now = current[partners[i]];
            FileDifference[] differences = [.. Differences(old[i], now, sameFormat)];
            if (moved.Contains(i))
            {
                differences = [.. differences, new FileDifference(FileDifference.Order)];
            }

            if (differences.Length > 0)
            {
                changes.Add(new FileChange(FileChangeKind.Changed, old[i], now, differences));
            }
            else
            {
                same++;
            }
        }

        changes.AddRange(Unpaired(removed, [.. places.Values.Order().Select(place => current[place])]));

        // Stable: of several files of one path the first comes first.
        return new FileComparison([.. changes.OrderBy(change => change.Path, StringComparer.Ordinal)], same);
    }

    // An image may have a path several times; the n-th here is the n-th there.
    private static Dictionary<(string Name, int Copy), int> Places(IReadOnlyList<ComparedFile> files)
    {
        var copies = new Dictionary<string, int>(files.Count, StringComparer.Ordinal);
        var places = new Dictionary<(string Name, int Copy), int>(files.Count);
        for (int i = 0; i < files.Count; i++)
        {
            int copy = copies[files[i].Name] = copies.GetValueOrDefault(files[i].Name) + 1;
            places.Add((files[i].Name, copy), i);
        }

        return places;
    }

    private static IEnumerable<FileDifference> Differences(ComparedFile old, ComparedFile now, bool sameFormat)
    {
        if (HaveSameContents(old, now) is not { } same)
        {
            yield return new FileDifference(FileDifference.Unreadable);
        }
        else if (!same)
        {
            yield return new FileDifference(FileDifference.Contents);
        }

        if (!sameFormat)
        {
            yield break;
        }

        if (old.Compression != now.Compression)
        {
            yield return new FileDifference(
                FileDifference.Compression, null, FileCompressionNames.Of(old.Compression), FileCompressionNames.Of(now.Compression));
        }

        foreach (string name in old.Attributes.Concat(now.Attributes).Select(attribute => attribute.Key).Distinct().Except(Numbering))
        {
            string? before = ValueOf(old, name);
            string? after = ValueOf(now, name);
            bool isPacking = Packing.Contains(name);

            // Where one side is not packed at all, that is said already.
            if (before != after && !(isPacking && (before is null || after is null)))
            {
                yield return new FileDifference(isPacking ? FileDifference.Compression : FileDifference.Metadata, name, before, after);
            }
        }
    }

    private static string? ValueOf(ComparedFile file, string name) =>
        file.Attributes.Where(attribute => attribute.Key == name).Select(attribute => attribute.Value).FirstOrDefault();

    // Null where that cannot be told.
    private static bool? HaveSameContents(ComparedFile old, ComparedFile now)
    {
        if (old.Length != now.Length)
        {
            return false;
        }

        try
        {
            return old.Read().Span.SequenceEqual(now.Read().Span);
        }
        catch (FlashFormatException)
        {
            return null; // the damage of each side is listed by itself
        }
    }

    // Contents that were removed once and added once are a file under another path; empty files are nobody's.
    private static IEnumerable<FileChange> Unpaired(List<ComparedFile> removed, List<ComparedFile> added)
    {
        var lengths = removed.Select(file => file.Length).ToHashSet();
        lengths.IntersectWith(added.Select(file => file.Length));
        lengths.Remove(0);
        Dictionary<string, ComparedFile> gone = Unique(removed, lengths);
        Dictionary<string, ComparedFile> come = Unique(added, lengths);
        var renamed = new HashSet<ComparedFile>(ReferenceEqualityComparer.Instance);
        foreach ((string hash, ComparedFile old) in gone)
        {
            if (come.TryGetValue(hash, out ComparedFile? now))
            {
                renamed.Add(old);
                renamed.Add(now);
                yield return new FileChange(FileChangeKind.Renamed, old, now, []);
            }
        }

        foreach (ComparedFile file in removed.Where(file => !renamed.Contains(file)))
        {
            yield return new FileChange(FileChangeKind.Removed, file, null, []);
        }

        foreach (ComparedFile file in added.Where(file => !renamed.Contains(file)))
        {
            yield return new FileChange(FileChangeKind.Added, null, file, []);
        }
    }

    private static Dictionary<string, ComparedFile> Unique(List<ComparedFile> files, HashSet<long> lengths)
    {
        var byHash = new Dictionary<string, ComparedFile>(StringComparer.Ordinal);
        var several = new HashSet<string>(StringComparer.Ordinal);
        foreach (ComparedFile file in files.Where(file => lengths.Contains(file.Length)))
        {
            if (HashOf(file) is { } hash && !byHash.TryAdd(hash, file))
            {
                several.Add(hash);
            }
        }

        foreach (string hash in several)
        {
            byHash.Remove(hash);
        }

        return byHash;
    }

    private static string? HashOf(ComparedFile file)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(file.Read().Span));
        }
        catch (FlashFormatException)
        {
            return null; // damaged: removed or added, and no more is known
        }
    }

    // The fewest files that would have to move: all but a longest run of ascending places.
    private static HashSet<int> OutOfOrder(int[] partners)
    {
        int[] paired = [.. Enumerable.Range(0, partners.Length).Where(i => partners[i] >= 0)];
        int[] before = new int[paired.Length];
        var ends = new List<int>(); // the index, in paired, of the smallest place that a run of each length ends with
        for (int i = 0; i < paired.Length; i++)
        {
            int length = RunsBelow(ends, partners[paired[i]], end => partners[paired[end]]);
            before[i] = length > 0 ? ends[length - 1] : -1;
            if (length == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[length] = i;
            }
        }

        var moved = paired.ToHashSet();
        for (int i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = before[i])
        {
            moved.Remove(paired[i]);
        }

        return moved;
    }

    // How many of the runs, whose last places ascend, end below a place.
    private static int RunsBelow(List<int> ends, int place, Func<int, int> placeOf)
    {
        int low = 0;
        int high = ends.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (placeOf(ends[middle]) < place)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
