using System.Runtime.InteropServices;

namespace FlashFs.Formats.Spiffs;

/// <summary>An object of a volume: its index pages but for the first, of which a power cut can leave two with two names.</summary>
internal sealed class SpiffsObject
{
    private static readonly List<int> None = [];

    private readonly SpiffsScan _scan;
    private readonly int _objectId;
    private readonly List<int> _indexSpans;
    private readonly List<int> _indexPages;

    // Nearly always the only one.
    private string? _name;
    private int _entry;
    private Dictionary<string, int>? _others;

    public SpiffsObject(SpiffsScan scan, int objectId, int headerPage)
    {
        _scan = scan;
        _objectId = objectId;
        if (!scan.HasMoreIndexPages(objectId))
        {
            _indexSpans = None;
            _indexPages = None;
            return;
        }

        _indexSpans = [];
        _indexPages = [];

        // The device looks for each index page from the place of the one before it.
        int from = headerPage;
        foreach (int span in scan.Spans(objectId, data: false, from: 1, to: SpiffsLayout.MaxPages))
        {
            from = scan.Find(objectId, data: false, span, from);
            _indexSpans.Add(span);
            _indexPages.Add(from);
        }
    }

    /// <summary>The first entry under which the object was found; -1 for none.</summary>
    public int FirstEntry => _name is null ? -1 : _entry;

    /// <summary>How many first index pages were looked at.</summary>
    public int Headers { get; set; }

    /// <summary>The entry under which the object was found with a name.</summary>
    public bool TryGetEntry(string name, out int entry)
    {
        entry = _entry;
        return _name == name || (_others is not null && _others.TryGetValue(name, out entry));
    }

    /// <summary>Keeps an entry with a name that no other has; in ascending order.</summary>
    public void AddEntry(string name, int entry)
    {
        if (_name is null)
        {
            (_name, _entry) = (name, entry);
        }
        else
        {
            (_others ??= []).Add(name, entry);
        }
    }

    /// <summary>The index page of a span index from 1 on; -1 when it is missing.</summary>
    public int IndexPage(int spanIndex)
    {
        // Nothing is missing as a rule: then the place in the list follows from the span index.
        if (spanIndex <= _indexSpans.Count && _indexSpans[spanIndex - 1] == spanIndex)
        {
            return _indexPages[spanIndex - 1];
        }

        int place = CollectionsMarshal.AsSpan(_indexSpans).BinarySearch(spanIndex);
        return place < 0 ? -1 : _indexPages[place];
    }

    /// <summary>Looks for all data pages of a file, in time that grows with the pages that there are, not with those claimed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="dataPages">How many it claims.</param>
    /// <param name="owners">Takes the entry for each page found that has none yet.</param>
    /// <param name="entryIndex">The entry.</param>
    public SpiffsCheckedPages Check(SpiffsFile file, int dataPages, int[] owners, int entryIndex)
    {
        SpiffsGeometry geometry = _scan.Geometry;
        var result = default(SpiffsCheckedPages);
        Own(owners, file.HeaderPage, entryIndex);
        int next = Math.Min(dataPages, geometry.HeaderEntries);
        CheckReferences(file, 0, next, dataPages, owners, entryIndex, ref result);
        for (int i = 0; i < _indexSpans.Count; i++)
        {
            long start = geometry.HeaderEntries + (long)(_indexSpans[i] - 1) * geometry.IndexEntries;
            if (start >= dataPages)
            {
                break;
            }

            CheckUnreferenced(next, (int)start, dataPages, owners, entryIndex, ref result);
            next = Math.Min(dataPages, (int)start + geometry.IndexEntries);
            Own(owners, _indexPages[i], entryIndex);
            CheckReferences(file, (int)start, next, dataPages, owners, entryIndex, ref result);
        }

        CheckUnreferenced(next, dataPages, dataPages, owners, entryIndex, ref result);
        return result;
    }

    private static void Own(int[] owners, int page, int entryIndex) => owners[page] = owners[page] < 0 ? entryIndex : owners[page];

    private static void CheckReferences(
        SpiffsFile file, int from, int to, int dataPages, int[] owners, int entryIndex, ref SpiffsCheckedPages result)
    {
        for (int span = from; span < to; span++)
        {
            int page = file.PageInOrder(span);
            if (page >= 0)
            {
                result.AddReadable(span, dataPages);
                Own(owners, page, entryIndex);
                continue;
            }

            SpiffsReference reference = file.Resolve(span);
            if (reference.Problem != SpiffsReferenceProblem.None)
            {
                result.AddProblems(span, 1);
            }

            if (reference.Page >= 0)
            {
                result.AddReadable(span, dataPages);
                Own(owners, reference.Page, entryIndex);
            }
        }
    }

    // Data pages whose index page is missing.
    private void CheckUnreferenced(int from, int to, int dataPages, int[] owners, int entryIndex, ref SpiffsCheckedPages result)
    {
        if (from >= to)
        {
            return;
        }

        result.AddProblems(from, to - from);
        foreach (int span in _scan.Spans(_objectId, data: true, from, to))
        {
            result.AddReadable(span, dataPages);
            Own(owners, _scan.Find(_objectId, data: true, span, from: 0), entryIndex);
        }
    }
}
