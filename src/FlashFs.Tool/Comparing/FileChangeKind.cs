namespace FlashFs.Tool.Comparing;

/// <summary>What became of a file.</summary>
internal enum FileChangeKind
{
    /// <summary>It is in the new side only.</summary>
    Added,

    /// <summary>It is in the old side only.</summary>
    Removed,

    /// <summary>It is in both, and not the same.</summary>
    Changed,

    /// <summary>Its contents are in both, each once, under another path.</summary>
    Renamed,
}
