using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>
/// Gives again what a stage answered before, where the same is asked as then and no file that it read or made has changed. Such a task
/// has few parameters: MSBuild hands each over by reflection, and the tasks of the stages have some seventy of them. And each stage has
/// one of its own, since reflection compiles a way to what it is asked for a second time.
/// </summary>
public abstract class RecallTask : AnswerTask
{
    /// <summary>What the stage would be asked beside items, as text.</summary>
    [Required]
    public string Question { get; set; } = "";

    /// <summary>What the stage keeps its answer under, where this has none.</summary>
    [Output]
    public string Key { get; set; } = "";

    /// <summary>Whether the answer stands.</summary>
    [Output]
    public bool Stands { get; set; }

    /// <inheritdoc/>
    protected sealed override void Run()
    {
        using TaskQuestion question = new TaskQuestion(ProjectDirectory).Add(ProjectFile).Add(IntermediateFolder).Add(Question);
        AddItems(question);
        Key = question.ToKey();
        if (BuildMemo.Recall(Memo, ProjectDirectory, Key) is { } answer)
        {
            Stands = true;
            Tell(answer);
            Give(answer, Memo);
        }
    }

    /// <summary>Asks for the items.</summary>
    private protected abstract void AddItems(TaskQuestion question);
}
