using FlashFs.Diagnostics;
using FlashFs.Pipeline;
using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>What the tasks share that run a stage of the build.</summary>
public abstract class StageTask : AnswerTask
{
    /// <summary>What the answer is kept under, for a <see cref="RecallTask"/> to give it again; nothing to keep none.</summary>
    public string? MemoKey { get; set; }

    /// <inheritdoc/>
    protected sealed override void Run()
    {
        StageResult result = RunStage();
        StageAnswer answer = Answer(result);
        Tell(answer);
        if (result.Changed)
        {
            TellChange();
        }

        Give(answer, Keep(result));
    }

    /// <summary>Runs the stage.</summary>
    private protected abstract StageResult RunStage();

    /// <summary>The outputs as later targets see them.</summary>
    private protected abstract ITaskItem[] Items(StageResult result);

    /// <summary>Says that something was written, beside what was done and why.</summary>
    private protected virtual void TellChange()
    {
    }

    private StageAnswer Answer(StageResult result) =>
        new(Items(result), [.. result.FilesWritten], [.. result.Lines], [.. result.Diagnostics.Select(ToldDiagnostic.Of)]);

    // Gives the file that the answer is kept in. What was made is right without it; only the next build takes longer.
    private string? Keep(StageResult result)
    {
        if (string.IsNullOrEmpty(MemoKey) || result.Standing is not { } standing)
        {
            return null;
        }

        try
        {
            BuildMemo.Keep(Memo, ProjectDirectory, MemoKey, standing.Files, Answer(standing.Result));
            return Memo;
        }
        catch (FlashFsException e)
        {
            Log.LogMessage(MessageImportance.Normal, $"{MemoName} was not kept, and the next build looks at everything again: {e.Message}");
            return null;
        }
    }
}
