namespace FlashFs.Formats.Spiffs;

/// <summary>A file of a volume: where its index pages are, and how its data pages are found.</summary>
/// <param name="scan">The pages of the image.</param>
/// <param name="objectId">The object id, without the index flag.</param>
/// <param name="headerPage">The first index page.</param>
/// <param name="indexPages">The others.</param>
internal readonly struct SpiffsFile(SpiffsScan scan, int objectId, int headerPage, SpiffsIndexPages indexPages)
{
    /// <summary>The object id, without the index flag.</summary>
    public int ObjectId => objectId;

    /// <summary>The first index page.</summary>
    public int HeaderPage => headerPage;

    /// <summary>The index pages but for the first.</summary>
    public SpiffsIndexPages IndexPages => indexPages;

    /// <summary>What the first index page says.</summary>
    public SpiffsHeaderPage Header => new(scan.Page(headerPage), scan.Geometry);

    /// <summary>The data page of a span index where everything is in order, as it nearly always is; else -1, and <see cref="Resolve"/> says more.</summary>
    public int PageInOrder(int spanIndex)
    {
        int indexPage = IndexPageOf(spanIndex, out int offset);
        if (indexPage < 0)
        {
            return -1;
        }

        int page = scan.Geometry.Order.ReadUInt16(scan.Page(indexPage)[offset..]);
        return scan.IsDataPage(page, objectId, spanIndex) ? page : -1;
    }

    /// <summary>Finds a data page by its span index.</summary>
    public SpiffsReference Resolve(int spanIndex)
    {
        if (PageInOrder(spanIndex) is >= 0 and int found)
        {
            return new SpiffsReference(found, IndexPageOf(spanIndex, out _), SpiffsReferenceProblem.None, found);
        }

        int indexPage = IndexPageOf(spanIndex, out int offset);
        if (indexPage < 0)
        {
            return Search(spanIndex, headerPage, SpiffsReferenceProblem.IndexPageMissing, -1);
        }

        int page = scan.Geometry.Order.ReadUInt16(scan.Page(indexPage)[offset..]);
        if (page == SpiffsLayout.Free)
        {
            return Search(spanIndex, indexPage, SpiffsReferenceProblem.NoReference, page);
        }

        if (page >= scan.PageCount || scan.State(page) == SpiffsPageState.Lookup)
        {
            return Search(spanIndex, indexPage, SpiffsReferenceProblem.NoObjectPage, page);
        }

        SpiffsPageHeader header = scan.Header(page);
        if (header.ObjectId != objectId || header.SpanIndex != spanIndex)
        {
            return Search(spanIndex, indexPage, SpiffsReferenceProblem.OtherPage, page);
        }

        // The device reads such a page, too, as long as its own header is in order.
        return header is { IsComplete: true, IsData: true }
            ? new SpiffsReference(page, indexPage, SpiffsReferenceProblem.NotInLookup, page)
            : Search(spanIndex, indexPage, SpiffsReferenceProblem.DeletedOrUnfinished, page);
    }

    private int IndexPageOf(int spanIndex, out int offset)
    {
        SpiffsGeometry geometry = scan.Geometry;
        int beyond = spanIndex - geometry.HeaderEntries;
        if (beyond < 0)
        {
            offset = geometry.HeaderTableOffset + spanIndex * SpiffsLayout.CellSize;
            return headerPage;
        }

        offset = SpiffsLayout.IndexTableOffset + beyond % geometry.IndexEntries * SpiffsLayout.CellSize;
        return indexPages.PageOf(1 + beyond / geometry.IndexEntries);
    }

    // The table is wrong: a page that says of itself that it is the one still has the contents.
    private SpiffsReference Search(int spanIndex, int indexPage, SpiffsReferenceProblem problem, int referred) =>
        new(scan.DataPages.Find(objectId, spanIndex, from: 0), indexPage, problem, referred);
}
