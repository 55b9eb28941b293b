using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>A folder whose files are named by their paths below it: of thousands, each holds that and not what all of them begin with.</summary>
/// <param name="path">The folder, rooted.</param>
/// <param name="displayPath">The folder as messages should name it.</param>
public sealed class DiskFolder(string path, string displayPath)
{
    /// <summary>The folder on disk, rooted.</summary>
    public string Path { get; } = path;

    /// <summary>The folder as messages name it.</summary>
    public string DisplayPath { get; } = displayPath;

    /// <summary>Looks at a file below the folder without opening it; it goes into an image, as one of <see cref="FlashContents.FromFile"/> does.</summary>
    /// <param name="relativePath">Its path below the folder, with <c>/</c>.</param>
    /// <exception cref="FlashFsException">FLASHFS1001: it does not exist; FLASHFS1002: it cannot be reached; FLASHFS1008: it is not a regular file.</exception>
    public DiskContents Open(string relativePath) => RememberedContents.Open(this, relativePath);

    /// <summary>A file below the folder, rooted, as this host writes it.</summary>
    /// <param name="relativePath">Its path below the folder, with <c>/</c>.</param>
    public string PathOf(string relativePath) => System.IO.Path.Join(Path, relativePath.Replace('/', System.IO.Path.DirectorySeparatorChar));

    /// <summary>A file below the folder as messages name it.</summary>
    /// <param name="relativePath">Its path below the folder, with <c>/</c>.</param>
    public string DisplayPathOf(string relativePath) => System.IO.Path.Combine(DisplayPath, relativePath);
}
