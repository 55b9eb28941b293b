using FlashFs.Diagnostics;
using FlashFs.Pipeline;
using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>What the tasks share that run a stage of the build.</summary>
public abstract class StageTask : FlashFsTask
{
    /// <summary>Where images, table and state go while the build is under way.</summary>
    [Required]
    public string IntermediateFolder { get; set; } = "";

    /// <summary>What the answer is kept under, for a <see cref="RecallTask"/> to give it again; nothing to keep none.</summary>
    public string? MemoKey { get; set; }

    /// <summary>The outputs of the stage, rooted.</summary>
    [Output]
    public ITaskItem[] OutputFiles { get; set; } = [];

    /// <summary>Everything written by this task now or in a build before, for FileWrites.</summary>
    [Output]
    public ITaskItem[] FilesWritten { get; set; } = [];

    /// <summary>The file that the answer is kept in.</summary>
    private protected abstract string MemoName { get; }

    /// <inheritdoc/>
    protected sealed override void Run()
    {
        StageResult result = RunStage();
        Tell(result);
        OutputFiles = Items(result);
        FilesWritten = StageItems.Written(result, Keep(result));
    }

    /// <summary>Runs the stage.</summary>
    private protected abstract StageResult RunStage();

    /// <summary>The outputs as later targets see them.</summary>
    private protected abstract ITaskItem[] Items(StageResult result);

    // Gives the file that the answer is kept in. What was made is right without it; only the next build takes longer.
    private string? Keep(StageResult result)
    {
        if (string.IsNullOrEmpty(MemoKey) || result.Standing is not { } standing)
        {
            return null;
        }

        string memo = Path.Combine(Root(IntermediateFolder), MemoName);
        try
        {
            BuildMemo.Keep(memo, ProjectDirectory, MemoKey, standing);
            return memo;
        }
        catch (FlashFsException e)
        {
            Log.LogMessage(MessageImportance.Normal, $"{MemoName} was not kept, and the next build looks at everything again: {e.Message}");
            return null;
        }
    }
}
