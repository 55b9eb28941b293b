namespace FlashFs.Formats.Spiffs;

/// <summary>An object with several first index pages, which a power cut leaves: copies of one, or one with two names.</summary>
internal sealed class SpiffsCopies
{
    private readonly Dictionary<string, int> _entries = new(StringComparer.Ordinal);
    private int _first = -1;

    /// <summary>How many first index pages were looked at.</summary>
    public int Headers { get; set; }

    /// <summary>Contents that can be read, in bytes: those of the first entry, which all names share.</summary>
    public long ReadableBytes { get; private set; }

    /// <summary>The entry under which the object was found with a name.</summary>
    public bool TryGetEntry(string name, out int entry) => _entries.TryGetValue(name, out entry);

    /// <summary>Keeps an entry with a name, and what can be read of it; in ascending order, or once more for one that is known.</summary>
    public void Keep(string name, int entry, long readableBytes)
    {
        _entries[name] = entry;
        _first = _first < 0 ? entry : _first;
        ReadableBytes = entry == _first ? readableBytes : ReadableBytes;
    }
}
