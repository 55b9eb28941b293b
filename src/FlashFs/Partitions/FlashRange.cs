namespace FlashFs.Partitions;

/// <summary>A range of the flash.</summary>
/// <param name="Start">The first address.</param>
/// <param name="End">The first address past it.</param>
public readonly record struct FlashRange(long Start, long End)
{
    /// <summary>How many bytes it has.</summary>
    public long Length => End - Start;

    /// <summary>Whether it shares a byte with another.</summary>
    public bool Intersects(FlashRange other) => Start < other.End && other.Start < End;
}
