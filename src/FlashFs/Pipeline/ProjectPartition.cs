using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>A <c>FlashPartition</c> as the project gives it; texts as in ESP-IDF's CSV.</summary>
/// <param name="Label">The label.</param>
public sealed record ProjectPartition(string Label)
{
    /// <summary>The type.</summary>
    public string? Type { get; init; }

    /// <summary>The subtype.</summary>
    public string? SubType { get; init; }

    /// <summary>The offset; empty to follow the partition before.</summary>
    public string? Offset { get; init; }

    /// <summary>The size.</summary>
    public string? Size { get; init; }

    /// <summary>The flags, joined by <c>:</c>.</summary>
    public string? Flags { get; init; }

    /// <summary>Whether nothing here may ever write to it.</summary>
    public bool Preserve { get; init; }

    /// <summary>Where messages about the item point.</summary>
    public DiagnosticLocation? Location { get; init; }

    /// <summary>Whether anything but <see cref="Preserve"/> is set.</summary>
    internal bool Describes => !(string.IsNullOrEmpty(Type) && string.IsNullOrEmpty(SubType) && string.IsNullOrEmpty(Offset)
        && string.IsNullOrEmpty(Size) && string.IsNullOrEmpty(Flags));
}
