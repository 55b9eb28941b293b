namespace FlashFs.Tool.Completion;

/// <summary>Which paths a word may be, which a shell completes better than a program.</summary>
internal enum PathsWanted
{
    /// <summary>The word is no path.</summary>
    None,

    /// <summary>A folder.</summary>
    Folders,

    /// <summary>A file, or a folder on the way to it.</summary>
    Files,
}
