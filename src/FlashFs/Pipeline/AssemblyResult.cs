using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>What the assembly stage did.</summary>
/// <param name="Changed">Whether anything was written.</param>
/// <param name="Outputs">Every file of the output folder, in the order of their names.</param>
/// <param name="FilesWritten">Every file that this stage owns, written now or before, rooted.</param>
/// <param name="Lines">What was done and why.</param>
/// <param name="Diagnostics">Warnings and notes.</param>
public sealed record AssemblyResult(
    bool Changed,
    IReadOnlyList<AssemblyOutput> Outputs,
    IReadOnlyList<string> FilesWritten,
    IReadOnlyList<string> Lines,
    IReadOnlyList<Diagnostic> Diagnostics);
