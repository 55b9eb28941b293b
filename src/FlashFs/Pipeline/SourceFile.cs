using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>An input file, looked at but not yet opened.</summary>
/// <param name="display">Its path as state, manifest and messages have it.</param>
/// <param name="contents">Its length and bytes.</param>
/// <param name="status">What was seen of it.</param>
internal sealed class SourceFile(string display, DiskContents contents, FileStatus status)
{
    /// <summary>Its path as state, manifest and messages have it.</summary>
    public string Display => display;

    /// <summary>Its length and bytes.</summary>
    public DiskContents Contents => contents;

    /// <summary>What was seen of it when it was looked at.</summary>
    public FileStatus Status => status;

    /// <summary>Where its contents are read to, with a byte more than they have; empty where that does not matter.</summary>
    public Memory<byte> Place { get; set; }

    /// <summary>What became known of its contents when the inputs were hashed; null before, and where it could not be read.</summary>
    public InputStamp? Stamp { get; set; }

    /// <summary>The contents that were hashed, where they were kept.</summary>
    public KeptBytes? Kept { get; set; }

    /// <summary>Looks at a file.</summary>
    /// <param name="path">The file, rooted.</param>
    /// <param name="display">Its path as state, manifest and messages have it.</param>
    /// <exception cref="Diagnostics.FlashFsException">FLASHFS1001: it does not exist; FLASHFS1002: it cannot be reached; FLASHFS1008: it is not a regular file.</exception>
    public static SourceFile Look(string path, string display) => new(display, DiskContents.Open(path, display, out FileStatus status), status);
}
