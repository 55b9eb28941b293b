using FlashFs.Diagnostics;

namespace FlashFs.Formats.Spiffs;

/// <summary>
/// One pass over all pages of an image: what each of them is, and where the page of an object and span index is to be
/// found. Needs 17 bytes of memory for each page while it is made, 9 afterwards.
/// </summary>
internal sealed class SpiffsScan
{
    private readonly ReadOnlyMemory<byte> _image;
    private readonly SpiffsPageState[] _states;
    private readonly long[] _live;

    public SpiffsScan(ReadOnlyMemory<byte> image, SpiffsGeometry geometry, SpiffsDamageList damage)
    {
        _image = image;
        Geometry = geometry;
        _states = new SpiffsPageState[Math.Min(image.Length / geometry.PageSize, SpiffsLayout.MaxPages)];
        long[] live = new long[_states.Length];
        int count = 0;
        for (int page = 0; page < _states.Length; page++)
        {
            SpiffsPageState state = Classify(page, damage);
            _states[page] = state;
            if (state is SpiffsPageState.Index or SpiffsPageState.Data)
            {
                SpiffsPageHeader header = Header(page);
                live[count++] = Key(header.ObjectId & ~SpiffsLayout.IndexFlag, state == SpiffsPageState.Data, header.SpanIndex, page);
            }
        }

        _live = live[..count];
        Array.Sort(_live);
    }

    /// <summary>The geometry.</summary>
    public SpiffsGeometry Geometry { get; }

    /// <summary>Whole pages that 16-bit page indexes can reach, lookup tables included.</summary>
    public int PageCount => _states.Length;

    /// <summary>Pages that could hold objects.</summary>
    public int ObjectPages => _states.Length / Geometry.PagesPerBlock * Geometry.ObjectPagesPerBlock
        + Math.Max(0, _states.Length % Geometry.PagesPerBlock - Geometry.LookupPages);

    /// <summary>What a page is.</summary>
    public SpiffsPageState State(int page) => _states[page];

    /// <summary>The bytes of a page.</summary>
    public ReadOnlySpan<byte> Page(int page) => _image.Span.Slice(page * Geometry.PageSize, Geometry.PageSize);

    /// <summary>The bytes of a page.</summary>
    public ReadOnlyMemory<byte> PageMemory(int page) => _image.Slice(page * Geometry.PageSize, Geometry.PageSize);

    /// <summary>The header of a page.</summary>
    public SpiffsPageHeader Header(int page) => SpiffsPageHeader.Parse(Page(page), Geometry.Order);

    /// <summary>The lookup cell of an object page.</summary>
    public ushort LookupCell(int page)
    {
        int block = page / Geometry.PagesPerBlock;
        int cell = page % Geometry.PagesPerBlock - Geometry.LookupPages;
        return Geometry.Order.ReadUInt16(_image.Span[(block * Geometry.BlockSize + cell * SpiffsLayout.CellSize)..]);
    }

    /// <summary>
    /// The objects that have their first data page and no first index page, each with how many pages. Other pages without
    /// an index page are what the device leaves behind in ordinary use, when it truncates over the border of a page.
    /// </summary>
    public IEnumerable<(int ObjectId, int Pages, int FirstPage)> Orphans()
    {
        HashSet<int> beingDeleted = [.. Enumerable.Range(0, _states.Length)
            .Where(page => _states[page] == SpiffsPageState.BeingDeleted)
            .Select(page => Header(page).ObjectId & ~SpiffsLayout.IndexFlag)];
        for (int i = 0; i < _live.Length;)
        {
            int start = i;
            int id = ObjectIdOf(_live[i]);
            while (i < _live.Length && ObjectIdOf(_live[i]) == id)
            {
                i++;
            }

            // The first index page of an object sorts before all its other pages.
            bool headless = _live[start] >= Key(id, data: false, spanIndex: 1, page: 0);
            int firstPage = headless && !beingDeleted.Contains(id) ? Find(id, data: true, spanIndex: 0, from: 0) : -1;
            if (firstPage >= 0)
            {
                yield return (id, i - start, firstPage);
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
        return afterwards < _live.Length && _live[afterwards] <= end ? (int)(_live[afterwards] & 0xFFFF)
            : first < _live.Length && _live[first] <= end ? (int)(_live[first] & 0xFFFF)
            : -1;
    }

    /// <summary>The span indexes, in ascending order and each once, of which an object has pages of a kind.</summary>
    public IEnumerable<int> Spans(int objectId, bool data, int from, int to)
    {
        int previous = -1;
        long end = Key(objectId, data, to, 0);
        for (int i = LowerBound(Key(objectId, data, from, 0)); i < _live.Length && _live[i] < end; i++)
        {
            int span = (int)((_live[i] >> 16) & 0xFFFF);
            if (span != previous)
            {
                previous = span;
                yield return span;
            }
        }
    }

    private SpiffsPageState Classify(int page, SpiffsDamageList damage)
    {
        if (page % Geometry.PagesPerBlock < Geometry.LookupPages)
        {
            return SpiffsPageState.Lookup;
        }

        ushort cell = LookupCell(page);
        SpiffsPageHeader header = Header(page);
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

    private static long Key(int objectId, bool data, int spanIndex, int page) =>
        ((long)objectId << 33) + (data ? 1L << 32 : 0) + ((long)spanIndex << 16) + page;

    private static int ObjectIdOf(long key) => (int)(key >> 33);

    private int LowerBound(long key)
    {
        int index = Array.BinarySearch(_live, key);
        return index < 0 ? ~index : index;
    }
}
