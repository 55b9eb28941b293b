using FlashFs.Compression;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.Espfs;

/// <summary>Where the contents of an entry are, and how they are packed.</summary>
/// <param name="Offset">Where they begin in the image.</param>
/// <param name="StoredLength">How many bytes of them are in the image.</param>
internal sealed record EspfsContents(int Offset, int StoredLength)
{
    /// <summary>The parameters of heatshrink; null when that is not how they are packed.</summary>
    public HeatshrinkParameters? Heatshrink { get; init; }

    /// <summary>Whether they are a gzip member.</summary>
    public bool IsGzip { get; init; }

    /// <summary>Why they cannot be unpacked; null when they can.</summary>
    public VolumeDamage? Unreadable { get; init; }

    /// <summary>Whether some of them are missing, or they are not as long as the header says.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>How many bytes they unpack to; the bytes as stored when they cannot be unpacked.</summary>
    public int Length { get; init; } = StoredLength;

    /// <summary>Whether the bytes in the image are the contents.</summary>
    public bool IsPlain => Heatshrink is null && !IsGzip && Unreadable is null;
}
