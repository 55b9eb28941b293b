using System.IO.Enumeration;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>
/// The regular files below a folder, whatever order the disk has them in. Links are followed; a link that leads back to a
/// folder it lies in is an error, since the tree would never end.
/// </summary>
public sealed class FileTree
{
    // What is told apart by its last letter needs no object each.
    private const char FolderMark = '/';

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly IReadOnlyList<FileGlob> _excludes;
    private readonly DiagnosticBag _diagnostics;
    private readonly DiskFolder _folder;
    private readonly List<string> _files = [];
    private readonly List<string>? _leftOut;
    private char[] _path = new char[1 << 9];

    private FileTree(string folder, IReadOnlyList<FileGlob> excludes, DiagnosticBag diagnostics, List<string>? leftOut = null)
    {
        _folder = new DiskFolder(folder, folder);
        _excludes = excludes;
        _diagnostics = diagnostics;
        _leftOut = leftOut;
    }

    /// <summary>Every file with its path relative to the folder, with <c>/</c>, and its rooted path.</summary>
    public IEnumerable<(string RelativePath, string FullPath)> Files => _files.Select(file => (file, _folder.PathOf(file)));

    /// <summary>Lists the files below a folder.</summary>
    /// <param name="folder">The folder, rooted.</param>
    /// <param name="excludes">What to leave out.</param>
    /// <param name="location">Where messages about the folder point.</param>
    /// <param name="diagnostics">Takes FLASHFS1023 for a folder that is not there, 1002 for one that cannot be read, 1008 for a loop.</param>
    public static FileTree List(
        string folder, IReadOnlyList<FileGlob> excludes, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        var tree = new FileTree(folder, excludes, diagnostics);
        tree._files.AddRange(tree.Walk(location));
        return tree;
    }

    /// <summary>Walks through all files below a folder without a list of them: their paths relative to it, with <c>/</c>, in the order of <see cref="Files"/>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="location">Where messages about the folder point.</param>
    /// <param name="diagnostics">Takes what <see cref="List"/> tells, while the files are walked through.</param>
    public static IEnumerable<string> Walk(DiskFolder folder, DiagnosticLocation? location, DiagnosticBag diagnostics) =>
        new FileTree(folder.Path, [], diagnostics).Walk(location);

    /// <summary>The relative paths of the files and folders that patterns leave out, in the order of <see cref="Files"/>; nothing below such a folder is named.</summary>
    /// <param name="folder">The folder, rooted.</param>
    /// <param name="excludes">The patterns.</param>
    public static IReadOnlyList<string> LeftOut(string folder, IReadOnlyList<FileGlob> excludes)
    {
        var leftOut = new List<string>();
        _ = new FileTree(folder, excludes, new DiagnosticBag(), leftOut).Walk(null).Count(); // none of the others
        return leftOut;
    }

    private IEnumerable<string> Walk(DiagnosticLocation? location)
    {
        if (Directory.Exists(_folder.Path))
        {
            return Visit(new DirectoryInfo(_folder.Path), "", [RealPath.Of(_folder.Path)]);
        }

        _diagnostics.Add(DiagnosticCodes.FolderNotFound, location, MissingFolder.Describe($"The folder '{_folder.Path}'", _folder.Path));
        return [];
    }

    // The real folders from the first one down to this one, which is the last.
    private IEnumerable<string> Visit(DirectoryInfo folder, string prefix, List<string> way)
    {
        foreach (string item in Items(folder.FullName, prefix))
        {
            bool isFolder = item[^1] == FolderMark;
            string relative = prefix + (isFolder ? item[..^1] : item);
            if (IsExcluded(relative, isFolder))
            {
                _leftOut?.Add(relative);
            }
            else if (isFolder)
            {
                var next = new DirectoryInfo(Path.Join(folder.FullName, item.AsSpan(..^1)));
                string real = Path.Join(way[^1], item.AsSpan(..^1));
                if (next.LinkTarget is not null && IsAbove(real = RealPath.Of(real), way))
                {
                    _diagnostics.Add(
                        DiagnosticCodes.NotARegularFile,
                        new DiagnosticLocation(next.FullName),
                        $"'{relative}' is a link to '{real}', a folder it lies in: the tree never ends; remove the link or exclude it.");
                    continue;
                }

                way.Add(real);
                foreach (string below in Visit(next, prefix + item, way))
                {
                    yield return below;
                }

                way.RemoveAt(way.Count - 1);
            }
            else
            {
                yield return relative;
            }
        }
    }

    // Also above the first folder of all: on the way down from there it comes again.
    private static bool IsAbove(string real, List<string> way) => way.Exists(folder => RealPath.IsWithin(folder, real));

    // What is below a folder is left out with the folder: 'x/**' matches 'x/'.
    private bool IsExcluded(ReadOnlySpan<char> relative, bool isFolder)
    {
        for (int i = 0; i < _excludes.Count; i++)
        {
            if (_excludes[i].IsMatch(relative) || (isFolder && _excludes[i].IsMatch($"{relative}/")))
            {
                return true;
            }
        }

        return false;
    }

    // The names of what is in a folder, those of folders with the mark behind them. Who asks what is left out wants no text for each
    // of thousands of files that are not.
    private List<string> Items(string folder, string prefix)
    {
        try
        {
            List<string> items = [.. new FileSystemEnumerable<string>(
                folder, (ref FileSystemEntry entry) => entry.IsDirectory ? $"{entry.FileName}{FolderMark}" : entry.FileName.ToString(), Everything)
            {
                ShouldIncludePredicate = _leftOut is null ? null : (ref FileSystemEntry entry) => entry.IsDirectory || IsExcluded(PathOf(prefix, entry.FileName), isFolder: false),
            }];
            items.Sort((left, right) => left.AsSpan().TrimEnd(FolderMark).SequenceCompareTo(right.AsSpan().TrimEnd(FolderMark)));
            return items;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _diagnostics.Add(DiagnosticCodes.FileUnreadable, new DiagnosticLocation(folder), $"The folder '{folder}' cannot be read: {e.Message}");
            return [];
        }
    }

    private ReadOnlySpan<char> PathOf(string prefix, ReadOnlySpan<char> name)
    {
        int length = prefix.Length + name.Length;
        if (length > _path.Length)
        {
            _path = new char[2 * length];
        }

        prefix.CopyTo(_path);
        name.CopyTo(_path.AsSpan(prefix.Length));
        return _path.AsSpan(0, length);
    }
}
