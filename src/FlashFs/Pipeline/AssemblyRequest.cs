using FlashFs.Diagnostics;
using FlashFs.Pipeline.Kit;
using FlashFs.Profiles;

namespace FlashFs.Pipeline;

/// <summary>What the second stage of a build needs beside what the first one left. Every path is rooted.</summary>
public sealed record AssemblyRequest
{
    /// <summary>The folder that paths in manifest and messages are relative to.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the first stage left images, table and layout.</summary>
    public required string IntermediateFolder { get; init; }

    /// <summary>Where the outputs go.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Where messages about properties point.</summary>
    public DiagnosticLocation? Location { get; init; }

    /// <summary>The ready-made parts that the project gives.</summary>
    public IReadOnlyList<ProjectBinary> Binaries { get; init; } = [];

    /// <summary>The ESP-IDF build that more of them come from; null for none.</summary>
    public IdfBuild? IdfBuild { get; init; }

    /// <summary>Whether the merged image is made: <c>auto</c> (null too), <c>true</c> or <c>false</c>.</summary>
    public string? MergedImage { get; init; }

    /// <summary>Whether the merged image reaches to the end of the flash.</summary>
    public bool FillMergedImage { get; init; }

    /// <summary>Whether images in the output folder may be other names of those in the intermediate one, where the file system can.</summary>
    public bool LinkOutputs { get; init; } = true;

    /// <summary>A path as manifest and messages have it: relative to the project, with <c>/</c>.</summary>
    public string Display(string path) => ProjectPath.Display(Folder, path);

    /// <summary>The name of the project, for the flash map.</summary>
    public string Title { get; init; } = "";

    /// <summary>Whether flash map, report and summary are made.</summary>
    public bool Report { get; init; }

    /// <summary>The release kit that is made; null for none.</summary>
    public KitSettings? Kit { get; init; }

    /// <summary>The manifest of a build that the flash map compares with, rooted; null for none.</summary>
    public string? BaselinePath { get; init; }

    /// <summary>A Markdown file that the report is appended to, rooted; null for none.</summary>
    public string? SummaryPath { get; init; }

    /// <summary>Ends the stage early; what was there before it stays.</summary>
    public CancellationToken Cancellation { get; init; }
}
