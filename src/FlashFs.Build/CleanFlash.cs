using FlashFs.Pipeline;
using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>Removes what the builds before left, wherever the output folder is: MSBuild's own cleaning forgets files outside bin and obj.</summary>
[MSBuildMultiThreadableTask]
public sealed class CleanFlash : FlashFsTask
{
    /// <summary>Where images, table and state are.</summary>
    [Required]
    public string IntermediateFolder { get; set; } = "";

    /// <summary>Where the outputs are.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run() => BuildOutputs.Clean(Root(IntermediateFolder), Root(OutputFolder));
}
