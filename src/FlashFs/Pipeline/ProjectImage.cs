using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>A <c>FlashImage</c> as the project gives it.</summary>
/// <param name="Name">The file name of the image.</param>
/// <param name="Format">The id of the format, as text.</param>
public sealed record ProjectImage(string Name, string Format)
{
    /// <summary>A profile for this image alone.</summary>
    public string? Profile { get; init; }

    /// <summary>The label of its partition.</summary>
    public string? Partition { get; init; }

    /// <summary>Its size as text.</summary>
    public string? Size { get; init; }

    /// <summary>How full it may become before the build warns, as text; null for the project's.</summary>
    public string? WarnAt { get; init; }

    /// <summary>How full it may become before the build fails, as text; null for the project's.</summary>
    public string? ErrorAt { get; init; }

    /// <summary>Folders whose files are the image's own, rooted; empty for an image of the project's files.</summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>Patterns of paths that stay out of this image, separated by <c>;</c>.</summary>
    public string? Exclude { get; init; }

    /// <summary>The bytecode of this image, as text; null for the project's.</summary>
    public string? Bytecode { get; init; }

    /// <summary>The format's options as text, by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The names of what the item can say beside options, which a name that is no option may have been meant for.</summary>
    public IReadOnlyCollection<string> OtherNames { get; init; } = [];

    /// <summary>Whether there is no item: the image is made because its format is among those that the project asks for.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Where messages about the item point.</summary>
    public DiagnosticLocation? Location { get; init; }
}
