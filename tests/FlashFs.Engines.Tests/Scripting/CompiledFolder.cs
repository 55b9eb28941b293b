using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Pipeline;

namespace FlashFs.Engines.Tests.Scripting;

/// <summary>The files of a folder after module graph and bytecode, as a build makes them.</summary>
internal static class CompiledFolder
{
    public static FlashFileSet Of(
        string folder, FlashFormat format, string bytecode, ProjectScripts? scripts = null, string? profile = null, params IEnumerable<FlashFile> more)
    {
        var diagnostics = new DiagnosticBag();
        IEnumerable<FlashFile> files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => new FlashFile(FlashPath.FromRelative(Path.GetRelativePath(folder, path)), FlashContents.FromFile(path)));
        DirectoryInfo work = Directory.CreateTempSubdirectory("flashfs-compiled-");
        try
        {
            FlashFileSet result = ScriptStage.Apply(
                format.DefaultImageName,
                format,
                FlashFileSet.Sorted(files.Concat(more), diagnostics),
                (scripts ?? new ProjectScripts()) with { Bytecode = bytecode, WorkFolder = work.FullName, SearchPath = Environment.GetEnvironmentVariable("PATH") },
                work.FullName,
                profile,
                diagnostics,
                CancellationToken.None);
            diagnostics.ThrowIfErrors();
            return result;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }
}
