using System.Runtime.InteropServices;

namespace FlashFs.Formats.Spiffs;

/// <summary>The index pages of an object but for the first: the list of data pages of a longer file goes on there.</summary>
internal sealed class SpiffsIndexPages
{
    private readonly List<int> _spans = [];
    private readonly List<int> _pages = [];

    private SpiffsIndexPages()
    {
    }

    /// <summary>None, as nearly all objects have.</summary>
    public static SpiffsIndexPages None { get; } = new();

    /// <summary>How many there are.</summary>
    public int Count => _pages.Count;

    /// <summary>Finds them.</summary>
    /// <param name="scan">The pages of the image.</param>
    /// <param name="objectId">The object id, without the index flag.</param>
    /// <param name="headerPage">The first index page.</param>
    public static SpiffsIndexPages Find(SpiffsScan scan, int objectId, int headerPage)
    {
        var found = new SpiffsIndexPages();

        // The device looks for each index page from the place of the one before it.
        int from = headerPage;
        foreach (int span in scan.IndexPages.Spans(objectId, from: 1, to: SpiffsLayout.MaxPages))
        {
            from = scan.IndexPages.Find(objectId, span, from);
            found._spans.Add(span);
            found._pages.Add(from);
        }

        return found;
    }

    /// <summary>The span index, from 1 on, of one of them; they are in ascending order.</summary>
    public int SpanIndex(int place) => _spans[place];

    /// <summary>The page of one of them.</summary>
    public int Page(int place) => _pages[place];

    /// <summary>The page with a span index from 1 on; -1 when it is missing.</summary>
    public int PageOf(int spanIndex)
    {
        // Nothing is missing as a rule: then the place in the list follows from the span index.
        if (spanIndex <= _spans.Count && _spans[spanIndex - 1] == spanIndex)
        {
            return _pages[spanIndex - 1];
        }

        int place = CollectionsMarshal.AsSpan(_spans).BinarySearch(spanIndex);
        return place < 0 ? -1 : _pages[place];
    }
}
