using FlashFs.Pipeline;
using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>
/// Gives again what a stage answered before, where the same is asked as then and no file that it read or made has changed. It has few
/// parameters for that: MSBuild hands each over by reflection, and the tasks of the stages have some seventy of them.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class RecallFlash : FlashFsTask
{
    /// <summary>Which stage is asked: <c>images</c> or <c>assembly</c>.</summary>
    [Required]
    public string Stage { get; set; } = "";

    /// <summary>Where images, table and state are while the build is under way.</summary>
    [Required]
    public string IntermediateFolder { get; set; } = "";

    /// <summary>What the stage would be asked beside items, as text.</summary>
    [Required]
    public string Question { get; set; } = "";

    /// <summary>The FlashFile items.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The folder of the default files.</summary>
    public string? FlashRoot { get; set; }

    /// <summary>The other items, kind after kind; how many there are of each is part of the question.</summary>
    public ITaskItem[] Items { get; set; } = [];

    /// <summary>What the stage keeps its answer under, where this has none.</summary>
    [Output]
    public string Key { get; set; } = "";

    /// <summary>Whether the answer stands.</summary>
    [Output]
    public bool Stands { get; set; }

    /// <summary>The outputs of the stage, rooted, where its answer stands.</summary>
    [Output]
    public ITaskItem[] OutputFiles { get; set; } = [];

    /// <summary>Everything that the stage has written, for FileWrites, where its answer stands.</summary>
    [Output]
    public ITaskItem[] FilesWritten { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        bool isAssembly = Stage == "assembly";
        using TaskQuestion question = new TaskQuestion(ProjectDirectory).Add(ProjectFile).Add(IntermediateFolder).Add(Question)
            .AddFiles(Files, RootOrNull(FlashRoot)).Add(Items);
        Key = question.ToKey();
        string memo = Path.Combine(Root(IntermediateFolder), isAssembly ? BuildMemo.AssemblyFileName : BuildMemo.ImagesFileName);
        if (BuildMemo.Recall(memo, ProjectDirectory, Key) is not { } result)
        {
            return;
        }

        Stands = true;
        Tell(result);
        OutputFiles = isAssembly ? StageItems.Flash(result) : StageItems.Images(result);
        FilesWritten = StageItems.Written(result, memo);
    }
}
