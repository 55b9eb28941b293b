using FlashFs.Files;

namespace FlashFs.Formats.Spiffs;

/// <summary>
/// One pass over all pages of an image, of a large one on all cores: what each of them is, and which objects there are. Needs
/// a byte of memory for each page, 8 for each index page where an object has several, and 8 for each data page where the
/// image is not in order.
/// </summary>
internal sealed class SpiffsScan
{
    // Less than a tenth of a millisecond of one core.
    private const int FewPages = 8192;

    private readonly ReadOnlyMemory<byte> _image;
    private readonly SpiffsPageState[] _states;
    private readonly int _pageSize;

    private readonly Lazy<SpiffsSortedPages> _indexPages;
    private readonly Lazy<SpiffsSortedPages> _dataPages;

    public SpiffsScan(ReadOnlyMemory<byte> image, SpiffsGeometry geometry, SpiffsDamageList damage)
    {
        _image = image;
        Geometry = geometry;
        _pageSize = geometry.PageSize;
        _states = new SpiffsPageState[Math.Min(image.Length / _pageSize, SpiffsLayout.MaxPages)];
        _indexPages = new Lazy<SpiffsSortedPages>(() => new SpiffsSortedPages(this, SpiffsPageState.Index));
        _dataPages = new Lazy<SpiffsSortedPages>(() => new SpiffsSortedPages(this, SpiffsPageState.Data));

        // Each core looks at blocks in a row, so that what it finds of objects has to be joined only once for each.
        int blocks = (_states.Length + geometry.PagesPerBlock - 1) / geometry.PagesPerBlock;
        var parts = new SpiffsBlockScan[Math.Clamp(_states.Length / FewPages, 1, Math.Min(Environment.ProcessorCount, Math.Max(blocks, 1)))];
        ParallelRange.For(parts.Length, few: 1, part =>
        {
            parts[part] = new SpiffsBlockScan(geometry, _states);
            parts[part].Run(image.Span, BlockOf(part), BlockOf(part + 1));
        });
        Objects = parts[0].Objects;
        var firstIndexPages = parts[0].FirstIndexPages;
        foreach (SpiffsBlockScan part in parts)
        {
            damage.AddRange(part.Damage);
            FreePages += part.FreePages;
            FreeBlocks += part.FreeBlocks;
            if (part != parts[0])
            {
                Objects.Add(part.Objects);
                firstIndexPages.AddRange(part.FirstIndexPages);
            }
        }

        FirstIndexPages = [.. firstIndexPages];

        int BlockOf(int part) => (int)((long)blocks * part / parts.Length);
    }

    /// <summary>The geometry.</summary>
    public SpiffsGeometry Geometry { get; }

    /// <summary>Whole pages that 16-bit page indexes can reach, lookup tables included.</summary>
    public int PageCount => _states.Length;

    /// <summary>The objects.</summary>
    public SpiffsObjects Objects { get; }

    /// <summary>The first index pages, in ascending order: about as many as files.</summary>
    public int[] FirstIndexPages { get; }

    /// <summary>How many pages are free and can be written to.</summary>
    public int FreePages { get; }

    /// <summary>How many whole blocks have nothing but free pages.</summary>
    public int FreeBlocks { get; }

    /// <summary>The index pages: of larger files there are several.</summary>
    public SpiffsSortedPages IndexPages => _indexPages.Value;

    /// <summary>The data pages: wanted only of an image that is not quite in order, or of unknown options.</summary>
    public SpiffsSortedPages DataPages => _dataPages.Value;

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

    /// <summary>The id of the object of a page, without the index flag.</summary>
    public int ObjectIdOf(int page) => Header(page).ObjectId & ~SpiffsLayout.IndexFlag;

    /// <summary>Whether there is a page, and lookup table and page itself say that it is a certain data page.</summary>
    public bool IsDataPage(int page, int objectId, int spanIndex) =>
        page < _states.Length && _states[page] == SpiffsPageState.Data && Header(page) is var header && header.ObjectId == objectId && header.SpanIndex == spanIndex;

    /// <summary>
    /// The objects that have their first data page and no first index page, each with how many pages. Other pages without
    /// an index page are what the device leaves behind in ordinary use, when it truncates over the border of a page.
    /// </summary>
    public IEnumerable<(int ObjectId, int Pages, int FirstPage)> Orphans()
    {
        foreach (int id in Objects.Headless())
        {
            int pages = IndexPages.CountOf(id) + DataPages.CountOf(id);
            yield return (id, pages, DataPages.Find(id, spanIndex: 0, from: 0));
        }
    }
}
