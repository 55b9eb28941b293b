namespace FlashFs.Scripting;

/// <summary>What a reference leads to.</summary>
public enum ModuleResolutionKind
{
    /// <summary>A file of the image.</summary>
    File,

    /// <summary>A module that the target provides.</summary>
    External,

    /// <summary>Nothing: the target fails there, or goes on without the module.</summary>
    Missing,

    /// <summary>The argument is no literal: only running the script tells.</summary>
    Unknown,

    /// <summary>The target has no such form of import; nothing is loaded by it.</summary>
    NotFollowed,
}
