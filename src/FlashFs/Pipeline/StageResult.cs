using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>What a stage of the build did.</summary>
/// <param name="Changed">Whether anything was written.</param>
/// <param name="Outputs">Of the images stage the images, in the order of the project, and the table; of the assembly stage every file of the output folder, by name.</param>
/// <param name="FilesWritten">Every file that the stage owns, written now or before, rooted.</param>
/// <param name="Lines">What was done and why.</param>
/// <param name="Diagnostics">Warnings and notes.</param>
public sealed record StageResult(
    bool Changed,
    IReadOnlyList<StageOutput> Outputs,
    IReadOnlyList<string> FilesWritten,
    IReadOnlyList<string> Lines,
    IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>What the same question is answered next time, as long as no file changes; null where more than files has to be looked at.</summary>
    public StandingAnswer? Standing { get; init; }
}
