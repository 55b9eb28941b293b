namespace FlashFs.Formats.Spiffs;

/// <summary>
/// What some first index pages of an image say together: where their tables begin, where names end, where metadata
/// begins. None of it is written down in an image.
/// </summary>
internal sealed class SpiffsHeaderSample
{
    private const int MaxHeaders = 64;
    private const int MaxEntries = 8;

    private readonly SpiffsScan _scan;
    private readonly Dictionary<int, int> _votes = [];
    private int _slashes;

    private SpiffsHeaderSample(SpiffsScan scan) => _scan = scan;

    /// <summary>How many first index pages were looked at.</summary>
    public int Headers { get; private set; }

    /// <summary>Room for the longest name found, its NUL included.</summary>
    public int LongestName { get; private set; }

    /// <summary>Where something that is not zero stands first behind a name and its NUL, from the start of the name; at the latest where the page ends.</summary>
    public int FirstBehindNames { get; private set; } = int.MaxValue;

    /// <summary>Whether most names begin with '/'.</summary>
    public bool LeadingSlash => _slashes * 2 >= Headers;

    /// <summary>Where tables seem to begin, the likeliest first.</summary>
    public IReadOnlyList<int> TableOffsets => [.. _votes.OrderByDescending(vote => vote.Value).ThenBy(vote => vote.Key).Take(3).Select(vote => vote.Key)];

    public static SpiffsHeaderSample Take(SpiffsScan scan)
    {
        var sample = new SpiffsHeaderSample(scan);
        int[] pages = scan.FirstIndexPages;
        for (int i = 0; i < pages.Length && sample.Headers < MaxHeaders; i++)
        {
            sample.Add(scan.Page(pages[i]), scan.ObjectIdOf(pages[i]));
        }

        return sample;
    }

    private void Add(ReadOnlySpan<byte> page, int objectId)
    {
        ReadOnlySpan<byte> rest = page[SpiffsLayout.NameOffset..];
        int end = rest.IndexOf((byte)0);
        if (end < 0)
        {
            return;
        }

        Headers++;
        _slashes += rest[0] == (byte)'/' ? 1 : 0;
        LongestName = Math.Max(LongestName, end + 1);
        int behind = rest[end..].IndexOfAnyExcept((byte)0);
        FirstBehindNames = Math.Min(FirstBehindNames, behind < 0 ? rest.Length : end + behind);
        Vote(page, objectId, SpiffsLayout.NameOffset + end + 1);
    }

    // The data pages of the object are known without its table, so the table can be found by what must stand in it.
    private void Vote(ReadOnlySpan<byte> page, int objectId, int from)
    {
        long dataPages = _scan.Geometry.DataPages(new SpiffsHeaderPage(page, _scan.Geometry).Length);
        int entries = (int)Math.Min(dataPages, MaxEntries);
        Span<byte> table = stackalloc byte[MaxEntries * SpiffsLayout.CellSize];
        for (int span = 0; span < entries; span++)
        {
            int dataPage = _scan.DataPages.Find(objectId, span, from: 0);
            if (dataPage < 0)
            {
                return;
            }

            _scan.Geometry.Order.WriteUInt16(table[(span * SpiffsLayout.CellSize)..], dataPage);
        }

        table = table[..(entries * SpiffsLayout.CellSize)];
        for (int offset = from; entries > 0 && offset + table.Length <= page.Length; offset++)
        {
            if (page[offset..].StartsWith(table))
            {
                // Two bytes can be chance, sixteen cannot.
                _votes[offset] = _votes.GetValueOrDefault(offset) + entries;
            }
        }
    }
}
