namespace FlashFs.Formats.Spiffs;

/// <summary>For each page of an image the file that it belongs to.</summary>
internal sealed class SpiffsOwners
{
    private readonly int[] _entries;

    public SpiffsOwners(int pageCount)
    {
        _entries = new int[pageCount];

        // Not by what a span offers: the framework has no code for that, and to compile it takes longer than to run this.
        for (int page = 0; page < _entries.Length; page++)
        {
            _entries[page] = -1;
        }
    }

    /// <summary>The entry that a page belongs to; -1 for none.</summary>
    public int this[int page] => _entries[page];

    /// <summary>Gives a page to an entry, unless another has it.</summary>
    public void Own(int page, int entryIndex) => _entries[page] = _entries[page] < 0 ? entryIndex : _entries[page];
}
