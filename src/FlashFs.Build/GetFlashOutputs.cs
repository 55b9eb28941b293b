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

    /// <summary>The outputs, rooted, each with its place below the output folder as <c>FlashPath</c>.</summary>
    [Output]
    public ITaskItem[] OutputFiles { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        string folder = Root(OutputFolder);
        OutputFiles =
        [
            .. BuildOutputs.List(Root(IntermediateFolder), folder).Select(path => new TaskItem(
                path, new Dictionary<string, string> { [ItemNames.FlashPath] = ProjectPath.Display(Path.TrimEndingDirectorySeparator(folder), path) })),
        ];
    }
}
