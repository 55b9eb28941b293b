using FlashFs.Caching;
using FlashFs.Scripting;

namespace FlashFs.Pipeline;

/// <summary>A key over everything a project says, without the contents of its files: what a build with nothing to do compares first.</summary>
internal static class ProjectKey
{
    /// <summary>The key.</summary>
    public static string Of(FlashProject project)
    {
        using var key = new CacheKey();
        key.Add("formats", string.Join(';', project.Formats))
            .Add("profile", project.Profile)
            .Add("sdkconfig", Display(project, project.SdkConfigPath))
            .Add("idf-build", Display(project, project.IdfBuild?.File))
            .Add("chip", project.Chip)
            .Add("flash-size", project.FlashSize)
            .Add("flash-mode", project.FlashMode)
            .Add("flash-frequency", project.FlashFrequency)
            .Add("table", Display(project, project.PartitionTablePath))
            .Add("table-offset", project.PartitionTableOffset)
            .Add("verify", project.Verify ? "true" : "false")
            .Add("warn-free-blocks", project.WarnFreeBlocks)
            .Add("warn-at", project.WarnAt)
            .Add("error-at", project.ErrorAt)
            .Add("report", project.Report ? "true" : "false")
            .Add("constants", project.Constants is null ? "false" : "true")
            .Add("constants-namespace", project.Constants?.Namespace)
            .Add("own-outputs", string.Join(';', (project.Constants?.OwnOutputs ?? new HashSet<string>()).Select(project.Display).Order(StringComparer.Ordinal)))
            .Add("default-root", Display(project, project.DefaultRoot))
            .Add("default-excludes", project.DefaultExcludes)
            .Add("binaries", project.HasBinaries ? "true" : "false");
        AddPairs(key, project.PartitionVariables);
        AddScripts(key, project, project.Scripts);
        key.Add("files", project.Files.Count);
        foreach (ProjectFile file in project.Files)
        {
            key.Add("file", ProjectPath.DisplaySpan(project.Folder, file.SourcePath)).Add("path", file.FlashPath);
            if (file.HasMetadata)
            {
                key.Add("images", file.Images).Add("compress", file.Compress).Add("title", file.Title).Add("version", file.Version).Add("flags", file.Flags);
            }
        }

        key.Add("images", project.Images.Count);
        foreach (ProjectImage image in project.Images)
        {
            key.Add("image", image.Name).Add("format", image.Format).Add("profile", image.Profile).Add("partition", image.Partition)
                .Add("size", image.Size).Add("warn-at", image.WarnAt).Add("error-at", image.ErrorAt).Add("exclude", image.Exclude).Add("bytecode", image.Bytecode)
                .Add("roots", string.Join(';', image.Roots.Select(root => Display(project, root))));
            AddPairs(key, image.Options);
        }

        key.Add("partitions", project.Partitions.Count);
        foreach (ProjectPartition partition in project.Partitions)
        {
            key.Add("label", partition.Label).Add("type", partition.Type).Add("subtype", partition.SubType)
                .Add("offset", partition.Offset).Add("size", partition.Size).Add("flags", partition.Flags)
                .Add("preserve", partition.Preserve ? "true" : "false");
        }

        return key.ToHex();
    }

    private static void AddScripts(CacheKey key, FlashProject project, ProjectScripts scripts)
    {
        key.Add("bytecode", scripts.Bytecode).Add("keep-source", scripts.KeepSource?.ToString()).Add("bytecode-command", scripts.BytecodeCommand)
            .Add("bytecode-version", scripts.BytecodeVersion).Add("wrapper", scripts.BytecodeWrapper).Add("bytecode-exclude", scripts.BytecodeExclude)
            .Add("loader", scripts.Loader).Add("keep", string.Join(';', scripts.Keep)).Add("externals", string.Join(';', scripts.Externals))
            .Add("work", scripts.WorkFolder.Length == 0 ? null : Display(project, scripts.WorkFolder)).Add("entries", scripts.Entries.Count);
        foreach (ModuleEntry entry in scripts.Entries)
        {
            key.Add("entry", entry.Path);
        }

        key.Add("transforms", scripts.Transforms.Count);
        foreach (ProjectTransform transform in scripts.Transforms)
        {
            key.Add("transform", transform.Name).Add("command", transform.Command).Add("match", transform.Match).Add("images", transform.Images)
                .Add("extension", transform.Extension).Add("if-smaller", transform.KeepIfSmaller ? "true" : "false")
                .Add("version", transform.Version).Add("order", transform.Order);
        }
    }

    private static string? Display(FlashProject project, string? path) => path is null ? null : project.Display(path);

    private static void AddPairs(CacheKey key, IReadOnlyDictionary<string, string> pairs)
    {
        key.Add("pairs", pairs.Count);
        if (pairs.Count == 0)
        {
            return; // nearly always; to sort nothing takes a millisecond in a process that has not sorted yet
        }

        foreach ((string name, string value) in pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            key.Add(name, value);
        }
    }
}
