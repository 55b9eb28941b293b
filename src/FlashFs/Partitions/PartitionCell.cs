using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

/// <summary>One field of a row as it was written.</summary>
/// <param name="Text">The text without spaces around it; empty where nothing was written.</param>
/// <param name="Location">Where it stands, or would stand.</param>
public readonly record struct PartitionCell(string Text, DiagnosticLocation? Location)
{
    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Text);

    /// <summary>The text as messages quote it.</summary>
    internal string Shown => QuotedText.Cut(Text);
}
