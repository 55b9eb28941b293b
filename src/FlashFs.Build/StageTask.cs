using FlashFs.Diagnostics;
using FlashFs.Pipeline;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace FlashFs.Build;

/// <summary>
/// What the tasks share that run a stage of the build. Where the same is asked as by the build before and no file changed, the answer
/// is given again without running the stage.
/// </summary>
public abstract class StageTask : FlashFsTask
{
    /// <summary>Where images, table and state go while the build is under way.</summary>
    [Required]
    public string IntermediateFolder { get; set; } = "";

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
        string memo = Path.Combine(Root(IntermediateFolder), MemoName);
        string? question = FileCount <= BuildMemo.MaxFiles ? Question() : null;
        StageResult? recalled = question is null ? null : BuildMemo.Recall(memo, ProjectDirectory, question);
        StageResult result = recalled ?? RunStage();
        bool kept = recalled is not null || (question is not null && result.Standing is { } standing && Keep(memo, question, standing));

        // No queries here: each of them is code that a build with nothing to do runs once.
        Tell(result);
        OutputFiles = new ITaskItem[result.Outputs.Count];
        for (int i = 0; i < OutputFiles.Length; i++)
        {
            OutputFiles[i] = Item(result.Outputs[i]);
        }

        FilesWritten = new ITaskItem[result.FilesWritten.Count + (kept ? 1 : 0)];
        for (int i = 0; i < FilesWritten.Length; i++)
        {
            FilesWritten[i] = new TaskItem(i < result.FilesWritten.Count ? result.FilesWritten[i] : memo);
        }
    }

    /// <summary>A key over all that is asked.</summary>
    internal string Question()
    {
        using var question = new TaskQuestion(ProjectDirectory);
        question.Add(ProjectFile).Add(IntermediateFolder);
        Ask(question);
        return question.ToKey();
    }

    // What was made is right; only the next build takes longer.
    private bool Keep(string memo, string question, StandingAnswer standing)
    {
        try
        {
            BuildMemo.Keep(memo, ProjectDirectory, question, standing);
            return true;
        }
        catch (FlashFsException e)
        {
            Log.LogMessage(MessageImportance.Normal, $"{MemoName} was not kept, and the next build looks at everything again: {e.Message}");
            return false;
        }
    }

    /// <summary>Asks everything that the answer hangs on beside the contents of files.</summary>
    private protected abstract void Ask(TaskQuestion question);

    /// <summary>How many files the answer hangs on, as far as that is known before.</summary>
    private protected virtual int FileCount => 0;

    /// <summary>Runs the stage.</summary>
    private protected abstract StageResult RunStage();

    /// <summary>Says what the stage did.</summary>
    private protected virtual void Tell(StageResult result)
    {
        Report(result.Diagnostics);
        foreach (string line in result.Lines)
        {
            Log.LogMessage(MessageImportance.Normal, line);
        }
    }

    /// <summary>An output as later targets see it.</summary>
    private protected virtual TaskItem Item(StageOutput output) => new(output.Path);
}
