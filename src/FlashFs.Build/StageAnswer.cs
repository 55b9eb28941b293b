using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>What a stage answered, as MSBuild is told it and a memo keeps it.</summary>
/// <param name="Outputs">The outputs, as later targets see them.</param>
/// <param name="FilesWritten">Everything that the stage wrote now or in a build before, rooted.</param>
/// <param name="Lines">What was done and why.</param>
/// <param name="Diagnostics">Warnings and notes.</param>
internal sealed record StageAnswer(ITaskItem[] Outputs, string[] FilesWritten, string[] Lines, ToldDiagnostic[] Diagnostics);
