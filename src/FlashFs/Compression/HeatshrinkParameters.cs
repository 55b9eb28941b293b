namespace FlashFs.Compression;

/// <summary>The two figures that an encoder and a decoder of heatshrink must agree on; a stream does not hold them.</summary>
public sealed record HeatshrinkParameters
{
    /// <summary>The smallest number of window bits.</summary>
    public const int MinimumWindowBits = 4;

    /// <summary>The largest number of window bits.</summary>
    public const int MaximumWindowBits = 15;

    /// <summary>The smallest number of lookahead bits; the largest is one less than the window bits.</summary>
    public const int MinimumLookaheadBits = 3;

    /// <summary>Makes a pair.</summary>
    /// <param name="windowBits">How far back references reach: 2^this bytes; 4 to 15.</param>
    /// <param name="lookaheadBits">How long references can be: 2^this bytes; 3 to one less than the window bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">A figure is out of range.</exception>
    public HeatshrinkParameters(int windowBits, int lookaheadBits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowBits, MinimumWindowBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(windowBits, MaximumWindowBits);
        ArgumentOutOfRangeException.ThrowIfLessThan(lookaheadBits, MinimumLookaheadBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lookaheadBits, windowBits);
        WindowBits = windowBits;
        LookaheadBits = lookaheadBits;
    }

    /// <summary>How far back references reach: 2^this bytes.</summary>
    public int WindowBits { get; }

    /// <summary>How long references can be: 2^this bytes.</summary>
    public int LookaheadBits { get; }

    /// <summary>How far back references reach, in bytes.</summary>
    public int WindowSize => 1 << WindowBits;

    /// <summary>The length of the longest reference, in bytes.</summary>
    public int MaximumMatch => 1 << LookaheadBits;

    /// <summary>The bits of a reference: a tag, a distance and a length.</summary>
    public int ReferenceBits => 1 + WindowBits + LookaheadBits;

    /// <summary>The length of the shortest reference that an encoder makes, in bytes: shorter ones would not save a bit.</summary>
    public int MinimumMatch => (ReferenceBits / 8) + 1;

    /// <summary>Whether a pair is one that there can be.</summary>
    public static bool AreValid(int windowBits, int lookaheadBits) =>
        windowBits is >= MinimumWindowBits and <= MaximumWindowBits
        && lookaheadBits >= MinimumLookaheadBits && lookaheadBits < windowBits;

    /// <summary>The most bytes that a stream can stand for.</summary>
    /// <param name="streamLength">The length of the stream in bytes.</param>
    public long MaximumUnpackedLength(long streamLength)
    {
        // References give more than literals for their bits in every valid pair; what is left over may hold literals.
        (long references, long bitsLeft) = Math.DivRem(checked(streamLength * 8), ReferenceBits);
        return checked(references * MaximumMatch) + (bitsLeft / Heatshrink.LiteralBits);
    }

    /// <inheritdoc/>
    public override string ToString() => $"window {WindowBits}, lookahead {LookaheadBits}";
}
