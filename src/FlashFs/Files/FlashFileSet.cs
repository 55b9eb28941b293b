using System.Collections;
using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>The files of one image: each path once, in a fixed order.</summary>
public sealed class FlashFileSet : IReadOnlyList<FlashFile>
{
    private readonly FlashFile[] _files;

    private FlashFileSet(FlashFile[] files) => _files = files;

    /// <summary>How many files there are.</summary>
    public int Count => _files.Length;

    /// <summary>All contents together, in bytes.</summary>
    internal long Length
    {
        get
        {
            long length = 0;
            foreach (FlashFile file in _files)
            {
                length += file.Contents.Length;
            }

            return length;
        }
    }

    /// <summary>The file at a position.</summary>
    public FlashFile this[int index] => _files[index];

    /// <summary>A set of files in the ordinal order of their UTF-8 paths, whatever order they came in.</summary>
    /// <param name="files">The files.</param>
    /// <param name="diagnostics">Takes FLASHFS1005 for each path given twice, and FLASHFS1006 for paths that differ by case only.</param>
    public static FlashFileSet Sorted(IEnumerable<FlashFile> files, DiagnosticBag diagnostics) => Checked(InOrderOf([.. files], file => file.Path), diagnostics);

    /// <summary>Things that have a path each, in the order that <see cref="Sorted"/> gives files of those paths.</summary>
    /// <remarks>Stable, so that messages about two files with one path name them in the order given. Mostly they come sorted, and nothing is copied.</remarks>
    internal static T[] InOrderOf<T>(T[] items, Func<T, FlashPath> path) => AreSorted(items, path) ? items : [.. items.OrderBy(path)];

    /// <summary>A set of files in the order given: formats that are searched from the front profit from the right one.</summary>
    /// <param name="files">The files.</param>
    /// <param name="diagnostics">Takes FLASHFS1005 for each path given twice, and FLASHFS1006 for paths that differ by case only.</param>
    public static FlashFileSet InOrder(IEnumerable<FlashFile> files, DiagnosticBag diagnostics) => Checked([.. files], diagnostics);

    /// <summary>Whether the files are in the order of their paths, and not in one of their own.</summary>
    internal bool IsSorted => AreSorted(_files, file => file.Path);

    /// <summary>The same files, with contents out of another place.</summary>
    internal FlashFileSet WithContents(Func<FlashFile, int, FlashContents> contents)
    {
        var files = new FlashFile[_files.Length];
        for (int i = 0; i < files.Length; i++)
        {
            files[i] = _files[i] with { Contents = contents(_files[i], i) };
        }

        return new FlashFileSet(files);
    }

    /// <inheritdoc/>
    public IEnumerator<FlashFile> GetEnumerator() => ((IEnumerable<FlashFile>)_files).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool AreSorted<T>(T[] items, Func<T, FlashPath> path)
    {
        for (int i = 1; i < items.Length; i++)
        {
            if (path(items[i - 1]) > path(items[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static FlashFileSet Checked(FlashFile[] files, DiagnosticBag diagnostics)
    {
        // Sets without a clash, which is nearly all of them, need no more than to know that.
        var paths = new HashSet<string>(files.Length, StringComparer.OrdinalIgnoreCase);
        return files.All(file => paths.Add(file.Path.Value)) ? new FlashFileSet(files) : WithoutClashes(files, diagnostics);
    }

    private static FlashFileSet WithoutClashes(FlashFile[] files, DiagnosticBag diagnostics)
    {
        var byPath = new Dictionary<string, FlashFile>(files.Length, StringComparer.OrdinalIgnoreCase);
        var exact = new Dictionary<string, FlashFile>(files.Length, StringComparer.Ordinal);
        foreach (FlashFile file in files)
        {
            if (!exact.TryAdd(file.Path.Value, file))
            {
                diagnostics.Add(
                    DiagnosticCodes.DuplicatePath,
                    file.Source,
                    $"Two files have the path '{file.Path}': {Describe(exact[file.Path.Value])} and {Describe(file)}; give one of them another path in the image, or leave it out.");
            }
            else if (!byPath.TryAdd(file.Path.Value, file))
            {
                diagnostics.Add(
                    DiagnosticCodes.PathsDifferByCase,
                    file.Source,
                    $"'{byPath[file.Path.Value].Path}' and '{file.Path}' differ only by case: they are two files on the device and one on many hosts; rename one.");
            }
        }

        // The first one given stays: whoever goes on after an error still has each path once.
        return new FlashFileSet([.. files.Where(file => ReferenceEquals(exact[file.Path.Value], file))]);
    }

    private static string Describe(FlashFile file)
    {
        string? name = (file.Contents as DiskContents)?.DisplayPath ?? file.Source?.File;
        return (name, file.Source) switch
        {
            (null, _) => $"{Counted.Of(file.Contents.Length, "byte")} in memory",
            (_, { Line: > 0 } place) => $"'{name}' in {place}",
            _ => $"'{name}'",
        };
    }
}
