using FlashFs.Diagnostics;
using FlashFs.Pipeline;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace FlashFs.Build;

/// <summary>Roots a project's FlashFile items and works out their paths in the image, for a project that references it.</summary>
[MSBuildMultiThreadableTask]
public sealed class GetFlashFiles : FlashFsTask
{
    /// <summary>The FlashFile items.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The folder of the default files.</summary>
    public string? FlashRoot { get; set; }

    /// <summary>The items with their paths rooted, FlashPath set and the project that they come from.</summary>
    [Output]
    public ITaskItem[] RootedFiles { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var items = new ProjectItems(ProjectDirectory, RootOrNull(FlashRoot), ProjectLocation, new DiagnosticBag());
        RootedFiles = [.. Files.Select(item => Rooted(item, items.File(item)))];
    }

    private TaskItem Rooted(ITaskItem item, ProjectFile file)
    {
        var rooted = new TaskItem(file.SourcePath);
        item.CopyMetadataTo(rooted);
        rooted.SetMetadata(ItemNames.FlashPath, file.FlashPath.Replace('\\', '/'));
        rooted.SetMetadata(ItemNames.Project, ProjectFile ?? "");
        return rooted;
    }
}
