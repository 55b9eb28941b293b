using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>A file for an image: its path inside, its contents, and what the formats that know more may store of it.</summary>
/// <param name="Path">The path inside the image.</param>
/// <param name="Contents">The bytes.</param>
public sealed record FlashFile(FlashPath Path, FlashContents Contents)
{
    /// <summary>Where the file comes from, for messages: the item or the file on disk as the user named it.</summary>
    public DiagnosticLocation? Source { get; init; }

    /// <summary>How the contents are to be packed; null leaves it to the image.</summary>
    public FileCompression? Compression { get; init; }

    /// <summary>A title, where the format stores one.</summary>
    public string? Title { get; init; }

    /// <summary>A version number, where the format stores one.</summary>
    public int? Version { get; init; }

    /// <summary>Flags, where the format stores them.</summary>
    public long? Flags { get; init; }
}
