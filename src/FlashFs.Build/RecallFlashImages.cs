using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>Gives again what <see cref="BuildFlashImages"/> answered, if that stands.</summary>
[MSBuildMultiThreadableTask]
public sealed class RecallFlashImages : RecallTask
{
    /// <summary>The FlashFile items.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The folder of the default files.</summary>
    public string? FlashRoot { get; set; }

    /// <summary>The other items, kind after kind; how many there are of each is part of the question.</summary>
    public ITaskItem[] Others { get; set; } = [];

    /// <inheritdoc/>
    private protected override string MemoName => BuildMemo.ImagesFileName;

    /// <inheritdoc/>
    private protected override void AddItems(TaskQuestion question) => question.AddFiles(Files, RootOrNull(FlashRoot)).Add(Others);
}
