using System.Diagnostics;
using System.Globalization;
using FlashFs.Caching;
using FlashFs.Constants;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Pipeline;

/// <summary>
/// The first stage of a build: files → images → partition table, in the intermediate folder. It owns its up-to-dateness: what
/// did not change is not opened, and what comes out equal is not written.
/// </summary>
public sealed class ImagesStage
{
    private readonly FlashProject _project;
    private readonly StageMemory _memory;
    private readonly KeptContents _kept;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<string> _lines = [];
    private readonly BuildState? _before;
    private readonly Task<string> _key;
    private IReadOnlyList<SourceFile>? _hangsOn;
    private ReadOnlyMemory<byte> _report;

    private ImagesStage(FlashProject project, StageMemory memory, KeptContents kept, DiagnosticBag diagnostics)
    {
        _project = project;
        _memory = memory;
        _kept = kept;
        _diagnostics = diagnostics;

        // Asked for when the files have been looked at: of thousands, it is worked out beside what comes before that.
        _key = Task.Run(() => ProjectKey.Of(project));
        _before = BuildStateFile.Read(PathOf(StageFiles.State), memory);
        _before?.Rename(project.Location);
    }

    /// <summary>Runs the stage.</summary>
    /// <param name="project">The project.</param>
    /// <param name="diagnostics">What was found wrong already, so that all of it is said at once.</param>
    /// <exception cref="FlashFsException">Something is wrong with the project; the former outputs are as they were.</exception>
    public static StageResult Run(FlashProject project, DiagnosticBag diagnostics)
    {
        using var memory = new StageMemory();
        using var kept = new KeptContents();
        return new ImagesStage(project, memory, kept, diagnostics).Run();
    }

    private string Settings => _key.GetAwaiter().GetResult();

    private StageResult Run()
    {
        IReadOnlyList<ProjectImage> images = ProjectImages.Of(_project, _diagnostics);
        ProjectSources sources = ProjectSources.Collect(_project, images, _before, _diagnostics);
        sources.AddExtra(_project.PartitionTablePath, _project.Location);
        sources.AddExtra(_project.SdkConfigPath, _project.Location);
        sources.AddExtra(_project.IdfBuild?.File, _project.Location);
        sources.AddExtra(_project.IdfBuild?.Table?.Path, _project.IdfBuild?.Table?.Location);
        ProjectPrograms programs = ProjectPrograms.Find(_project, images, _diagnostics);
        foreach (string file in programs.All.SelectMany(program => program.Files))
        {
            sources.AddProgram(file, _project.Location);
        }

        // What is wrong here does not keep what is wrong further on from being said in the same build.
        IReadOnlyList<SourceFile> inputs = sources.Inputs;
        _hangsOn = HangsOnFilesAlone(sources, programs) ? inputs : null;
        if (!_diagnostics.HasErrors && _before is not null && _before.IsUpToDate(Settings, inputs, _project.IntermediateFolder))
        {
            return Result(changed: false, _before, []);
        }

        OutputFile.DeleteAbandoned(_project.IntermediateFolder);
        using var outputs = new OutputSet(_project.IntermediateFolder, _before);
        PlacedImage? placed = _before is null ? PlacedImage.Of(_project, images, sources, (name, length) => outputs.Take(name, length, _memory)) : null;
        InputTable scanned = InputScan.Run(inputs, _before, _diagnostics, _project.Cancellation, _memory, _kept);
        WarnOfSecrets(inputs, sources);
        Task<Diagnostic[]> leftOut = NameLeftOut();
        using BuildCache? cache = OpenCache();
        using var contents = new ContentStage(_project, images, programs, scanned, cache, _diagnostics);
        ResolvedProject resolved = ResolvedProject.Resolve(_project, images, sources, contents, _memory, _diagnostics);
        contents.Finish();
        _diagnostics.AddRange(leftOut.GetAwaiter().GetResult());
        if (_project.Constants is not null)
        {
            ImageConstants.Check(images, _diagnostics);
        }

        var judge = new FitJudge(_project, images, _diagnostics);
        _diagnostics.ThrowIfErrors();
        return Build(resolved, judge, scanned, outputs, cache, placed);
    }

    private StageResult Build(ResolvedProject resolved, FitJudge judge, InputTable inputs, OutputSet outputs, BuildCache? cache, PlacedImage? placed)
    {
        BuildState state = BuildState.Of(Settings, _project.Location, inputs);
        var maker = new ImageMaker(_project, cache, _memory, placed);
        var fits = new List<Func<ImageFit>>();
        Task? report = null;

        // All images are tried, so that all errors are seen at once.
        foreach (ResolvedImage image in resolved.Images)
        {
            _project.Cancellation.ThrowIfCancellationRequested();
            bool isLast = image == resolved.Images[^1];
            if (BuildImage(image, maker, outputs, isLast) is var (record, costs, put))
            {
                judge.Judge(image, record);
                if (_project.Report)
                {
                    fits.Add(() => judge.Describe(image, record, costs(), resolved.Table?.Table));
                    report = isLast ? MakeReport(fits) : null;
                }

                // What wants the hash comes last: it is worked out on another core meanwhile.
                state.Images.Add(put());
            }
        }

        _diagnostics.ThrowIfErrors();
        if (resolved.Table is { } table)
        {
            outputs.Add(StageFiles.Table, table.Binary);
        }

        if (resolved.Images.Select(image => image.Contents.Report).OfType<ImageContents>().ToArray() is { Length: > 0 } contents)
        {
            outputs.Add(StageFiles.Contents, BuildContentsFile.ToBytes(new BuildContents(contents)));
        }

        if (report is not null)
        {
            report.GetAwaiter().GetResult();
            outputs.Add(StageFiles.Report, _report);
        }

        FlashManifest manifest = resolved.ToManifest(state.Images);
        AddConstants(outputs, manifest);
        outputs.Add(StageFiles.Layout, ManifestFile.ToBytes(manifest));
        state.Outputs.AddRange(outputs.Commit());
        IReadOnlyList<string> obsolete = outputs.DeleteObsolete();
        _lines.AddRange(obsolete.Select(name => $"{name}: removed, nothing makes it any more"));
        state.Diagnostics.AddRange(_diagnostics.WithoutRepeated());
        BuildStateFile.Write(PathOf(StageFiles.State), state, _memory);
        return Result(outputs.HasChanges || obsolete.Count > 0, state, cache?.Complete() ?? []);
    }

    // Beside what waits for the hash of the last image. Into a field: tasks that give memory are a type that no library has code for, and
    // to compile it took a build 3 ms.
    private Task MakeReport(List<Func<ImageFit>> fits)
    {
        Task report = Task.Run(() =>
        {
            _report = FitReportFile.ToBytes(new FitReport { Images = [.. fits.Select(fit => fit())] }, _memory);
        });
        _memory.IsReadBy(report);
        return report;
    }

    // Like every output, left alone where the bytes are the same: what is compiled with them is then not compiled again.
    private void AddConstants(OutputSet outputs, FlashManifest manifest)
    {
        if (_project.Constants is not { } constants)
        {
            return;
        }

        IReadOnlyList<ImageConstants> images = ImageConstants.Of(manifest);
        outputs.Add(StageFiles.ConstantsHeader, CHeader.ToBytes(images));
        if (constants.Namespace is { } rootNamespace)
        {
            outputs.Add(StageFiles.ConstantsSource, CSharpConstants.ToBytes(rootNamespace, images));
        }
    }

    private BuildCache? OpenCache() => _project.Cache is { } settings
        ? new BuildCache(new LocalStore(settings.Folder), settings.Limits, settings.Remote, _project.Location, _project.Cancellation)
        : null;

    /// <summary>
    /// Makes one image, or sees that the one there is right; null when an error was reported. What is put among the outputs, and completes
    /// the record, is still to be asked for.
    /// </summary>
    private (ImageRecord Record, Func<IEnumerable<FileFit>> Costs, Func<ImageRecord> Put)? BuildImage(ResolvedImage image, ImageMaker maker, OutputSet outputs, bool isLast)
    {
        long started = Stopwatch.GetTimestamp();
        ImageRecord? before = _before?.Images.Find(known => known.Name == image.Name);
        OutputCheck check = before is null ? OutputCheck.Missing : CheckOutput(image.Name);
        string? reason = before is null ? "new" : before.WhyNot(image.Record, check);
        if (reason is null)
        {
            outputs.Keep(image.Name, before!.Sha256);
            _lines.Add(UpToDate(before));
            _diagnostics.AddRange(before.Diagnostics);
            return (before, () => FileCosts.Of(image.Format.Open(File.ReadAllBytes(PathOf(image.Name)), image.Options, ReadMode.Salvage)), () => before);
        }

        _lines.AddRange(image.Contents.Lines);
        var found = new DiagnosticBag();
        MadeImage? made = maker.Make(image, () => check == OutputCheck.Intact ? FormerImage.Open(image, before, PathOf(image.Name), _memory) : null, found);
        Diagnostic[] told = [.. found.Select(image.Named)];
        _diagnostics.AddRange(told);
        if (made is null)
        {
            return null;
        }

        FileHashes files = made.Volume is { } volume ? image.Record.Files.In(volume, made.Bytes, made.Files, _memory) : image.Record.Files;
        var figures = ImageFigures.Of(image.Files.Count, made.Usage);
        ImageRecord record = image.Record with { Files = files, Size = made.Bytes.Length, Figures = figures, Diagnostics = told };
        return (record, made.Costs, Put);

        ImageRecord Put()
        {
            bool written = outputs.Add(image.Name, made.Bytes, made.Sha256, spent: isLast ? _kept : null);
            string took = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");
            string[] clauses = [reason, .. made.Origin is { } origin ? [origin] : (string[])[], .. written ? (string[])[] : ["same bytes as before"], took];
            _lines.Add($"{image.Name}: {string.Join(", ", clauses)}; {FitLine.Of(figures)}");
            return record with { Sha256 = made.Sha256 };
        }
    }

    private static string UpToDate(ImageRecord image) => $"{image.Name}: up to date, {FitLine.Of(image.Figures)}";

    private OutputCheck CheckOutput(string name) =>
        _before!.Output(name) is { } stamp ? stamp.Check(_project.IntermediateFolder) : OutputCheck.Missing;

    private StageResult Result(bool changed, BuildState state, IReadOnlyList<Diagnostic> cacheWarnings)
    {
        StageOutput[] outputs =
        [
            .. state.Images.Select(image => new StageOutput(PathOf(image.Name), image.Size, image.Sha256, null)),
            .. state.Outputs.Where(output => output.Name == StageFiles.Table).Select(output => new StageOutput(PathOf(output.Name), output.Length, output.Sha256, null)),
        ];
        string[] written = [.. state.Outputs.Select(output => PathOf(output.Name)), PathOf(StageFiles.State)];

        // What the caches had to say is of this build alone; the rest is said again by one with nothing to do.
        var again = new StageResult(false, outputs, written, [.. state.Images.Select(UpToDate)], [.. state.Diagnostics, .. _project.Cache?.Warnings ?? []]);
        return again with
        {
            Changed = changed,
            Lines = _lines.Count == 0 ? again.Lines : _lines,
            Diagnostics = [.. again.Diagnostics, .. cacheWarnings],
            Standing = Standing(state, again),
        };
    }

    // A search of folders finds what nobody has seen before, a program is another one behind the same name, and a remote cache may have
    // something to say: then the stage runs.
    private bool HangsOnFilesAlone(ProjectSources sources, ProjectPrograms programs) =>
        !sources.SearchesFolders && !programs.All.Any() && _project.IdfBuild is null && _project.Cache?.Remote is null;

    private StandingAnswer? Standing(BuildState state, StageResult again)
    {
        if (_hangsOn is not { Count: <= StandingAnswer.MaxFiles } inputs)
        {
            return null;
        }

        SeenFile[] files =
        [
            .. inputs.Select(input => SeenFile.Of(input, state.Inputs)),
            .. state.Outputs.Select(output => SeenFile.Of(_project.IntermediateFolder, output)),
            SeenFile.Look(PathOf(StageFiles.State)),
        ];
        return StandingAnswer.Of(files, again);
    }

    private void WarnOfSecrets(IReadOnlyList<SourceFile> inputs, ProjectSources sources)
    {
        foreach (SourceFile input in inputs)
        {
            // What could not be read was reported.
            string? reason = input.Stamp is null ? null : SecretPattern.Reason(input.Display, input.Stamp.HoldsPrivateKey);
            if (reason is not null && !sources.IsProgram(input.Display))
            {
                _diagnostics.Add(SecretPattern.Warn(
                    input.Display, reason, "leave it out with Images=\"none\" on its FlashFile, or silence FLASHFS1007 if it is meant to be there"));
            }
        }
    }

    // Only when something is built: a walk of the folder has no place on the path of a build with nothing to do. Of one that has, it goes
    // on beside what one core does alone.
    private Task<Diagnostic[]> NameLeftOut() => Task.Run(() => _project.DefaultRoot is { } root && Directory.Exists(root) ? NameLeftOut(root) : []);

    private Diagnostic[] NameLeftOut(string root)
    {
        IReadOnlyList<string> leftOut = FileTree.LeftOut(root, FileGlob.ParseList(_project.DefaultExcludes));
        if (leftOut.Count == 0)
        {
            return [];
        }

        const int Shown = 10;
        string names = string.Join(", ", leftOut.Take(Shown)) + (leftOut.Count > Shown ? ", ..." : "");
        return
        [
            DiagnosticCodes.FilesLeftOut.At(
                _project.Location,
                $"{Counted.Of(leftOut.Count, "file")} or {(leftOut.Count == 1 ? "folder" : "folders")} below '{_project.Display(root)}' {(leftOut.Count == 1 ? "is" : "are")} left out by FlashDefaultExcludes: {names}."),
        ];
    }

    private string PathOf(string name) => Path.Combine(_project.IntermediateFolder, name);
}
