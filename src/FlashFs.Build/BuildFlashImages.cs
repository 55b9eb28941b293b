using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Pipeline;
using FlashFs.Scripting;
using FlashFs.Transforms;
using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>Makes the images and the partition table of a project, or sees that nothing changed.</summary>
[MSBuildMultiThreadableTask]
public sealed class BuildFlashImages : StageTask
{
    /// <summary>The FlashFile items.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The FlashImage items.</summary>
    public ITaskItem[] Images { get; set; } = [];

    /// <summary>The FlashPartition items.</summary>
    public ITaskItem[] Partitions { get; set; } = [];

    /// <summary>The FlashBinary items: only whether there are any matters here.</summary>
    public ITaskItem[] Binaries { get; set; } = [];

    /// <summary>Where the outputs go: what lies there is no input.</summary>
    public string? OutputFolder { get; set; }

    /// <summary>The folder of the default files.</summary>
    public string? FlashRoot { get; set; }

    /// <summary>Whether the folder of the default files was asked for and is not there.</summary>
    public string? FlashRootMissing { get; set; }

    /// <summary>Whether the default files of the folder are taken.</summary>
    public string? EnableDefaultFiles { get; set; }

    /// <summary>What is left out of the default files.</summary>
    public string? DefaultExcludes { get; set; }

    /// <summary>The formats made when there is no FlashImage.</summary>
    public string? Formats { get; set; }

    /// <summary>The profile.</summary>
    public string? Profile { get; set; }

    /// <summary>An ESP-IDF sdkconfig.</summary>
    public string? SdkConfig { get; set; }

    /// <summary>An ESP-IDF build folder.</summary>
    public string? IdfBuild { get; set; }

    /// <summary>The chip.</summary>
    public string? Chip { get; set; }

    /// <summary>The size of the flash.</summary>
    public string? FlashSize { get; set; }

    /// <summary>The flash mode.</summary>
    public string? FlashMode { get; set; }

    /// <summary>The flash frequency.</summary>
    public string? FlashFrequency { get; set; }

    /// <summary>A partition table as CSV.</summary>
    public string? PartitionTable { get; set; }

    /// <summary>Where the partition table goes.</summary>
    public string? PartitionTableOffset { get; set; }

    /// <summary>Values for <c>$NAME</c> in the CSV.</summary>
    public string? PartitionVariables { get; set; }

    /// <summary>Whether every image is read back.</summary>
    public string? VerifyImages { get; set; }

    /// <summary>The number of free blocks below which a file system that the device writes is warned about.</summary>
    public string? WarnFreeBlocks { get; set; }

    /// <summary>How full an image may become before the build warns.</summary>
    public string? WarnAt { get; set; }

    /// <summary>How full an image may become before the build fails.</summary>
    public string? ErrorAt { get; set; }

    /// <summary>Whether it is said file by file how the images fit.</summary>
    public string? FlashReport { get; set; }

    /// <summary>Whether constants of the images are made for the project's code.</summary>
    public string? GenerateConstants { get; set; }

    /// <summary>The namespace of the C# constants; empty where there is no C# to take them.</summary>
    public string? ConstantsNamespace { get; set; }

    /// <summary>What the project's own compile makes, and the constants themselves.</summary>
    public string[] OwnOutputs { get; set; } = [];

    /// <summary>The FlashTransform items.</summary>
    public ITaskItem[] Transforms { get; set; } = [];

    /// <summary>The FlashModuleEntry items.</summary>
    public ITaskItem[] ModuleEntries { get; set; } = [];

    /// <summary>The FlashModuleKeep items: patterns.</summary>
    public ITaskItem[] ModuleKeeps { get; set; } = [];

    /// <summary>The FlashModuleExternal items: names.</summary>
    public ITaskItem[] ModuleExternals { get; set; } = [];

    /// <summary>The loader of modules.</summary>
    public string? ModuleLoader { get; set; }

    /// <summary>The bytecode of images that say none of their own.</summary>
    public string? Bytecode { get; set; }

    /// <summary>Whether sources stay beside their bytecode.</summary>
    public string? BytecodeKeepSource { get; set; }

    /// <summary>The command of the project's own compiler.</summary>
    public string? BytecodeCommand { get; set; }

    /// <summary>What tells versions of that compiler apart.</summary>
    public string? BytecodeVersion { get; set; }

    /// <summary>What is put around modules before they are compiled.</summary>
    public string? BytecodeWrapper { get; set; }

    /// <summary>Patterns of modules that stay sources.</summary>
    public string? BytecodeExclude { get; set; }

    /// <summary>The seconds that a command may take.</summary>
    public string? CommandTimeLimit { get; set; }

    /// <summary>Where commands find their input and leave their output.</summary>
    public string? WorkPath { get; set; }

    /// <summary>Where programs are looked for: PATH, handed over so that the task reads no environment of its own.</summary>
    public string? SearchPath { get; set; }

    /// <summary>The folder of the local cache.</summary>
    [Required]
    public string CachePath { get; set; } = "";

    /// <summary>The bytes that the local cache keeps at most.</summary>
    public string? CacheMaxSize { get; set; }

    /// <summary>The days that the local cache keeps what nobody uses.</summary>
    public string? CacheMaxAge { get; set; }

    /// <summary>The address of the remote cache.</summary>
    public string? RemoteCache { get; set; }

    /// <summary>Whether results are sent to the remote cache.</summary>
    public string? RemoteCachePush { get; set; }

    /// <summary>Whether results that cannot be checked are taken from the remote cache.</summary>
    public string? RemoteCacheTrust { get; set; }

    /// <summary>The name of the environment variable with the token: its value never becomes a property, which logs would show.</summary>
    public string? RemoteCacheTokenVariable { get; set; }

    /// <summary>A file with a header of each request in each line.</summary>
    public string? RemoteCacheHeaderFile { get; set; }

    /// <inheritdoc/>
    private protected override string MemoName => BuildMemo.ImagesFileName;

    /// <inheritdoc/>
    private protected override StageResult RunStage()
    {
        var diagnostics = new DiagnosticBag();
        return ImagesStage.Run(Project(diagnostics), diagnostics);
    }

    /// <inheritdoc/>
    private protected override ITaskItem[] Items(StageResult result) => StageItems.Images(result);

    private FlashProject Project(DiagnosticBag diagnostics)
    {
        var items = new ProjectItems(ProjectDirectory, RootOrNull(FlashRoot), ProjectLocation, diagnostics);
        ProjectFile[] files = items.Files(Files);
        if (items.Switch(FlashRootMissing, nameof(FlashRootMissing), false) && RootOrNull(FlashRoot) is { } missing)
        {
            diagnostics.Add(DiagnosticCodes.FolderNotFound, ProjectLocation, MissingFolder.Describe($"FlashRoot '{FlashRoot!.Trim()}'", missing));
        }

        return new FlashProject
        {
            Folder = ProjectDirectory,
            IntermediateFolder = Root(IntermediateFolder),
            OutputFolder = RootOrNull(OutputFolder),
            Location = ProjectLocation,
            Files = files,
            Images = [.. Images.Select(items.Image)],
            Partitions = [.. Partitions.Select(items.Partition)],
            HasBinaries = Binaries.Length > 0 || !string.IsNullOrWhiteSpace(IdfBuild),
            Formats = ProjectItems.List(Formats),
            DefaultRoot = items.Switch(EnableDefaultFiles, "EnableDefaultFlashFiles", true) ? RootOrNull(FlashRoot) : null,
            DefaultExcludes = DefaultExcludes,
            Profile = Profile,
            SdkConfigPath = RootOrNull(SdkConfig),
            IdfBuild = items.IdfBuild(IdfBuild),
            Chip = Chip,
            FlashSize = FlashSize,
            FlashMode = FlashMode,
            FlashFrequency = FlashFrequency,
            PartitionTablePath = RootOrNull(PartitionTable),
            PartitionTableOffset = PartitionTableOffset,
            PartitionVariables = FlashFs.Partitions.PartitionVariables.Parse(PartitionVariables, ProjectLocation, diagnostics),
            Verify = items.Switch(VerifyImages, "FlashVerifyImages", true),
            WarnFreeBlocks = items.Count(WarnFreeBlocks, "FlashWarnFreeBlocks", FreeBlockWarning.DefaultMinimum),
            WarnAt = WarnAt,
            ErrorAt = ErrorAt,
            Report = items.Switch(FlashReport, "FlashReport", true),
            Constants = items.Switch(GenerateConstants, "FlashGenerateConstants", false) ? Constants() : null,
            Scripts = Scripts(items, files),
            Cache = Cache(items, diagnostics),
            Cancellation = Cancellation,
        };
    }

    private ProjectConstants Constants() => new()
    {
        Namespace = string.IsNullOrWhiteSpace(ConstantsNamespace) ? null : ConstantsNamespace,
        OwnOutputs = OwnOutputs.Select(Root).ToHashSet(StringComparer.Ordinal),
    };

    private ProjectScripts Scripts(ProjectItems items, IReadOnlyList<ProjectFile> files) => new()
    {
        Transforms = [.. Transforms.Select(items.Transform)],
        Entries = [.. items.Patterns(ModuleEntries, files).Select(path => new ModuleEntry(path, ProjectLocation))],
        Keep = items.Patterns(ModuleKeeps, files),
        Externals = [.. ModuleExternals.Select(item => item.ItemSpec)],
        Loader = ModuleLoader,
        Bytecode = Bytecode,
        KeepSource = string.IsNullOrWhiteSpace(BytecodeKeepSource) ? null : items.Switch(BytecodeKeepSource, "FlashBytecodeKeepSource", false),
        BytecodeCommand = BytecodeCommand,
        BytecodeVersion = BytecodeVersion,
        BytecodeWrapper = BytecodeWrapper,
        BytecodeExclude = BytecodeExclude,
        CommandTimeLimit = string.IsNullOrWhiteSpace(CommandTimeLimit)
            ? null
            : items.Count(CommandTimeLimit, "FlashCommandTimeLimit", (int)CommandSurroundings.DefaultTimeLimit.TotalSeconds),
        SearchPath = SearchPath,
        WorkFolder = Root(string.IsNullOrWhiteSpace(WorkPath) ? Path.Combine(IntermediateFolder, "work") : WorkPath),
    };

    private CacheSettings Cache(ProjectItems items, DiagnosticBag diagnostics)
    {
        string? variable = string.IsNullOrWhiteSpace(RemoteCacheTokenVariable) ? null : RemoteCacheTokenVariable.Trim();
        var remote = new RemoteCacheSettings(
            RemoteCache,
            items.Switch(RemoteCachePush, "FlashRemoteCachePush", false),
            items.Switch(RemoteCacheTrust, "FlashRemoteCacheTrust", false),
            variable,
            variable is null ? null : Environment.GetEnvironmentVariable(variable),
            RootOrNull(RemoteCacheHeaderFile));
        LocalStoreLimits standard = LocalStoreLimits.Default;
        var limits = new LocalStoreLimits(
            items.Number(CacheMaxSize, "FlashCacheMaxSize", standard.MaxSize),
            LocalStoreLimits.Days(items.Count(CacheMaxAge, "FlashCacheMaxAge", (int)standard.MaxAge.TotalDays)));
        var found = new DiagnosticBag();
        RemoteCacheOptions? options = remote.Parse(ProjectLocation, found);
        diagnostics.AddRange(found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return new CacheSettings(Root(CachePath), limits, options)
        {
            Warnings = [.. found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning)],
        };
    }
}
