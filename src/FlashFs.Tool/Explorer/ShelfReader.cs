using FlashFs.Diagnostics;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Explorer;

/// <summary>Reads the images that a run of the explorer shows, at its start and whenever they changed.</summary>
internal abstract class ShelfReader
{
    /// <summary>Reads them.</summary>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <returns>The images; none where an error was reported.</returns>
    /// <exception cref="FlashFsException">A file cannot be read.</exception>
    public abstract IReadOnlyList<OpenedImage> Read(DiagnosticBag diagnostics);

    /// <summary>What there is now: each file with its length and time. Two equal answers mean that nothing changed.</summary>
    public abstract IReadOnlyList<FileStamp> Look();
}
