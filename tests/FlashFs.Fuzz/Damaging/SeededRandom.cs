namespace FlashFs.Fuzz.Damaging;

/// <summary>
/// Random numbers that are the same on every machine and with every version of .NET: SplitMix64, by Sebastiano Vigna's
/// description. <see cref="Random"/> with a seed is the same too, but nobody has promised it.
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong bits = _state += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>A number from 0 to one less than the bound, which is at least 1.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>Whether one of so many chances is hit.</summary>
    public bool OneIn(int chances) => Below(chances) == 0;

    /// <summary>One of the items.</summary>
    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A length up to a bound, inclusive: as often below 8, below 64, below 512 and so on.</summary>
    public int Length(int bound)
    {
        int scale = 8 << (3 * Below(5));
        return Below(Math.Min(bound, scale) + 1);
    }

    /// <summary>Fills bytes.</summary>
    public void Fill(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(Next() >> 56);
        }
    }
}
