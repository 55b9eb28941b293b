using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>A <c>FlashBinary</c> as the project gives it.</summary>
/// <param name="SourcePath">The file on disk, rooted.</param>
public sealed record ProjectBinary(string SourcePath)
{
    /// <summary>The label of its partition, or <c>bootloader</c>.</summary>
    public string? Partition { get; init; }

    /// <summary>Its offset as text, where it has no partition.</summary>
    public string? Offset { get; init; }

    /// <summary>Where messages about the item point.</summary>
    public DiagnosticLocation? Location { get; init; }
}
