using FlashFs.Devices;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.SimpleFs;

/// <summary>Finds out what each byte of an image is for, and which names and contents lie over others.</summary>
internal sealed class SimpleFsMap
{
    private readonly int _imageLength;
    private readonly bool _withExtents;
    private long _cursor;

    private SimpleFsMap(int imageLength, int entries, bool withExtents)
    {
        _imageLength = imageLength;
        Extents = new ExtentList(withExtents ? 3 * (entries + 1) : 0); // a row, a name and contents each
        _withExtents = withExtents;
    }

    /// <summary>What each byte is for; empty where nobody wanted to know.</summary>
    public ExtentList Extents { get; }

    /// <summary>Erased bytes behind everything.</summary>
    public long FreeBytes { get; private set; }

    /// <summary>Why contents are not read, by the index of their entry.</summary>
    public Dictionary<int, VolumeDamage> Unreadable { get; } = [];

    /// <summary>Bytes of contents, each counted once.</summary>
    public long DataBytes { get; private set; }

    /// <summary>Lays out a table.</summary>
    /// <param name="image">The image.</param>
    /// <param name="table">Its table.</param>
    /// <param name="damage">Takes what is wrong.</param>
    /// <param name="withExtents">Whether the extents are wanted: three a file, and a build looks at none.</param>
    /// <exception cref="FlashFormatException">Something is wrong and the mode is strict.</exception>
    public static SimpleFsMap Of(ReadOnlySpan<byte> image, SimpleFsTable table, SimpleFsDamageList damage, bool withExtents)
    {
        var map = new SimpleFsMap(image.Length, table.Entries.Count, withExtents);
        if (table.Entries.Count > 0 || SimpleFsTable.TryCount(image, out _))
        {
            map.AddTable(table.Entries.Count);
            map.AddBlobs(table, damage);
        }

        map.AddRest(image);
        return map;
    }

    private void AddTable(int count)
    {
        Add(SimpleFsLayout.CountSize, ExtentKind.Metadata);
        for (int i = 0; i < count; i++)
        {
            Add(_cursor + SimpleFsLayout.RowSize, ExtentKind.FileHeader, i);
        }
    }

    private void AddBlobs(SimpleFsTable table, SimpleFsDamageList damage)
    {
        SimpleFsBlob[]? sorted = IsSorted(table) ? null : Sorted(table);
        long shared = 0;
        SimpleFsBlob? last = null;

        // What runs off the image, or does not end where it says, is what is wrong where it lies over others.
        HashSet<int> wrong = [.. table.Damaged];
        for (int i = 0; i < table.BlobCount; i++)
        {
            SimpleFsBlob blob = sorted is null ? table.BlobAt(i) : sorted[i];

            // Whatever NUL is missing was reported with its file.
            long end = Math.Min(blob.End + SimpleFsLayout.TerminatorSize, _imageLength);
            if (blob.Start < _cursor && last is { } before)
            {
                VolumeDamage overlap = damage.Add(
                    DiagnosticCodes.InvalidField,
                    blob.Start,
                    $"{What(blob)} after 0x{_cursor:x}, where {What(before)} of {Which(table, before)} end{(before.IsName ? "s" : "")}",
                    $"{blob.Length} bytes that overlap",
                    table.Entries[blob.EntryIndex].Name);
                bool neither = !wrong.Contains(blob.EntryIndex) && !wrong.Contains(before.EntryIndex);
                if (neither && blob.Start < before.End && !IsSame(blob, before))
                {
                    table.Damaged.Add(blob.EntryIndex);
                    table.Damaged.Add(before.EntryIndex);
                }

                shared += Math.Min(end, _cursor) - blob.Start;
                if (!blob.IsName && shared > _imageLength)
                {
                    Unreadable.Add(blob.EntryIndex, overlap);
                    table.Damaged.Add(blob.EntryIndex);
                }
            }

            if (blob.Start > _cursor)
            {
                Add(blob.Start, ExtentKind.Unusable);
            }

            if (!blob.IsName)
            {
                DataBytes += Math.Max(0, blob.End - Math.Max(blob.Start, _cursor));
            }

            if (end > _cursor)
            {
                Add(end, blob.IsName ? ExtentKind.FileHeader : ExtentKind.FileData, blob.EntryIndex);
                last = blob;
            }
        }
    }

    // As every packer leaves them.
    private static bool IsSorted(SimpleFsTable table)
    {
        long before = -1;
        for (int i = 0; i < table.BlobCount; i++)
        {
            long start = table.BlobAt(i).Start;
            if (start <= before)
            {
                return false;
            }

            before = start;
        }

        return true;
    }

    private static SimpleFsBlob[] Sorted(SimpleFsTable table)
    {
        var blobs = new SimpleFsBlob[table.BlobCount];
        for (int i = 0; i < blobs.Length; i++)
        {
            blobs[i] = table.BlobAt(i);
        }

        Array.Sort(blobs);
        return blobs;
    }

    // Two files that a packer has stored once are both right.
    private static bool IsSame(SimpleFsBlob blob, SimpleFsBlob other) =>
        blob.Start == other.Start && blob.Length == other.Length && blob.IsName == other.IsName;

    private static string What(SimpleFsBlob blob) => blob.IsName ? "a name" : "contents";

    private static string Which(SimpleFsTable table, SimpleFsBlob blob) => $"'{table.Entries[blob.EntryIndex].Name}'";

    // Erased flash behind the image is free; anything else there is not the image's.
    private void AddRest(ReadOnlySpan<byte> image)
    {
        if (_cursor < image.Length)
        {
            int used = image[(int)_cursor..].LastIndexOfAnyExcept(ErasedFlash.Value) + 1;
            Add(_cursor + used, ExtentKind.Unusable);
        }

        FreeBytes = image.Length - _cursor;
        Add(image.Length, ExtentKind.Free);
    }

    private void Add(long end, ExtentKind kind, int entryIndex = -1)
    {
        if (end > _cursor)
        {
            if (_withExtents)
            {
                Extents.Add(new VolumeExtent(_cursor, end - _cursor, kind, entryIndex));
            }

            _cursor = end;
        }
    }
}
