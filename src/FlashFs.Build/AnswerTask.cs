using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

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
    private protected void Tell(StageAnswer answer)
    {
        foreach (ToldDiagnostic diagnostic in answer.Diagnostics)
        {
            Report(diagnostic);
        }

        foreach (string line in answer.Lines)
        {
            Log.LogMessage(MessageImportance.Normal, line);
        }
    }

    /// <summary>Hands over what later targets need of the answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="memo">What it is kept in; null where it is not.</param>
    private protected void Give(StageAnswer answer, string? memo)
    {
        // No queries here: each is code that a build with nothing to do runs once.
        OutputFiles = answer.Outputs;
        FilesWritten = new ITaskItem[answer.FilesWritten.Length + (memo is null ? 0 : 1)];
        for (int i = 0; i < FilesWritten.Length; i++)
        {
            FilesWritten[i] = new TaskItem(i < answer.FilesWritten.Length ? answer.FilesWritten[i] : memo);
        }
    }
}
