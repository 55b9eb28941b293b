namespace FlashFs.Formats.Spiffs;

/// <summary>All pages of a kind that are in use, by object and span index.</summary>
internal sealed class SpiffsSortedPages
{
    // Object id, span index, page, from the highest bits to the lowest.
    private readonly long[] _keys;

    public SpiffsSortedPages(SpiffsScan scan, SpiffsPageState kind)
    {
        int count = 0;
        for (int page = 0; page < scan.PageCount; page++)
        {
            count += scan.State(page) == kind ? 1 : 0;
        }

        _keys = new long[count];
        for (int page = scan.PageCount - 1; page >= 0; page--)
        {
            if (scan.State(page) == kind)
            {
                _keys[--count] = Key(scan.ObjectIdOf(page), scan.Header(page).SpanIndex, page);
            }
        }

        Array.Sort(_keys);
    }

    /// <summary>How many pages an object has.</summary>
    public int CountOf(int objectId) => LowerBound(Key(objectId + 1, 0, 0)) - LowerBound(Key(objectId, 0, 0));

    /// <summary>
    /// Finds the page of an object by span index. Of several copies it takes the one that the device would: the first from a
    /// page on, and from the start of the image when there is none behind it.
    /// </summary>
    /// <returns>The page, or -1.</returns>
    public int Find(int objectId, int spanIndex, int from)
    {
        int first = LowerBound(Key(objectId, spanIndex, 0));
        int afterwards = LowerBound(Key(objectId, spanIndex, from));
        long end = Key(objectId, spanIndex, SpiffsLayout.UnusablePage);
        return afterwards < _keys.Length && _keys[afterwards] <= end ? PageOf(_keys[afterwards])
            : first < _keys.Length && _keys[first] <= end ? PageOf(_keys[first])
            : -1;
    }

    /// <summary>The span indexes, in ascending order and each once, of which an object has pages.</summary>
    public IEnumerable<int> Spans(int objectId, int from, int to)
    {
        int previous = -1;
        long end = Key(objectId, to, 0);
        for (int i = LowerBound(Key(objectId, from, 0)); i < _keys.Length && _keys[i] < end; i++)
        {
            int span = (int)((_keys[i] >> 16) & 0xFFFF);
            if (span != previous)
            {
                previous = span;
                yield return span;
            }
        }
    }

    private static long Key(int objectId, int spanIndex, int page) => ((long)objectId << 32) + ((long)spanIndex << 16) + page;

    private static int PageOf(long key) => (int)(key & 0xFFFF);

    private int LowerBound(long key)
    {
        int index = Array.BinarySearch(_keys, key);
        return index < 0 ? ~index : index;
    }
}
