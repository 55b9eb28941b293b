namespace FlashFs.Formats.Sffs;

/// <summary>What the file allocation table knows of a file.</summary>
internal sealed class SffsRecord(int id, string key, int created)
{
    private readonly List<SffsSpan> _spans = [];

    /// <summary>Its id in every page.</summary>
    public int Id { get; } = id;

    /// <summary>The bytes of its name; see <see cref="SffsNames.Key(string)"/>.</summary>
    public string Key { get; } = key;

    /// <summary>Its name, as far as that is text.</summary>
    public string Name { get; } = SffsNames.Text(key);

    /// <summary>When it was created, in Unix seconds.</summary>
    public int Created { get; } = created;

    /// <summary>Its pages in order, each with where its contents end.</summary>
    public IReadOnlyList<SffsSpan> Spans => _spans;

    /// <summary>Whether another file of the same name is found in its place.</summary>
    public bool IsHidden { get; set; }

    /// <summary>Pages that carry its id and are no part of its contents.</summary>
    public List<int> StrayPages { get; } = [];

    /// <summary>Whether a span is missing or there twice, so that its contents may not be those that were written.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>The length of its name in bytes.</summary>
    public int NameLength => Key.Length;

    /// <summary>The length of its contents in bytes.</summary>
    public int Length => _spans.Count == 0 ? 0 : _spans[^1].End;

    /// <summary>The bytes of contents in its last page.</summary>
    public int LastSize => _spans.Count < 2 ? Length : Length - _spans[^2].End;

    public void AddPage(int page, int size) => _spans.Add(new SffsSpan(page, Length + size));

    public void GrowLastPage(int count) => _spans[^1] = _spans[^1] with { End = Length + count };

    /// <summary>Reads contents that lie within the file.</summary>
    /// <param name="pages">All pages of the volume.</param>
    /// <param name="offset">Where to begin.</param>
    /// <param name="destination">Takes the bytes.</param>
    public void Read(ReadOnlySpan<byte> pages, int offset, Span<byte> destination)
    {
        for (int span = SpanAt(offset); !destination.IsEmpty; span++)
        {
            int start = span == 0 ? 0 : _spans[span - 1].End;
            int count = Math.Min(_spans[span].End - offset, destination.Length);
            int address = _spans[span].Page * SffsLayout.PageSize + SffsLayout.ContentsOffset(span, NameLength) + offset - start;
            pages.Slice(address, count).CopyTo(destination);
            destination = destination[count..];
            offset += count;
        }
    }

    // The first span that ends behind the offset.
    private int SpanAt(int offset)
    {
        int low = 0;
        int high = _spans.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _spans[middle].End > offset ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
