using FlashFs.Pipeline;
using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>What the tasks share that give the answer of a stage of the build: by running it, or out of the build before.</summary>
public abstract class AnswerTask : FlashFsTask
{
    /// <summary>Where images, table and state go while the build is under way.</summary>
    [Required]
    public string IntermediateFolder { get; set; } = "";

    /// <summary>The outputs of the stage, rooted.</summary>
    [Output]
    public ITaskItem[] OutputFiles { get; set; } = [];

    /// <summary>Everything written by the stage now or in a build before, for FileWrites.</summary>
    [Output]
    public ITaskItem[] FilesWritten { get; set; } = [];

    /// <summary>The file that the answer is kept in.</summary>
    private protected string Memo => Path.Combine(Root(IntermediateFolder), MemoName);

    /// <summary>The name of that file.</summary>
    private protected abstract string MemoName { get; }

    /// <summary>Says what the stage did, or did in a build before.</summary>
    private protected virtual void Tell(StageResult result)
    {
        Report(result.Diagnostics);
        foreach (string line in result.Lines)
        {
            Log.LogMessage(MessageImportance.Normal, line);
        }
    }

    /// <summary>Hands over what later targets need of the answer.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="memo">What it is kept in; null where it is not.</param>
    private protected void Give(StageResult result, string? memo)
    {
        OutputFiles = Items(result);
        FilesWritten = StageItems.Written(result, memo);
    }

    /// <summary>The outputs as later targets see them.</summary>
    private protected abstract ITaskItem[] Items(StageResult result);
}
