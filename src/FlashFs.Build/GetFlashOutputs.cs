using FlashFs.Pipeline;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace FlashFs.Build;

/// <summary>Names the outputs of the last build without building: for a publish, which may come long after it.</summary>
[MSBuildMultiThreadableTask]
public sealed class GetFlashOutputs : FlashFsTask
{
    /// <summary>Where images, table and state are.</summary>
    [Required]
    public string IntermediateFolder { get; set; } = "";

    /// <summary>Where the outputs are.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>The outputs, rooted.</summary>
    [Output]
    public ITaskItem[] OutputFiles { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() =>
        OutputFiles = [.. BuildOutputs.List(Root(IntermediateFolder), Root(OutputFolder)).Select(path => new TaskItem(path))];
}
