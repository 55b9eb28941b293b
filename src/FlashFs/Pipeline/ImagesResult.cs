using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>What the images stage did.</summary>
/// <param name="Changed">Whether anything was written.</param>
/// <param name="Outputs">The images and the table, rooted, in the order of the project.</param>
/// <param name="FilesWritten">Every file that this stage owns, written now or before, rooted.</param>
/// <param name="Lines">One line an image: what was done and why.</param>
/// <param name="Diagnostics">Warnings and notes.</param>
public sealed record ImagesResult(
    bool Changed,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<string> FilesWritten,
    IReadOnlyList<string> Lines,
    IReadOnlyList<Diagnostic> Diagnostics);
