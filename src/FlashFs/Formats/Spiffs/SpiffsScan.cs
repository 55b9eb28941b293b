using System.Numerics;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.Spiffs;

/// <summary>
/// One pass over all pages of an image: what each of them is, and where the page of an object and span index is to be
/// found. Needs 5 bytes of memory for each page, and 8 more where the image is not in order.
/// </summary>
internal sealed class SpiffsScan
{
    private const int WordBits = 64;
    private const int IdWords = (SpiffsLayout.MaxObjectId / WordBits) + 1;

    private readonly ReadOnlyMemory<byte> _image;
    private readonly SpiffsPageState[] _states;
    private readonly int _pageSize;

    // All pages in use by object, kind and span index: only an image that is not quite in order is searched by them.
    private readonly Lazy<long[]> _live;

    // Of each page the object id, with the index flag, and the span index: looked for again and again, and all over the image.
    private readonly uint[] _identities;

    private readonly HashSet<int> _beingDeleted = [];

    // By object id: whether there is a first index page, another one, and a first data page.
    private readonly ulong[] _hasFirst = new ulong[IdWords];
    private readonly ulong[] _hasMore = new ulong[IdWords];
    private readonly ulong[] _hasData = new ulong[IdWords];

    public SpiffsScan(ReadOnlyMemory<byte> image, SpiffsGeometry geometry, SpiffsDamageList damage)
    {
        _image = image;
        Geometry = geometry;
        _pageSize = geometry.PageSize;
        _states = new SpiffsPageState[Math.Min(image.Length / _pageSize, SpiffsLayout.MaxPages)];
        _identities = new uint[_states.Length];
        _live = new Lazy<long[]>(SortLive);
        ReadOnlySpan<byte> bytes = image.Span;
        for (int first = 0; first < _states.Length; first += geometry.PagesPerBlock)
        {
            int end = Math.Min(first + geometry.PagesPerBlock, _states.Length);
            int objects = Math.Min(first + geometry.LookupPages, end);
            for (int page = first; page < objects; page++)
            {
                _states[page] = SpiffsPageState.Lookup;
            }

            ReadOnlySpan<byte> cells = bytes[(first * _pageSize)..];
            for (int page = objects; page < end; page++, cells = cells[SpiffsLayout.CellSize..])
            {
                SpiffsPageHeader header = SpiffsPageHeader.Parse(bytes[(page * _pageSize)..], geometry.Order);
                SpiffsPageState state = Classify(page, geometry.Order.ReadUInt16(cells), header, damage);
                _states[page] = state;
                _identities[page] = Identity(header.ObjectId, header.SpanIndex);
                if (state == SpiffsPageState.BeingDeleted)
                {
                    _beingDeleted.Add(header.ObjectId & ~SpiffsLayout.IndexFlag);
                }
                else if (state == SpiffsPageState.Index)
                {
                    Mark(header.SpanIndex == 0 ? _hasFirst : _hasMore, header.ObjectId & ~SpiffsLayout.IndexFlag);
                    FirstIndexPages += header.SpanIndex == 0 ? 1 : 0;
                }
                else if (state == SpiffsPageState.Data && header.SpanIndex == 0)
                {
                    Mark(_hasData, header.ObjectId);
                }
            }
        }
    }

    /// <summary>The geometry.</summary>
    public SpiffsGeometry Geometry { get; }

    /// <summary>Whole pages that 16-bit page indexes can reach, lookup tables included.</summary>
    public int PageCount => _states.Length;

    /// <summary>How many first index pages there are: about as many as files.</summary>
    public int FirstIndexPages { get; }

    /// <summary>Whether an object has index pages beside the first; most have none.</summary>
    public bool HasMoreIndexPages(int objectId) => (_hasMore[objectId / WordBits] >> (objectId % WordBits) & 1) != 0;

    /// <summary>Pages that could hold objects.</summary>
    public int ObjectPages => _states.Length / Geometry.PagesPerBlock * Geometry.ObjectPagesPerBlock
        + Math.Max(0, _states.Length % Geometry.PagesPerBlock - Geometry.LookupPages);

    /// <summary>What a page is.</summary>
    public SpiffsPageState State(int page) => _states[page];

    /// <summary>The bytes of a page.</summary>
    public ReadOnlySpan<byte> Page(int page) => _image.Span.Slice(page * _pageSize, _pageSize);

    /// <summary>The bytes of a page.</summary>
    public ReadOnlyMemory<byte> PageMemory(int page) => _image.Slice(page * _pageSize, _pageSize);

    /// <summary>The header of a page.</summary>
    public SpiffsPageHeader Header(int page) => SpiffsPageHeader.Parse(Page(page), Geometry.Order);

    /// <summary>Whether a page is a first index page, with the object's id.</summary>
    public bool IsFirstIndexPage(int page, out int objectId)
    {
        objectId = ObjectIdOf(page);
        return _states[page] == SpiffsPageState.Index && SpanIndexOf(page) == 0;
    }

    /// <summary>Whether an object page says of itself that it is a certain one.</summary>
    public bool Is(int page, int objectIdAsStored, int spanIndex) => _identities[page] == Identity(objectIdAsStored, spanIndex);

    /// <summary>
    /// The objects that have their first data page and no first index page, each with how many pages. Other pages without
    /// an index page are what the device leaves behind in ordinary use, when it truncates over the border of a page.
    /// </summary>
    public IEnumerable<(int ObjectId, int Pages, int FirstPage)> Orphans()
    {
        for (int word = 0; word < IdWords; word++)
        {
            for (ulong headless = _hasData[word] & ~_hasFirst[word]; headless != 0; headless &= headless - 1)
            {
                int id = (word * WordBits) + BitOperations.TrailingZeroCount(headless);
                if (!_beingDeleted.Contains(id))
                {
                    int pages = LowerBound(Key(id + 1, data: false, 0, 0)) - LowerBound(Key(id, data: false, 0, 0));
                    yield return (id, pages, Find(id, data: true, spanIndex: 0, from: 0));
                }
            }
        }
    }

    /// <summary>
    /// Finds the page of an object by kind and span index. Of several copies it takes the one that the device would: the
    /// first from a page on, and from the start of the image when there is none behind it.
    /// </summary>
    /// <returns>The page, or -1.</returns>
    public int Find(int objectId, bool data, int spanIndex, int from)
    {
        int first = LowerBound(Key(objectId, data, spanIndex, 0));
        int afterwards = LowerBound(Key(objectId, data, spanIndex, from));
        long end = Key(objectId, data, spanIndex, SpiffsLayout.UnusablePage);
        long[] live = _live.Value;
        return afterwards < live.Length && live[afterwards] <= end ? (int)(live[afterwards] & 0xFFFF)
            : first < live.Length && live[first] <= end ? (int)(live[first] & 0xFFFF)
            : -1;
    }

    /// <summary>The span indexes, in ascending order and each once, of which an object has pages of a kind.</summary>
    public IEnumerable<int> Spans(int objectId, bool data, int from, int to)
    {
        int previous = -1;
        long end = Key(objectId, data, to, 0);
        long[] live = _live.Value;
        for (int i = LowerBound(Key(objectId, data, from, 0)); i < live.Length && live[i] < end; i++)
        {
            int span = (int)((live[i] >> 16) & 0xFFFF);
            if (span != previous)
            {
                previous = span;
                yield return span;
            }
        }
    }

    private SpiffsPageState Classify(int page, ushort cell, SpiffsPageHeader header, SpiffsDamageList damage)
    {
        switch (cell)
        {
            case SpiffsLayout.Free:
                return header.IsErased ? SpiffsPageState.Free : SpiffsPageState.Lost;
            case SpiffsLayout.Deleted:
                return SpiffsPageState.Deleted;
        }

        if (header.IsDeleted)
        {
            Disagree(page, cell, "deleted", damage);
            return SpiffsPageState.Deleted;
        }

        if (!header.IsComplete)
        {
            return SpiffsPageState.Unfinished;
        }

        bool whole = (header.IsIndex || header.IsData) && (header.ObjectId & ~SpiffsLayout.IndexFlag) is not 0 and <= SpiffsLayout.MaxObjectId;
        if (header.ObjectId != cell || !whole)
        {
            Disagree(page, cell, $"{Describe(header.ObjectId)}, flags 0x{header.Flags:x2}", damage);
        }

        // Where both disagree the page itself is believed: it has more bits that would have to be wrong.
        return !whole ? SpiffsPageState.Unfinished
            : !header.IsIndex ? SpiffsPageState.Data
            : header.IsBeingDeleted ? SpiffsPageState.BeingDeleted
            : SpiffsPageState.Index;
    }

    private void Disagree(int page, ushort cell, string found, SpiffsDamageList damage) => damage.Add(
        DiagnosticCodes.InvalidField,
        (long)page * Geometry.PageSize,
        $"page {page} to be what the lookup table says ({Describe(cell)})",
        found);

    private static string Describe(ushort id) =>
        $"{((id & SpiffsLayout.IndexFlag) != 0 ? "index" : "data")} of object {id & ~SpiffsLayout.IndexFlag}";

    private long[] SortLive()
    {
        long[] live = new long[_states.Length];
        int count = 0;
        for (int page = 0; page < _states.Length; page++)
        {
            if (_states[page] is SpiffsPageState.Index or SpiffsPageState.Data)
            {
                live[count++] = Key(ObjectIdOf(page), _states[page] == SpiffsPageState.Data, SpanIndexOf(page), page);
            }
        }

        live = live[..count];
        Array.Sort(live);
        return live;
    }

    private int ObjectIdOf(int page) => (int)(_identities[page] >> 16) & ~SpiffsLayout.IndexFlag;

    private int SpanIndexOf(int page) => (int)(_identities[page] & 0xFFFF);

    private static void Mark(ulong[] ids, int objectId) => ids[objectId / WordBits] |= 1ul << (objectId % WordBits);

    private static uint Identity(int objectId, int spanIndex) => ((uint)objectId << 16) | (uint)spanIndex;

    private static long Key(int objectId, bool data, int spanIndex, int page) =>
        ((long)objectId << 33) + (data ? 1L << 32 : 0) + ((long)spanIndex << 16) + page;

    private int LowerBound(long key)
    {
        int index = Array.BinarySearch(_live.Value, key);
        return index < 0 ? ~index : index;
    }
}
