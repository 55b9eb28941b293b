using FlashFs.Diagnostics;
using FlashFs.Pipeline;
using FlashFs.Pipeline.Kit;
using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>Puts the flash together in the output folder: images, table, binaries, merged image, arguments and manifest.</summary>
[MSBuildMultiThreadableTask]
public sealed class BuildFlash : StageTask
{
    /// <summary>Where the outputs go.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>The FlashBinary items.</summary>
    public ITaskItem[] Binaries { get; set; } = [];

    /// <summary>An ESP-IDF build folder, whose parts are taken along.</summary>
    public string? IdfBuild { get; set; }

    /// <summary>Whether the merged image is made: <c>auto</c>, <c>true</c> or <c>false</c>.</summary>
    public string? MergedImage { get; set; }

    /// <summary>Whether the merged image is filled up to the size of the flash.</summary>
    public string? MergedImageFill { get; set; }

    /// <summary>Whether images in the output folder may be other names of those in the intermediate one.</summary>
    public string? LinkOutputs { get; set; }

    /// <summary>The name shown when something was made.</summary>
    public string? ProjectName { get; set; }

    /// <summary>Whether flash map, report and summary are made.</summary>
    public string? FlashReport { get; set; }

    /// <summary>Whether the release kit is made.</summary>
    public string? ReleaseKit { get; set; }

    /// <summary>The name of the kit's zip, without extension.</summary>
    public string? ReleaseKitName { get; set; }

    /// <summary>What the firmware is called.</summary>
    public string? ReleaseTitle { get; set; }

    /// <summary>Its version.</summary>
    public string? ReleaseVersion { get; set; }

    /// <summary>The manifest of a build that the flash map compares with.</summary>
    public string? ReportBaseline { get; set; }

    /// <summary>A Markdown file that the report is appended to; <c>none</c> or nothing for none.</summary>
    public string? SummaryFile { get; set; }

    /// <inheritdoc/>
    private protected override string MemoName => BuildMemo.AssemblyFileName;

    /// <inheritdoc/>
    private protected override StageResult RunStage()
    {
        var diagnostics = new DiagnosticBag();
        var items = new ProjectItems(ProjectDirectory, null, ProjectLocation, diagnostics);
        var request = new AssemblyRequest
        {
            Folder = ProjectDirectory,
            IntermediateFolder = Root(IntermediateFolder),
            OutputFolder = Root(OutputFolder),
            Location = ProjectLocation,
            Binaries = [.. Binaries.Select(items.Binary)],
            IdfBuild = items.IdfBuild(IdfBuild),
            MergedImage = MergedImage,
            Title = ProjectName ?? "",
            Report = items.Switch(FlashReport, "FlashReport", true),
            SummaryPath = string.Equals(SummaryFile?.Trim(), "none", StringComparison.OrdinalIgnoreCase) ? null : RootOrNull(SummaryFile),
            Kit = items.Switch(ReleaseKit, "FlashReleaseKit", false)
                ? new KitSettings((ReleaseKitName ?? "").Trim(), (ReleaseTitle ?? "").Trim(), (ReleaseVersion ?? "").Trim())
                : null,
            BaselinePath = RootOrNull(ReportBaseline),
            Cancellation = Cancellation,
            LinkOutputs = items.Switch(LinkOutputs, "FlashLinkOutputs", true),
            FillMergedImage = items.Switch(MergedImageFill, "FlashMergedImageFill", false),
        };
        return AssemblyStage.Run(request, diagnostics);
    }

    /// <inheritdoc/>
    private protected override void TellChange() =>

        // The terminal logger shows one form only, "<project> -> <path>", and of several the last.
        Log.LogMessage(MessageImportance.High, $"{ProjectName} -> {Root(OutputFolder)}");

    /// <inheritdoc/>
    private protected override ITaskItem[] Items(StageResult result) => StageItems.Flash(result);
}
