using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>An input file, looked at but not yet opened.</summary>
/// <param name="display">Its path as state, manifest and messages have it.</param>
/// <param name="contents">Its length, time and bytes.</param>
internal sealed class SourceFile(string display, DiskContents contents)
{
    /// <summary>Its path as state, manifest and messages have it.</summary>
    public string Display => display;

    /// <summary>Its length, time and bytes.</summary>
    public DiskContents Contents => contents;

    /// <summary>Where its contents are read to, with a byte more than they have; empty where that does not matter.</summary>
    public Memory<byte> Place { get; set; }

    /// <summary>What became known of its contents when the inputs were hashed; null before, and where it could not be read.</summary>
    public InputStamp? Stamp { get; set; }

    /// <summary>The contents that were hashed, where they were kept.</summary>
    public KeptBytes? Kept { get; set; }
}
