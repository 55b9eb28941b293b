using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.ChirpOs;

/// <summary>Makes a tree of a set of files; everything that stands in the way is reported at once.</summary>
internal sealed class ChirpOsTreeBuilder(DiagnosticBag diagnostics)
{
    // One code unit is up to three bytes of UTF-8: more bytes than this cannot become a text that any reader takes.
    private const long MaximumBytes = 3L * ChirpOsLayout.MaximumTextLength;

    private readonly ChirpRootDirectory _root = new(new ChirpNodeInfo(""));
    private readonly Dictionary<ChirpFile, FlashFile> _files = [];
    private int _nodes = 1;

    /// <summary>Makes the tree, with the file of the set that each of its files comes from.</summary>
    /// <returns>Null when an error was reported.</returns>
    public static (ChirpRootDirectory Root, Dictionary<ChirpFile, FlashFile> Files)? Build(FlashFileSet files, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        var builder = new ChirpOsTreeBuilder(found);
        foreach (FlashFile file in files)
        {
            builder.Add(file);
        }

        builder.CheckCount();
        if (!found.HasErrors)
        {
            builder.CheckSize();
        }

        if (!found.HasErrors)
        {
            builder.ReadContents();
        }

        diagnostics.AddRange(found);
        return found.HasErrors ? null : (builder._root, builder._files);
    }

    private void Add(FlashFile file)
    {
        if (file.Flags is { } flags && (flags & ~(long)ChirpOsLayout.KnownFlags) != 0)
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidMetadata,
                file.Source,
                $"'{file.Path}' has the flags {flags} and ChirpOS knows 1 (system), 2 (executable), 4 (hidden) and 8 (super-hidden), or their sum.");
        }

        if (file.Path.Value.Length == 0)
        {
            diagnostics.Add(
                DiagnosticCodes.NameNotStorable,
                file.Source,
                $"A file of {file.Contents.Length} bytes has no path, and a ChirpOS name is any text but the empty one; give it one.");
            return;
        }

        string[] segments = file.Path.Value.Split(ChirpOsLayout.Separator);
        if (segments.Length > ChirpOsLayout.MaximumDepth)
        {
            diagnostics.Add(
                DiagnosticCodes.NameNotStorable,
                file.Source,
                $"'{segments[^1]}' lies in {segments.Length - 1} directories and a ChirpOS image has up to {ChirpOsLayout.MaximumDepth - 1} in each other; move it up.");
            return;
        }

        ChirpBaseDirectory? parent = _root;
        for (int i = 0; i < segments.Length - 1 && parent is not null; i++)
        {
            parent = Enter(parent, segments[i], file);
        }

        if (parent is null)
        {
            return;
        }

        if (parent.TryGetNode(segments[^1], out ChirpNode? former))
        {
            if (former is ChirpBaseDirectory)
            {
                ReportConflict(file, file.Path.Value);
            }

            return; // a path given twice was reported when the set was made
        }

        var node = new ChirpFile(new ChirpNodeInfo(segments[^1], flags: (ChirpFlags)((file.Flags ?? 0) & (long)ChirpOsLayout.KnownFlags)));
        _files.Add(node, file);
        parent.Attach(node);
        _nodes++;
    }

    private ChirpBaseDirectory? Enter(ChirpBaseDirectory parent, string name, FlashFile file)
    {
        if (!parent.TryGetNode(name, out ChirpNode? node))
        {
            var directory = new ChirpDirectory(new ChirpNodeInfo(name));
            parent.Attach(directory);
            _nodes++;
            return directory;
        }

        if (node is ChirpFile)
        {
            ReportConflict(file, node.GetPath()[1..]);
        }

        return node as ChirpBaseDirectory;
    }

    private void ReportConflict(FlashFile file, string path) => diagnostics.Add(
        DiagnosticCodes.NameNotStorable,
        file.Source,
        $"'{path}' is a file and, for another file's path, a directory; ChirpOS has one node of a name, so rename one of them.");

    private void CheckCount()
    {
        if (_nodes > ChirpOsLayout.MaximumNodes)
        {
            diagnostics.Add(
                DiagnosticCodes.TooManyFiles,
                null,
                $"There are {_nodes} files and directories, and a ChirpOS image has up to {ChirpOsLayout.MaximumNodes}; leave {_nodes - ChirpOsLayout.MaximumNodes} out.");
        }
    }

    private void CheckSize()
    {
        long bytes = _files.Values.Sum(file => file.Contents.Length);
        if (bytes > MaximumBytes)
        {
            diagnostics.Add(ChirpOsCapacity.TextTooLong(
                $"The files have {bytes} bytes", _files.Values.Select(file => (file.Path.Value, file.Contents.Length)), "bytes"));
        }
    }

    private void ReadContents()
    {
        foreach ((ChirpFile node, FlashFile file) in _files)
        {
            try
            {
                node.SetBytes(file.Contents.ToArray());
            }
            catch (FlashFsException e)
            {
                diagnostics.AddRange(e.Diagnostics);
            }
        }
    }
}
