using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>Gives again what <see cref="BuildFlash"/> answered, if that stands.</summary>
[MSBuildMultiThreadableTask]
public sealed class RecallFlash : RecallTask
{
    /// <summary>The FlashBinary items.</summary>
    public ITaskItem[] Binaries { get; set; } = [];

    /// <inheritdoc/>
    private protected override string MemoName => BuildMemo.AssemblyFileName;

    /// <inheritdoc/>
    private protected override void AddItems(TaskQuestion question) => question.Add(Binaries);
}
