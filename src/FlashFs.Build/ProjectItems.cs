using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline;
using FlashFs.Profiles;
using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>Makes the library's words of MSBuild's: items and metadata in, values out, every path rooted.</summary>
internal sealed class ProjectItems(string directory, string? flashRoot, DiagnosticLocation? project, DiagnosticBag diagnostics)
{
    private static readonly string[] ImageMetadata =
    [
        ItemNames.Format, ItemNames.Profile, ItemNames.Partition, ItemNames.Size, ItemNames.Root, ItemNames.ExcludeFiles, ItemNames.Bytecode,
        ItemNames.WarnAt, ItemNames.ErrorAt,
    ];

    private static readonly string[] PartitionMetadata =
        [ItemNames.Type, ItemNames.SubType, ItemNames.Offset, ItemNames.Size, ItemNames.Flags, ItemNames.Preserve];

    private static readonly string[] TransformMetadata =
    [
        ItemNames.Command, ItemNames.Match, ItemNames.Images, ItemNames.OutputExtension, ItemNames.KeepIfSmaller, ItemNames.Version, ItemNames.Order,
    ];

    private static readonly string[] FileMetadata =
        [ItemNames.FlashPath, ItemNames.Link, ItemNames.Images, ItemNames.Compress, ItemNames.Title, ItemNames.Version, ItemNames.Flags];

    private readonly HashSet<string> _warned = new(StringComparer.OrdinalIgnoreCase);

    private readonly string? _rootPrefix = flashRoot is null
        ? null
        : Path.TrimEndingDirectorySeparator(flashRoot) + Path.DirectorySeparatorChar;

    /// <summary>Splits a list as MSBuild writes it.</summary>
    public static string[] List(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A FlashFile.</summary>
    public ProjectFile File(ITaskItem item)
    {
        string path = Path.GetFullPath(item.ItemSpec, directory);
        if (item.CloneCustomMetadata().Count == 0)
        {
            // Nearly all items of a large project: ten thousand times nine questions cost more than all other work on them, and to count
            // all metadata, MSBuild's own too, makes a list of names of each.
            return new ProjectFile(path, PathUnderRoot(item, path)) { Location = project };
        }

        WarnOfMisspelling(item);
        return new ProjectFile(path, PathInImage(item, path))
        {
            Images = OrNull(item, ItemNames.Images),
            Compress = OrNull(item, ItemNames.Compress),
            Title = OrNull(item, ItemNames.Title),
            Version = OrNull(item, ItemNames.Version),
            Flags = OrNull(item, ItemNames.Flags),

            // A file of a referenced project is that project's to mend.
            Location = OrNull(item, ItemNames.Project) is { } owner ? new DiagnosticLocation(owner) : project,
        };
    }

    /// <summary>The FlashFile items; a project that is referenced in two ways brings the same ones twice.</summary>
    public ProjectFile[] Files(ITaskItem[] items)
    {
        var files = new ProjectFile[items.Length];
        bool ascend = true;
        for (int i = 0; i < items.Length; i++)
        {
            files[i] = File(items[i]);
            ascend = ascend && (i == 0 || string.CompareOrdinal(files[i - 1].SourcePath, files[i].SourcePath) < 0);
        }

        // As a pattern finds them, by path and none twice.
        if (ascend)
        {
            return files;
        }

        var paths = new HashSet<string>(files.Length, StringComparer.Ordinal);
        return Array.TrueForAll(files, file => paths.Add(file.SourcePath)) ? files : [.. files.Distinct()];
    }

    /// <summary>A FlashImage: what is neither the item's own nor MSBuild's is an option of the format.</summary>
    public ProjectImage Image(ITaskItem item)
    {
        var options = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in item.MetadataNames)
        {
            if (name.Equals("Exclude", StringComparison.OrdinalIgnoreCase))
            {
                diagnostics.Add(
                    DiagnosticCodes.InvalidMetadata,
                    project,
                    $"FlashImage '{item.ItemSpec}' has metadata 'Exclude', which as an attribute would be MSBuild's own; write {ItemNames.ExcludeFiles}.");
                continue;
            }

            // A leading underscore is a project's own business; MSBuild's own names are not custom metadata.
            if (!ImageMetadata.Contains(name, StringComparer.OrdinalIgnoreCase) && !WellKnownMetadata.Contains(name) && name[0] != '_' && OrNull(item, name) is { } value)
            {
                options[name] = value;
            }
        }

        return new ProjectImage(item.ItemSpec, OrNull(item, ItemNames.Format) ?? "")
        {
            Profile = OrNull(item, ItemNames.Profile),
            Partition = OrNull(item, ItemNames.Partition),
            Size = OrNull(item, ItemNames.Size),
            WarnAt = OrNull(item, ItemNames.WarnAt),
            ErrorAt = OrNull(item, ItemNames.ErrorAt),
            Roots = [.. List(item.GetMetadata(ItemNames.Root)).Select(root => Path.GetFullPath(root, directory))],
            Exclude = OrNull(item, ItemNames.ExcludeFiles),
            Bytecode = OrNull(item, ItemNames.Bytecode),
            Options = options,
            OtherNames = ImageMetadata,
            Location = project,
        };
    }

    /// <summary>A FlashPartition.</summary>
    public ProjectPartition Partition(ITaskItem item)
    {
        RefuseUnknown(item, "FlashPartition", PartitionMetadata);
        return new ProjectPartition(item.ItemSpec)
        {
            Type = OrNull(item, ItemNames.Type),
            SubType = OrNull(item, ItemNames.SubType),
            Offset = OrNull(item, ItemNames.Offset),
            Size = OrNull(item, ItemNames.Size),
            Flags = OrNull(item, ItemNames.Flags),
            Preserve = Switch(item, ItemNames.Preserve),
            Location = project,
        };
    }

    /// <summary>A FlashBinary.</summary>
    public ProjectBinary Binary(ITaskItem item) => new(Path.GetFullPath(item.ItemSpec, directory))
    {
        Partition = OrNull(item, ItemNames.Partition),
        Offset = OrNull(item, ItemNames.Offset),
        Location = project,
    };

    /// <summary>What the folder of FlashIdfBuild says; null where there is none, or when an error was reported.</summary>
    public IdfBuild? IdfBuild(string? folder) => string.IsNullOrWhiteSpace(folder)
        ? null
        : FlashFs.Profiles.IdfBuild.Read(
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Trim(), directory)), path => ProjectPath.Display(directory, path), project, diagnostics);

    /// <summary>A FlashTransform.</summary>
    public ProjectTransform Transform(ITaskItem item)
    {
        RefuseUnknown(item, "FlashTransform", TransformMetadata);
        return new ProjectTransform(item.ItemSpec)
        {
            Command = OrNull(item, ItemNames.Command),
            Match = OrNull(item, ItemNames.Match),
            Images = OrNull(item, ItemNames.Images),
            Extension = OrNull(item, ItemNames.OutputExtension),
            KeepIfSmaller = Switch(item, ItemNames.KeepIfSmaller),
            Version = OrNull(item, ItemNames.Version),
            Order = OrNull(item, ItemNames.Order),
            Location = project,
        };
    }

    /// <summary>
    /// Patterns of paths in images, as items: MSBuild has replaced those that match files by the files, which then stand for
    /// their paths in the images.
    /// </summary>
    public IReadOnlyList<string> Patterns(ITaskItem[] items, IEnumerable<ProjectFile> files)
    {
        if (items.Length == 0)
        {
            return [];
        }

        ILookup<string, string> paths = files.ToLookup(file => file.SourcePath, file => file.FlashPath.Replace('\\', '/'), StringComparer.Ordinal);
        return
        [
            .. items.SelectMany(item => paths[Path.GetFullPath(item.ItemSpec, directory)].DefaultIfEmpty(item.ItemSpec.Replace('\\', '/')))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>A count from a property.</summary>
    public int Count(string? text, string property, int otherwise) => (int)Number(text, property, otherwise, int.MaxValue);

    /// <summary>A number from a property.</summary>
    public long Number(string? text, string property, long otherwise, long maximum = long.MaxValue)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return otherwise;
        }

        if (FlashNumber.TryParse(text, out long value) && value <= maximum)
        {
            return value;
        }

        diagnostics.Add(DiagnosticCodes.InvalidNumber, project, $"{property} is '{text}'; it takes {FlashNumber.Forms}.");
        return otherwise;
    }

    private static string? OrNull(ITaskItem item, string name) => item.GetMetadata(name) is { Length: > 0 } value ? value : null;

    /// <summary>A switch from a property.</summary>
    public bool Switch(string? text, string property, bool otherwise)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return otherwise;
        }

        if (!bool.TryParse(text, out bool value))
        {
            diagnostics.Add(DiagnosticCodes.InvalidMetadata, project, $"{property} is '{text}'; it takes true or false.");
        }

        return value;
    }

    private bool Switch(ITaskItem item, string name) => Switch(item.GetMetadata(name), $"{name} of '{item.ItemSpec}'", otherwise: false);

    // A project may hang metadata of its own on its items; only what is nearly one of ours is worth a word, once.
    private void WarnOfMisspelling(ITaskItem item)
    {
        foreach (string name in item.MetadataNames)
        {
            if (FileMetadata.Contains(name, StringComparer.OrdinalIgnoreCase) || WellKnownMetadata.Contains(name) || name[0] == '_'
                || NearestName.Find(name, FileMetadata) is not { } near || !_warned.Add(name))
            {
                continue;
            }

            diagnostics.Add(
                DiagnosticCodes.MetadataIgnored,
                project,
                $"FlashFile '{item.ItemSpec}' has metadata '{name}', which means nothing; did you mean '{near}'?");
        }
    }

    private void RefuseUnknown(ITaskItem item, string type, string[] known)
    {
        foreach (string name in item.MetadataNames)
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase) && !WellKnownMetadata.Contains(name) && name[0] != '_')
            {
                diagnostics.Add(
                    DiagnosticCodes.InvalidMetadata, project, $"{type} '{item.ItemSpec}' has metadata '{name}', which means nothing{NearestName.Hint(name, known)}");
            }
        }
    }

    private string PathInImage(ITaskItem item, string path) =>
        OrNull(item, ItemNames.FlashPath) ?? OrNull(item, ItemNames.Link) ?? PathUnderRoot(item, path);

    private string PathUnderRoot(ITaskItem item, string path) =>
        _rootPrefix is not null && path.StartsWith(_rootPrefix, StringComparison.Ordinal)
            ? path[_rootPrefix.Length..]
            : item.GetMetadata("RecursiveDir") + Path.GetFileName(path);
}
