namespace FlashFs.Compression;

/// <summary>Collects bits into units that fill from their highest bit.</summary>
internal sealed class LzStringUnitWriter(int bitsPerUnit)
{
    private ushort[] _units = new ushort[64];
    private int _count;
    private ulong _bits;
    private int _bitCount;

    /// <summary>The units that are full.</summary>
    public ReadOnlySpan<ushort> Units => _units.AsSpan(0, _count);

    /// <summary>The unit that takes the next bit.</summary>
    public int UnitIndex => _count;

    /// <summary>Adds a value, its lowest bit first.</summary>
    public void Write(int value, int count)
    {
        _bits = (_bits << count) | LzStringBits.Reverse((uint)value, count);
        _bitCount += count;
        while (_bitCount >= bitsPerUnit)
        {
            _bitCount -= bitsPerUnit;
            Add((ushort)((_bits >> _bitCount) & ((1UL << bitsPerUnit) - 1)));
        }
    }

    /// <summary>Fills the last unit with zeros. As in the original that is a whole unit of them when none was begun.</summary>
    public void Finish()
    {
        Add((ushort)((_bits << (bitsPerUnit - _bitCount)) & ((1UL << bitsPerUnit) - 1)));
        _bitCount = 0;
    }

    private void Add(ushort unit)
    {
        if (_count == _units.Length)
        {
            Array.Resize(ref _units, checked(_count * 2));
        }

        _units[_count++] = unit;
    }
}
