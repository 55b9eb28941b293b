using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>A <c>FlashTransform</c> as the project gives it.</summary>
/// <param name="Name">The name of a built-in transform, or a free one with a command.</param>
public sealed record ProjectTransform(string Name)
{
    /// <summary>The command; null for a built-in transform.</summary>
    public string? Command { get; init; }

    /// <summary>Patterns of paths that it works on, separated by <c>;</c>; null for all.</summary>
    public string? Match { get; init; }

    /// <summary>The images it works on, as text: names separated by <c>;</c> or <c>,</c>; null means all.</summary>
    public string? Images { get; init; }

    /// <summary>The extension of what it makes; null when the path stays.</summary>
    public string? Extension { get; init; }

    /// <summary>Whether a result that is not smaller is dropped.</summary>
    public bool KeepIfSmaller { get; init; }

    /// <summary>What tells versions of the command apart, where its program does not.</summary>
    public string? Version { get; init; }

    /// <summary>Its place as text: transforms run in ascending order, those of one order as the project gives them; null means 0.</summary>
    public string? Order { get; init; }

    /// <summary>Where messages about the item point.</summary>
    public DiagnosticLocation? Location { get; init; }
}
