using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>A module that the graph reaches.</summary>
/// <param name="File">The file.</param>
/// <param name="Depth">How many imports lead to it on the shortest way from a root; 0 for a root.</param>
/// <param name="Links">What it asks for, in the order in which it stands; none for JSON and bytecode, which are not scanned.</param>
public sealed record Module(FlashFile File, int Depth, IReadOnlyList<ModuleLink> Links)
{
    /// <summary>The path inside the image.</summary>
    public FlashPath Path => File.Path;

    /// <summary>Whether it is an entry, or a root for want of entries.</summary>
    public bool IsEntry { get; init; }

    /// <summary>Whether a pattern keeps it.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether it has a static import, an export or <c>import.meta</c>.</summary>
    public bool IsEsModule { get; init; }

    /// <summary>Where something begins in it that does not end; null for none.</summary>
    public ScriptPlace? Unterminated { get; init; }
}
