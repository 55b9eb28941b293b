namespace FlashFs.Compression;

/// <summary>
/// The phrases that an lz-string can refer to, as a trie: each is another phrase and one character. Finding one takes the
/// same time however long it is.
/// </summary>
internal sealed class LzStringPhrases
{
    /// <summary>The phrase without characters, which every first character hangs on.</summary>
    public const int None = 0;

    private int[] _parents = new int[256];
    private char[] _characters = new char[256];

    // Open addressing, at most half full; 0 is a free slot.
    private int[] _slots = new int[1024];
    private int _shift = 64 - 10;
    private int _next = LzStringBits.FirstPhrase;

    /// <summary>Whether a phrase is a single character.</summary>
    public bool IsCharacter(int phrase) => _parents[phrase] == None;

    /// <summary>The last character of a phrase.</summary>
    public char LastCharacter(int phrase) => _characters[phrase];

    /// <summary>The phrase that follows from another by one character; <see cref="None"/> where there is none yet.</summary>
    public int Find(int parent, char character) => _slots[SlotOf(parent, character)];

    /// <summary>Adds the phrase that follows from another by one character; it must not be there yet.</summary>
    public int Add(int parent, char character)
    {
        if (_next == _parents.Length)
        {
            Grow();
        }

        _parents[_next] = parent;
        _characters[_next] = character;
        _slots[SlotOf(parent, character)] = _next;
        return _next++;
    }

    private int SlotOf(int parent, char character)
    {
        ulong key = ((ulong)(uint)parent << 16) | character;
        key = (key ^ (key >> 29)) * 0xBF58476D1CE4E5B9;
        key = (key ^ (key >> 32)) * 0x9E3779B97F4A7C15;
        int slot = (int)(key >> _shift);
        int mask = _slots.Length - 1;
        while (_slots[slot] is not None and int phrase && (_parents[phrase] != parent || _characters[phrase] != character))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        Array.Resize(ref _parents, checked(_next * 2));
        Array.Resize(ref _characters, _parents.Length);
        if (_parents.Length * 2L <= _slots.Length)
        {
            return;
        }

        _slots = new int[checked(_parents.Length * 2)];
        _shift--;
        while (1L << (64 - _shift) < _slots.Length)
        {
            _shift--;
        }

        for (int phrase = LzStringBits.FirstPhrase; phrase < _next; phrase++)
        {
            _slots[SlotOf(_parents[phrase], _characters[phrase])] = phrase;
        }
    }
}
