using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Partitions;
using FlashFs.Pipeline.Kit;
using FlashFs.Pipeline.Manifest;
using FlashFs.Reporting;

namespace FlashFs.Pipeline;

/// <summary>
/// The second stage of a build: images, table and binaries → merged image, flash arguments and manifest, in the output
/// folder. It builds on what the images stage left, and owns its up-to-dateness in the same way.
/// </summary>
public sealed class AssemblyStage
{
    private readonly AssemblyRequest _request;
    private readonly DiagnosticBag _diagnostics;
    private readonly StageMemory _memory;
    private readonly BuildState? _before;
    private readonly byte[] _layout;
    private readonly ReadOnlyMemory<byte>? _contents;
    private readonly ReadOnlyMemory<byte>? _report;
    private readonly ReadOnlyMemory<byte>? _header;
    private readonly string _settings;
    private SourceFile[] _inputs = [];

    private AssemblyStage(AssemblyRequest request, StageMemory memory, DiagnosticBag diagnostics)
    {
        _request = request;
        _memory = memory;
        _diagnostics = diagnostics;
        _layout = File.ReadAllBytes(Path.Combine(request.IntermediateFolder, StageFiles.Layout));
        _contents = ReadStage(StageFiles.Contents);
        _report = request.Report ? ReadStage(StageFiles.Report) : default(ReadOnlyMemory<byte>?);
        _header = ReadStage(StageFiles.ConstantsHeader);
        BuildState? state = BuildStateFile.Read(StatePath);
        state?.Rename(request.Location);
        _before = state?.Folder == Folder ? state : null; // the names of another folder say nothing of this one
        _settings = SettingsKey();
    }

    private string Folder => BuildState.FolderOf(_request.IntermediateFolder, _request.OutputFolder);

    private string StatePath => Path.Combine(_request.IntermediateFolder, StageFiles.AssemblyState);

    /// <summary>Runs the stage.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="diagnostics">What was found wrong already, so that all of it is said at once.</param>
    /// <exception cref="FlashFsException">Something is wrong with the parts; the former outputs are as they were.</exception>
    public static StageResult Run(AssemblyRequest request, DiagnosticBag diagnostics)
    {
        using var memory = new StageMemory();
        return new AssemblyStage(request, memory, diagnostics).Run();
    }

    // The layout is always there; the rest only where the project has it made.
    private ReadOnlyMemory<byte>? ReadStage(string name)
    {
        string path = Path.Combine(_request.IntermediateFolder, name);
        if (!File.Exists(path))
        {
            return null; // written into one expression, it would become memory without bytes
        }

        return _memory.ReadFile(path);
    }

    private StageResult Run()
    {
        CheckFolders();
        GivenBinary[] found = Binaries();
        SourceFile[] inputs = [.. found.Select(binary => binary.Source), .. Baseline()];
        _inputs = Distinct(inputs);
        if (!_diagnostics.HasErrors && _before is not null && _before.IsUpToDate(_settings, _inputs, _request.OutputFolder))
        {
            RenewState();
            return Result(changed: false, _before, []);
        }

        OutputFile.DeleteAbandoned(_request.OutputFolder);
        OutputFile.DeleteAbandoned(Path.Combine(_request.OutputFolder, StageFiles.Kit));
        InputTable scanned = InputScan.Run(_inputs, _before, _diagnostics, _request.Cancellation);
        FlashManifest manifest = ManifestFile.Parse(_layout);
        FlashParts parts = FlashParts.Collect(_request, manifest, found, scanned, _diagnostics);
        FlashLayout? layout = parts.Resolve(_diagnostics);
        if (layout is not null)
        {
            parts.CheckApps(layout, _diagnostics);
        }

        if (_request.Kit is { } kit)
        {
            ReleaseKit.Check(kit, layout, parts, _request.Location, _diagnostics);
        }

        MergedImage? merged = Merge(layout);
        _diagnostics.ThrowIfErrors();
        return Write(manifest, parts, layout, merged, scanned);
    }

    // What is made here has the names of what an ESP-IDF build has in its folder: it would be overwritten, and later cleaned away.
    private void CheckFolders()
    {
        if (_request.IdfBuild is { } build
            && Path.TrimEndingDirectorySeparator(build.Folder) == Path.TrimEndingDirectorySeparator(_request.OutputFolder))
        {
            throw new FlashFsException(DiagnosticCodes.InvalidIdfBuild.At(
                _request.Location,
                $"FlashIdfBuild and FlashOutputPath are both '{_request.Display(build.Folder)}', and the outputs would overwrite the firmware's build; give FlashOutputPath a folder of its own."));
        }
    }

    private StageResult Write(FlashManifest project, FlashParts parts, FlashLayout? layout, MergedImage? merged, InputTable inputs)
    {
        using var outputs = new OutputSet(_request.OutputFolder, _before);
        bool isAnew = _before is not null && _before.LinksOutputs != _request.LinkOutputs;
        var contents = new List<OutputContents>();
        foreach (FlashParts.Part part in parts.All)
        {
            contents.Add(new OutputContents(part.Name, part.Role, part.Contents.Length, part.Sha256, part.AddressIn(layout), part.Contents.WriteTo)
            {
                Original = _request.LinkOutputs && part.Binary is null ? (part.Contents as DiskContents)?.DiskPath : null,
                IsAnew = isAnew && part.Binary is null,
            });
        }

        foreach (FlashSegment segment in merged?.Segments ?? [])
        {
            contents.Add(new OutputContents(segment.FileName, "merged", segment.Length, HashingStream.Hash(segment.WriteTo), segment.Address, segment.WriteTo));
        }

        if (layout is not null)
        {
            contents.Add(OutputContents.Of(StageFiles.Arguments, "arguments", System.Text.Encoding.UTF8.GetBytes(FlashArguments.ToText(layout))));
            contents.Add(OutputContents.Of(StageFiles.ArgumentsJson, "arguments", FlashArguments.ToJson(layout)));
        }

        FlashManifest manifest = project with { Binaries = parts.BinariesIn(layout) };
        var map = new MapBuilder(_request, manifest, _contents);
        if (map.IsWanted)
        {
            contents.Add(OutputContents.Of(StageFiles.Map, "map", map.Build()));
        }

        AddKnown(contents, StageFiles.Report, "report", _report);
        AddKnown(contents, StageFiles.ConstantsHeader, "constants", _header);

        manifest = manifest with
        {
            Outputs =
            [
                .. contents.OrderBy(output => output.Name, StringComparer.Ordinal)
                    .Select(output => new ManifestOutput(output.Name, output.Role, output.Length, output.Sha256, output.Offset)),
            ],
        };
        contents.Add(OutputContents.Of(StageFiles.Manifest, "", ManifestFile.ToBytes(manifest)));
        if (_request.Kit is { } kit)
        {
            contents.AddRange(ReleaseKit.Make(kit, [.. contents], layout, merged));
        }

        string[] written = [.. contents.Where(outputs.Add).Select(output => output.Name)];
        return Commit(outputs, written, manifest, inputs);
    }

    private static void AddKnown(List<OutputContents> contents, string name, string role, ReadOnlyMemory<byte>? bytes)
    {
        if (bytes is { } known)
        {
            contents.Add(OutputContents.Of(name, role, known));
        }
    }

    private StageResult Commit(OutputSet outputs, string[] written, FlashManifest manifest, InputTable inputs)
    {
        BuildState state = BuildState.Of(_settings, _request.Location, inputs, Folder, _request.LinkOutputs);
        Dictionary<string, ManifestOutput> places = manifest.Outputs.ToDictionary(output => output.Name, StringComparer.Ordinal);
        state.Outputs.AddRange(outputs.Commit().Select(output => output with { Offset = places.GetValueOrDefault(output.Name)?.Offset }));

        var lines = new List<string>();
        if (written.Length > 0)
        {
            lines.Add($"wrote {string.Join(", ", written.Order(StringComparer.Ordinal))}");
        }

        IReadOnlyList<string> obsolete = outputs.DeleteObsolete();
        lines.AddRange(obsolete.Select(name => $"{name}: removed, nothing makes it any more"));
        state.Diagnostics.AddRange(_diagnostics.WithoutRepeated());
        BuildStateFile.Write(StatePath, state);
        StageResult result = Result(written.Length > 0 || obsolete.Count > 0, state, lines);
        return Summarise() is { } warning ? result with { Diagnostics = [.. result.Diagnostics, warning] } : result;
    }

    // Once for each build that did something, whatever came of it: a build with nothing to do has said it all before. What there
    // is to say of the file is of this build alone.
    private Diagnostic? Summarise() => _report is not { } report || _request.SummaryPath is not { } path
        ? null
        : SummaryFile.Append(path, FitMarkdown.ToText(_request.Title, _request.Display(_request.OutputFolder), FitReportFile.Parse(report.Span)), _request.Location, _request.Cancellation);

    private MergedImage? Merge(FlashLayout? layout)
    {
        string mode = string.IsNullOrWhiteSpace(_request.MergedImage) ? "auto" : _request.MergedImage.Trim();
        switch (mode.ToUpperInvariant())
        {
            case "FALSE":
                return null;
            case "AUTO":
                return layout is not null && MergedImage.CanMerge(layout, out _) ? MergedImage.Create(layout, _request.FillMergedImage) : null;
            case "TRUE":
                return layout is not null && MergedImage.CheckComplete(layout, _request.Location, _diagnostics)
                    ? MergedImage.Create(layout, _request.FillMergedImage)
                    : null;
            default:
                _diagnostics.Add(
                    DiagnosticCodes.InvalidMetadata,
                    _request.Location,
                    $"FlashMergedImage is '{mode}'{NearestName.Hint(mode, ["auto", "true", "false"])}");
                return null;
        }
    }

    private static IEnumerable<ProjectBinary> Given(AssemblyRequest request) =>
        request.IdfBuild is { } build ? request.Binaries.Concat(ProjectBinary.Of(build)) : request.Binaries;

    private GivenBinary[] Binaries()
    {
        var found = new List<GivenBinary>();
        foreach (ProjectBinary binary in Given(_request))
        {
            string display = _request.Display(binary.SourcePath);
            try
            {
                found.Add(new GivenBinary(binary, SourceFile.Look(binary.SourcePath, display)));
            }
            catch (FlashFsException e)
            {
                _diagnostics.AddRange(e.Diagnostics.Select(diagnostic => diagnostic with { Location = binary.Location ?? diagnostic.Location }));
            }
        }

        return [.. found];
    }

    private SourceFile[] Baseline()
    {
        if (!_request.Report || _request.BaselinePath is not { } path)
        {
            return [];
        }

        try
        {
            return [SourceFile.Look(path, _request.Display(path))];
        }
        catch (FlashFsException e)
        {
            _diagnostics.AddRange(e.Diagnostics);
            return [];
        }
    }

    private StageResult Result(bool changed, BuildState state, List<string> lines)
    {
        var again = new StageResult(
            false,
            [
                .. state.Outputs.Select(output => new StageOutput(
                    Path.Combine(_request.OutputFolder, output.Name),
                    output.Length,
                    output.Sha256,
                    output.Offset)),
            ],
            [.. state.Outputs.Select(output => Path.Combine(_request.OutputFolder, output.Name)), StatePath],
            [$"{Path.GetFileName(Path.TrimEndingDirectorySeparator(_request.OutputFolder))}: up to date, {Counted.Of(state.Outputs.Count, "output")}"],
            state.Diagnostics);

        // No line of its own has a build with nothing to do, nor one in which an input had another time and nothing came of it.
        return again with { Changed = changed, Lines = lines.Count == 0 ? again.Lines : lines, Standing = Standing(state, again) };
    }

    // What the images stage left is seen by its state, which is as new as any of it. An ESP-IDF build is asked what belongs to it.
    private StandingAnswer? Standing(BuildState state, StageResult again)
    {
        if (_request.IdfBuild is not null || _inputs.Length > StandingAnswer.MaxFiles)
        {
            return null;
        }

        SeenFile[] files =
        [
            .. _inputs.Select(input => SeenFile.Of(input, state.Inputs)),
            .. state.Outputs.Select(output => SeenFile.Of(_request.OutputFolder, output)),
            .. new[] { StageFiles.State, StageFiles.AssemblyState, StageFiles.Layout }.Select(name => SeenFile.Look(Path.Combine(_request.IntermediateFolder, name))),
        ];
        return StandingAnswer.Of(files, again);
    }

    // One file may be flashed to several places.
    private static SourceFile[] Distinct(SourceFile[] binaries) =>
        [.. binaries.DistinctBy(binary => binary.Display).OrderBy(binary => binary.Display, StringComparer.Ordinal)];

    // An IDE sees by the time of this one file whether any input of either stage is newer than the last build. Where only a time
    // changed, the images stage recorded it and this one had nothing to do.
    private void RenewState()
    {
        if (File.GetLastWriteTimeUtc(Path.Combine(_request.IntermediateFolder, StageFiles.State)) > File.GetLastWriteTimeUtc(StatePath))
        {
            File.SetLastWriteTimeUtc(StatePath, DateTime.UtcNow);
        }
    }

    private static ReadOnlySpan<byte> BytesOf(ReadOnlyMemory<byte>? known) => known is { } bytes ? bytes.Span : default;

    private string SettingsKey()
    {
        using var key = new CacheKey();
        key.Add("layout", _layout)
            .Add("output", _request.Display(_request.OutputFolder))
            .Add("contents", BytesOf(_contents))
            .Add("fit", BytesOf(_report))
            .Add("constants", BytesOf(_header))
            .Add("report", _request.Report ? _request.Title : null)
            .Add("baseline", _request.BaselinePath is { } baseline ? _request.Display(baseline) : null)
            .Add("link", _request.LinkOutputs ? "true" : "false")
            .Add("merged", _request.MergedImage)
            .Add("fill", _request.FillMergedImage ? "true" : "false")
            .Add("kit", _request.Kit?.Name)
            .Add("kit-title", _request.Kit?.Title)
            .Add("kit-version", _request.Kit?.Version);
        foreach (ProjectBinary binary in Given(_request))
        {
            key.Add("binary", _request.Display(binary.SourcePath)).Add("partition", binary.Partition).Add("offset", binary.Offset)
                .Add("given-by", binary.Noun).Add("encrypted", binary.Encrypted ? "true" : "false");
        }

        key.Add("table-encrypted", _request.IdfBuild?.Table is { Encrypted: true } ? "true" : "false");

        return key.ToHex();
    }
}
