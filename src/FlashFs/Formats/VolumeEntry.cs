using FlashFs.Files;

namespace FlashFs.Formats;

/// <summary>A file found in an image.</summary>
/// <param name="Index">Its number in <see cref="FlashVolume.Entries"/>, from 0.</param>
/// <param name="Name">The name as stored, without what the format adds to every name; not to be trusted as a path.</param>
/// <param name="Length">The length of the contents in bytes, unpacked.</param>
/// <param name="StoredLength">The length of the contents in bytes as stored.</param>
/// <param name="Offset">Where the file begins in the image, in bytes from its start.</param>
public sealed record VolumeEntry(int Index, string Name, long Length, long StoredLength, long Offset)
{
    /// <summary>The name as a path; null when the name is none (then it cannot be extracted).</summary>
    public FlashPath? Path => FlashPath.TryParse(Name, out FlashPath path) ? path : null;

    /// <summary>How the contents are stored: <c>none</c>, <c>heatshrink</c>, <c>gzip</c>.</summary>
    public FileCompression Compression { get; init; }

    /// <summary>
    /// Whether opening found the contents damaged, or shorter than the image says they should be; the volume's damage says
    /// how. What can be read of them may be wrong.
    /// </summary>
    public bool IsDamaged { get; init; }

    /// <summary>What else the format stores of the file, by name, in a fixed order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];
}
