using FlashFs.Pipeline;
using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>
/// Gives again what the stages answered before, where the same is asked as then and no file that they read or made has changed. It has
/// few parameters for that: MSBuild hands each over by reflection, and the tasks of the stages have some seventy of them.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class RecallFlash : FlashFsTask
{
    /// <summary>Where images, table and state are while the build is under way.</summary>
    [Required]
    public string IntermediateFolder { get; set; } = "";

    /// <summary>What the images stage would be asked beside items, as text; nothing where it is not asked.</summary>
    public string? ImagesQuestion { get; set; }

    /// <summary>The FlashFile items.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The folder of the default files.</summary>
    public string? FlashRoot { get; set; }

    /// <summary>The other items of the images stage, kind after kind; how many there are of each is part of the question.</summary>
    public ITaskItem[] Items { get; set; } = [];

    /// <summary>What the assembly stage would be asked beside items, as text; nothing where it is not asked.</summary>
    public string? AssemblyQuestion { get; set; }

    /// <summary>The FlashBinary items.</summary>
    public ITaskItem[] Binaries { get; set; } = [];

    /// <summary>What the images stage keeps its answer under, where this has none.</summary>
    [Output]
    public string? ImagesKey { get; set; }

    /// <summary>What the assembly stage keeps its answer under, where this has none.</summary>
    [Output]
    public string? AssemblyKey { get; set; }

    /// <summary>Whether the answer of the images stage stands.</summary>
    [Output]
    public bool ImagesStand { get; set; }

    /// <summary>Whether the answer of the assembly stage stands.</summary>
    [Output]
    public bool AssemblyStands { get; set; }

    /// <summary>The outputs of the images stage, rooted, where its answer stands.</summary>
    [Output]
    public ITaskItem[] ImageOutputs { get; set; } = [];

    /// <summary>The outputs of the assembly stage, rooted, where its answer stands.</summary>
    [Output]
    public ITaskItem[] Outputs { get; set; } = [];

    /// <summary>Everything that stages whose answers stand have written, for FileWrites.</summary>
    [Output]
    public ITaskItem[] FilesWritten { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        StageResult? images = null;
        if (!string.IsNullOrEmpty(ImagesQuestion))
        {
            using TaskQuestion question = Begin(ImagesQuestion).AddFiles(Files, RootOrNull(FlashRoot)).Add(Items);
            ImagesKey = question.ToKey();
            images = Recall(BuildMemo.ImagesFileName, ImagesKey);
            if (images is not null)
            {
                ImagesStand = true;
                ImageOutputs = StageItems.Images(images);
            }
        }

        if (!string.IsNullOrEmpty(AssemblyQuestion))
        {
            using TaskQuestion question = Begin(AssemblyQuestion).Add(Binaries);
            AssemblyKey = question.ToKey();

            // It hangs on what the images stage is about to make.
            if ((ImagesKey is null || ImagesStand) && Recall(BuildMemo.AssemblyFileName, AssemblyKey) is { } assembly)
            {
                AssemblyStands = true;
                Outputs = StageItems.Flash(assembly);
            }
        }
    }

    private TaskQuestion Begin(string text) => new TaskQuestion(ProjectDirectory).Add(ProjectFile).Add(IntermediateFolder).Add(text);

    private StageResult? Recall(string name, string key)
    {
        string memo = Path.Combine(Root(IntermediateFolder), name);
        StageResult? result = BuildMemo.Recall(memo, ProjectDirectory, key);
        if (result is not null)
        {
            Tell(result);
            FilesWritten = [.. FilesWritten, .. StageItems.Written(result, memo)];
        }

        return result;
    }
}
