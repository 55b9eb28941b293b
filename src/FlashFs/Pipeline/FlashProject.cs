using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Profiles;

namespace FlashFs.Pipeline;

/// <summary>Everything a project says about its flash, as text where it is text there. Every path is rooted.</summary>
public sealed record FlashProject
{
    /// <summary>The folder that paths in state, manifest and messages are relative to.</summary>
    public required string Folder { get; init; }

    /// <summary>Where images, table and state go while the build is under way.</summary>
    public required string IntermediateFolder { get; init; }

    /// <summary>Where the second stage puts the outputs; null where there is none.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Where messages about properties point: the project file.</summary>
    public DiagnosticLocation? Location { get; init; }

    /// <summary>The files.</summary>
    public IReadOnlyList<ProjectFile> Files { get; init; } = [];

    /// <summary>The images; empty for one of each of <see cref="Formats"/>.</summary>
    public IReadOnlyList<ProjectImage> Images { get; init; } = [];

    /// <summary>The formats of the images that are made when none is given.</summary>
    public IReadOnlyList<string> Formats { get; init; } = ["espfs", "spiffs"];

    /// <summary>The partitions given as items.</summary>
    public IReadOnlyList<ProjectPartition> Partitions { get; init; } = [];

    /// <summary>Whether binaries are given, which need a table.</summary>
    public bool HasBinaries { get; init; }

    /// <summary>The folder of the default files; what the default excludes left out of it is named.</summary>
    public string? DefaultRoot { get; init; }

    /// <summary>Patterns that are left out of <see cref="DefaultRoot"/> and of the images' own folders, separated by <c>;</c>.</summary>
    public string? DefaultExcludes { get; init; }

    /// <summary>The profile of the whole project; null for <c>esp-idf</c>.</summary>
    public string? Profile { get; init; }

    /// <summary>An ESP-IDF sdkconfig to read settings from.</summary>
    public string? SdkConfigPath { get; init; }

    /// <summary>The ESP-IDF build folder that boot loader, apps, chip and flash settings come from; null for none.</summary>
    public IdfBuild? IdfBuild { get; init; }

    /// <summary>The chip.</summary>
    public string? Chip { get; init; }

    /// <summary>The size of the flash.</summary>
    public string? FlashSize { get; init; }

    /// <summary>How the flash is wired: <c>qio</c>, <c>qout</c>, <c>dio</c>, <c>dout</c>, …</summary>
    public string? FlashMode { get; init; }

    /// <summary>The flash clock.</summary>
    public string? FlashFrequency { get; init; }

    /// <summary>A partition table as CSV.</summary>
    public string? PartitionTablePath { get; init; }

    /// <summary>Where the partition table goes.</summary>
    public string? PartitionTableOffset { get; init; }

    /// <summary>Values for <c>$NAME</c> in the CSV.</summary>
    public IReadOnlyDictionary<string, string> PartitionVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether every image is read back.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>The number of free blocks below which a file system that the device writes is warned about.</summary>
    public int WarnFreeBlocks { get; init; } = FreeBlockWarning.DefaultMinimum;

    /// <summary>How full an image may become before the build warns, as text: a percentage or bytes; null for no budget.</summary>
    public string? WarnAt { get; init; }

    /// <summary>How full an image may become before the build fails, as text; null for no budget.</summary>
    public string? ErrorAt { get; init; }

    /// <summary>Whether it is said file by file how the images fit.</summary>
    public bool Report { get; init; }

    /// <summary>Constants of the images for the project's code; null for none.</summary>
    public ProjectConstants? Constants { get; init; }

    /// <summary>The scripts, and what contents go through.</summary>
    public ProjectScripts Scripts { get; init; } = new();

    /// <summary>The caches; null for none.</summary>
    public CacheSettings? Cache { get; init; }

    /// <summary>Ends the build early; what was there before it stays.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>A path as state, manifest and messages have it: relative to the project, with <c>/</c>.</summary>
    public string Display(string path) => ProjectPath.Display(Folder, path);
}
