using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.SimpleFs;

/// <summary>What the VM makes of the files at the root that it runs, and of files that come as source and as bytecode.</summary>
internal static class SimpleFsEntryFiles
{
    public static void Check(FlashFileSet files, DiagnosticBag diagnostics)
    {
        // Most files are neither.
        var sources = new Dictionary<string, FlashFile?>();
        bool hasIndex = false;
        foreach (FlashFile file in files)
        {
            hasIndex |= file.Path.Value is SimpleFsLoader.IndexSource or SimpleFsLoader.IndexBytecode;
            CheckEmptyIndex(file, diagnostics);
            if (SimpleFsLoader.SourceOf(file.Path.Value) is { } name)
            {
                sources.TryAdd(name, null);
            }
        }

        if (sources.Count > 0)
        {
            CheckHidden(files, sources, diagnostics);
        }

        if (!hasIndex)
        {
            diagnostics.Add(DiagnosticCodes.NoEntryFile, null, NoEntryFile(files));
        }
    }

    private static void CheckEmptyIndex(FlashFile file, DiagnosticBag diagnostics)
    {
        if (file.Contents.Length == 0 && file.Path.Value is SimpleFsLoader.IndexSource or SimpleFsLoader.IndexBytecode)
        {
            diagnostics.Add(
                DiagnosticCodes.EmptyEntryFile,
                file.Source,
                $"'{file.Path}' has 0 bytes: the VM refuses to run it (code -8), and does not look for another; fill it or leave it out.");
        }
    }

    private static void CheckHidden(FlashFileSet files, Dictionary<string, FlashFile?> sources, DiagnosticBag diagnostics)
    {
        foreach (FlashFile file in files)
        {
            if (sources.TryGetValue(file.Path.Value, out FlashFile? source) && source is null)
            {
                sources[file.Path.Value] = file;
            }
        }

        foreach (FlashFile file in files)
        {
            CheckHidden(file, sources, diagnostics);
        }
    }

    private static void CheckHidden(FlashFile file, Dictionary<string, FlashFile?> sources, DiagnosticBag diagnostics)
    {
        if (SimpleFsLoader.SourceOf(file.Path.Value) is not { } name || sources[name] is not { } source)
        {
            return;
        }

        // The files that the VM runs by itself are taken as soon as they are there; of modules, an empty one counts as missing.
        if (source.Contents.Length == 0 && !SimpleFsLoader.IsRunByItself(name))
        {
            diagnostics.Add(
                DiagnosticCodes.HiddenFile,
                source.Source,
                $"'{name}' has 0 bytes and counts as missing: the VM loads '{file.Path}' in its place; leave '{name}' out.");
        }
        else
        {
            diagnostics.Add(
                DiagnosticCodes.HiddenFile,
                file.Source,
                $"'{file.Path}' is not loaded while '{name}' is there: the VM takes bytecode only where there is no source; leave one of them out.");
        }
    }

    private static string NoEntryFile(FlashFileSet files)
    {
        string elsewhere = files.FirstOrDefault(file => file.Path.Name is SimpleFsLoader.IndexSource or SimpleFsLoader.IndexBytecode) is { } deeper
            ? $" ('{deeper.Path}' is not at the root)"
            : "";
        return $"There is no {SimpleFsLoader.IndexSource} or {SimpleFsLoader.IndexBytecode} among {Counted.Of(files.Count, "file")}{elsewhere}: the VM can mount such a Simple FS image, but running it ends with code -1. "
            + "Add one, or silence this where another script mounts the image; as an error it keeps such an image from being built.";
    }
}
