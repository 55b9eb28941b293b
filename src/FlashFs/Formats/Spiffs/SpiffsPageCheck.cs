namespace FlashFs.Formats.Spiffs;

/// <summary>Looks for all data pages of a file, in time that grows with the pages that there are, not with those claimed.</summary>
internal ref struct SpiffsPageCheck
{
    private readonly SpiffsScan _scan;
    private readonly SpiffsFile _file;
    private readonly int _dataPages;
    private readonly SpiffsOwners? _owners;
    private readonly int _entryIndex;
    private SpiffsCheckedPages _result;

    private SpiffsPageCheck(SpiffsScan scan, SpiffsFile file, int dataPages, SpiffsOwners? owners, int entryIndex)
    {
        _scan = scan;
        _file = file;
        _dataPages = dataPages;
        _owners = owners;
        _entryIndex = entryIndex;
    }

    /// <summary>Looks for them.</summary>
    /// <param name="scan">The pages of the image.</param>
    /// <param name="file">The file.</param>
    /// <param name="dataPages">How many it claims, and at most as many as there can be.</param>
    /// <param name="owners">Takes the entry for each page found that has none yet.</param>
    /// <param name="entryIndex">The entry.</param>
    public static SpiffsCheckedPages Run(SpiffsScan scan, SpiffsFile file, int dataPages, SpiffsOwners? owners = null, int entryIndex = -1)
    {
        var check = new SpiffsPageCheck(scan, file, dataPages, owners, entryIndex);
        check.All();
        return check._result;
    }

    private void All()
    {
        SpiffsGeometry geometry = _scan.Geometry;
        SpiffsIndexPages more = _file.IndexPages;
        int next = Math.Min(_dataPages, geometry.HeaderEntries);
        CheckReferences(_file.HeaderPage, geometry.HeaderTableOffset, 0, next);
        for (int i = 0; i < more.Count; i++)
        {
            long start = geometry.HeaderEntries + (long)(more.SpanIndex(i) - 1) * geometry.IndexEntries;
            if (start >= _dataPages)
            {
                break;
            }

            CheckUnreferenced(next, (int)start);
            next = Math.Min(_dataPages, (int)start + geometry.IndexEntries);
            CheckReferences(more.Page(i), SpiffsLayout.IndexTableOffset, (int)start, next);
        }

        CheckUnreferenced(next, _dataPages);
    }

    // Data pages that one index page lists.
    private void CheckReferences(int indexPage, int tableOffset, int from, int to)
    {
        _owners?.Own(indexPage, _entryIndex);
        SpiffsByteOrder order = _scan.Geometry.Order;
        ReadOnlySpan<byte> table = _scan.Page(indexPage)[tableOffset..];
        for (int span = from; span < to; span++)
        {
            int page = order.ReadUInt16(table[((span - from) * SpiffsLayout.CellSize)..]);
            if (_scan.IsDataPage(page, _file.ObjectId, span))
            {
                Found(span, page);
                continue;
            }

            SpiffsReference reference = _file.Resolve(span);
            _result.AddProblems(span, 1);
            if (reference.Page >= 0)
            {
                Found(span, reference.Page);
            }
        }
    }

    // Data pages whose index page is missing.
    private void CheckUnreferenced(int from, int to)
    {
        if (from >= to)
        {
            return;
        }

        _result.AddProblems(from, to - from);
        foreach (int span in _scan.DataPages.Spans(_file.ObjectId, from, to))
        {
            Found(span, _scan.DataPages.Find(_file.ObjectId, span, from: 0));
        }
    }

    private void Found(int span, int page)
    {
        _result.AddReadable(span, _dataPages);
        _owners?.Own(page, _entryIndex);
    }
}
