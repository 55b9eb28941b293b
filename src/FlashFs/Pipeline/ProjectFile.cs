using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>A <c>FlashFile</c> as the project gives it.</summary>
/// <param name="SourcePath">The file on disk, rooted.</param>
/// <param name="FlashPath">The path inside the images, as text.</param>
public sealed record ProjectFile(string SourcePath, string FlashPath)
{
    /// <summary>The images it goes into, as text: names separated by <c>;</c> or <c>,</c>, <c>all</c>, <c>none</c>; null means all.</summary>
    public string? Images { get; init; }

    /// <summary>How it is to be packed, as text; null leaves that to the image.</summary>
    public string? Compress { get; init; }

    /// <summary>A title, where the format stores one.</summary>
    public string? Title { get; init; }

    /// <summary>A version number as text, where the format stores one.</summary>
    public string? Version { get; init; }

    /// <summary>Flags as text, where the format stores them.</summary>
    public string? Flags { get; init; }

    /// <summary>Whether the project says more of it than where it is and where it goes.</summary>
    internal bool HasMetadata => (Images ?? Compress ?? Title ?? Version ?? Flags) is not null;

    /// <summary>Where messages about the item itself point: the project file that has it.</summary>
    public DiagnosticLocation? Location { get; init; }
}
