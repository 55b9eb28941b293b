using System.Collections.Concurrent;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline.Manifest;
using FlashFs.Scripting;
using FlashFs.Transforms;

namespace FlashFs.Pipeline;

/// <summary>Stages the files of one image.</summary>
internal sealed class ImageStaging
{
    private readonly FlashProject _project;
    private readonly ProjectImage _image;
    private readonly ScriptSettings _settings;
    private readonly TransformRunner _runner;
    private readonly ModuleEntries _entries;
    private readonly DiagnosticBag _diagnostics;
    private readonly BytecodeCompiler? _compiler;
    private readonly (TransformRule Rule, TransformTally Tally)[] _before;
    private readonly (TransformRule Rule, TransformTally Tally)[] _after;
    private readonly TransformTally _compiled;
    private readonly ConcurrentDictionary<FlashPath, FlashFile> _staged = new();
    private readonly ConcurrentDictionary<FlashPath, FlashFsException> _errors = new();
    private readonly ConcurrentDictionary<string, Alteration> _altered = new(StringComparer.Ordinal);
    private int _compiledCount;

    public ImageStaging(
        FlashProject project, ProjectImage image, ScriptSettings settings, TransformRules factory, IReadOnlyList<TransformRule> rules,
        TransformRunner runner, ModuleEntries entries, DiagnosticBag diagnostics)
    {
        _project = project;
        _image = image;
        _settings = settings;
        _runner = runner;
        _entries = entries;
        _diagnostics = diagnostics;
        _compiler = factory.CompilerOf(settings);
        _before = Tallied(rules.Where(rule => rule.Order < TransformRule.BytecodeOrder));
        _after = Tallied(rules.Where(rule => rule.Order >= TransformRule.BytecodeOrder));
        _compiled = new TransformTally(_compiler?.Engine ?? "");
    }

    /// <summary>Does all of it; what is wrong is reported at once.</summary>
    public StagedFiles Run(FlashFileSet files)
    {
        // The graph is asked for by paths that modules have once they were transformed; most transforms leave them alone.
        var sources = new Dictionary<FlashPath, FlashFile>(files.Count);
        var paths = new Dictionary<string, FlashPath>(files.Count, StringComparer.Ordinal);
        var seen = new List<FlashFile>(files.Count);
        foreach ((FlashFile file, FlashFile[] shown) in files.Zip(Each(files, file => (FlashFile[])[Show(file)])))
        {
            if (shown is [var only])
            {
                sources.TryAdd(only.Path, file);
                paths.TryAdd(file.Path.Value, only.Path);
                seen.Add(only);
            }
        }

        if (!_errors.IsEmpty || sources.Count < seen.Count)
        {
            // What became of one path is reported by the set; without all files, imports would seem to lead nowhere.
            Report(Errors());
            return new StagedFiles(FlashFileSet.InOrder(seen, _diagnostics), [], null, null);
        }

        ModuleGraph? graph = Graph(seen, sources, _entries.In(paths));
        FlashFile[] kept = [.. seen.Where(file => graph?.Includes(file.Path) ?? true)];
        FlashFile[] staged = [.. Each(kept, file => Stage(file, sources)).SelectMany(file => file)];
        FlashFile[] compiled = [.. Each(staged, Compile).SelectMany(file => file)];
        FlashFile[] done = [.. Each(compiled, file => (FlashFile[])[Through(_after, file)]).SelectMany(file => file)];
        Report(Errors());

        // A list in an order of its own keeps it; other sets are in the order of their paths, and other paths may order otherwise.
        FlashFileSet result = files.IsSorted ? FlashFileSet.Sorted(done, _diagnostics) : FlashFileSet.InOrder(done, _diagnostics);
        WarnOfBytecode(result);
        return new StagedFiles(result, Lines(graph), _compiledCount == 0 ? null : new ImageBytecode(_compiler!.Engine, _compiledCount), ToReport(graph))
        {
            HangsOnRuntime = _before.Concat(_after).Any(step => step.Rule.Transform is GzipTransform && step.Tally.IsUsed),
        };
    }

    private static (TransformRule Rule, TransformTally Tally)[] Tallied(IEnumerable<TransformRule> rules) =>
        [.. rules.Select(rule => (rule, new TransformTally(rule.Transform.Name)))];

    // Whether a result is kept, and with it its path, is known only once it is there.
    private FlashFile Show(FlashFile file)
    {
        FlashPath path = file.Path;
        foreach ((TransformRule rule, _) in _before.Where(step => step.Rule.Applies(path)))
        {
            FlashPath next = rule.Transform.PathOf(path);
            if (rule.KeepIfSmaller && next != path)
            {
                FlashFile staged = Guard(file, _ => (FlashFile[])[Through(_before, file)]).FirstOrDefault() ?? file;
                _staged[staged.Path] = staged;
                return file with { Path = staged.Path };
            }

            path = next;
        }

        return file with { Path = path };
    }

    private ModuleGraph? Graph(IReadOnlyList<FlashFile> files, Dictionary<FlashPath, FlashFile> sources, IReadOnlyList<ModuleEntry> entries)
    {
        if (_settings.Mode == BytecodeMode.None && entries.Count == 0)
        {
            return null;
        }

        var found = new DiagnosticBag();
        ModuleGraph graph = ModuleGraphBuilder.Build(
            new ModuleGraphRequest
            {
                Files = files,
                Loader = _settings.Loader,
                Entries = entries,
                Keep = [.. _project.Scripts.Keep.SelectMany(FileGlob.ParseList)],
                Externals = _project.Scripts.Externals,
                Read = level => Read(level, sources),
            },
            found);
        Report(found.Select(Place));
        return graph;
    }

    private IEnumerable<Diagnostic> Errors() =>
        _errors.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal).SelectMany(error => error.Value.Diagnostics).Select(Place);

    // Two images with one file have its errors in common.
    private void Report(IEnumerable<Diagnostic> found)
    {
        HashSet<Diagnostic> known = [.. _diagnostics];
        _diagnostics.AddRange(found.Where(known.Add));
    }

    private ReadOnlyMemory<byte>[] Read(IReadOnlyList<FlashFile> level, Dictionary<FlashPath, FlashFile> sources) =>
        [.. Each(level, file => (ReadOnlyMemory<byte>[])[.. Stage(file, sources).Select(staged => staged.Contents.ToMemory())])
            .Select(contents => contents.FirstOrDefault())];

    private FlashFile[] Stage(FlashFile file, Dictionary<FlashPath, FlashFile> sources) =>
        [_staged.TryGetValue(file.Path, out FlashFile? staged) ? staged : _staged[file.Path] = Through(_before, sources[file.Path])];

    private FlashFile Through((TransformRule Rule, TransformTally Tally)[] steps, FlashFile file)
    {
        foreach ((TransformRule rule, TransformTally tally) in steps)
        {
            if (rule.Applies(file.Path))
            {
                TransformResult result = _runner.Run(rule.Transform, file);
                bool keeps = !rule.KeepIfSmaller || result.File.Contents.Length < file.Contents.Length;
                tally.Add(file.Contents.Length, result.File.Contents.Length, result.WasMade, keeps);
                if (keeps && file.Source is { } source && !ReferenceEquals(result.File.Contents, file.Contents))
                {
                    _altered.AddOrUpdate(source.File, _ => new Alteration(file.Contents, result.File.Contents), (_, before) => before with { Made = result.File.Contents });
                }

                file = keeps ? result.File : file;
            }
        }

        return file;
    }

    private FlashFile[] Compile(FlashFile file)
    {
        if (_compiler is null || !_settings.Loader.CompiledExtensions.Any(extension => file.Path.Value.EndsWith(extension, StringComparison.Ordinal)) || _settings.Exclude.Any(glob => glob.IsMatch(file.Path.Value)))
        {
            return [file];
        }

        TransformResult result = _runner.Run(_compiler, file);
        _compiled.Add(file.Contents.Length, result.File.Contents.Length, result.WasMade, kept: true);
        Interlocked.Increment(ref _compiledCount);
        return _settings.KeepSource ? [file, result.File] : [result.File];
    }

    // In parallel, in order, and with every error.
    private T[][] Each<T>(IReadOnlyList<FlashFile> files, Func<FlashFile, T[]> make)
    {
        var results = new T[files.Count][];
        try
        {
            ParallelRange.For(files.Count, few: 1, i =>
            {
                _project.Cancellation.ThrowIfCancellationRequested();
                results[i] = Guard(files[i], make);
            });
        }
        catch (Exception e) when (e is not OperationCanceledException && _project.Cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, _project.Cancellation); // it comes of the end of the build
        }

        _project.Cancellation.ThrowIfCancellationRequested();
        return results;
    }

    private T[] Guard<T>(FlashFile file, Func<FlashFile, T[]> make)
    {
        try
        {
            return make(file);
        }
        catch (FlashFsException e)
        {
            _errors[file.Path] = e;
            return [];
        }
    }

    // The scanner saw what the transforms made; a line of that is no line of the file that the user can open.
    private Diagnostic Place(Diagnostic diagnostic)
    {
        if (diagnostic.Location is not { Line: > 0 } location || !_altered.TryGetValue(location.File, out Alteration? altered))
        {
            return diagnostic;
        }

        if (SourcePlaces.Find(altered.Source.ToMemory().Span, altered.Made.ToMemory().Span, location.Line, location.Column) is { } place)
        {
            return diagnostic with { Location = location with { Line = place.Line, Column = place.Column } };
        }

        return diagnostic with
        {
            Location = new DiagnosticLocation(location.File),
            Message = $"{diagnostic.Message} (line {location.Line}, column {location.Column} of what the transforms made of it)",
        };
    }

    private void WarnOfBytecode(FlashFileSet files)
    {
        if (_compiledCount > 0 && _settings.Loader.NeedsSource)
        {
            _diagnostics.Add(
                DiagnosticCodes.BytecodeNotLoaded,
                _image.Location,
                $"{_image.Name}: stock firmware of this target loads '.js' only: {(_settings.KeepSource ? "the sources stay beside the bytecode, and it loads them" : "FlashBytecodeKeepSource is false, so that it finds no module")}. "
                + "Bytecode is for firmware that loads it by itself; set FlashBytecode to None if yours does not.");
        }

        string[] engines = [.. BytecodeEngines.In(files.Where(file => file.Path.Value.EndsWith(BytecodeCompiler.Extension, StringComparison.Ordinal)).Select(file => file.Contents.ToMemory()))];
        if (engines.Length > 1)
        {
            _diagnostics.Add(DiagnosticCodes.MixedBytecode, _image.Location, $"{_image.Name}: {BytecodeEngines.Describe(engines)}");
        }
    }

    private IEnumerable<TransformTally> Tallies =>
        [.. _before.Select(step => step.Tally), _compiled, .. _after.Select(step => step.Tally)];

    private ImageContents ToReport(ModuleGraph? graph) => new(
        _image.Name,
        [.. Tallies.Select(tally => tally.ToFigures()).OfType<TransformFigures>()],
        [.. graph?.Modules.Select(ToContent) ?? []],
        [.. graph?.Unreached.Select(file => new ContentModule(file.Path.Value, file.Contents.Length, 0, [])) ?? []],
        [.. graph?.Externals.Select(module => module.Name) ?? []],
        [.. graph?.Cycles.Select(cycle => (IReadOnlyList<string>)[.. cycle.Paths.Select(path => path.Value)]) ?? []]);

    private static ContentModule ToContent(Module module) => new(
        module.Path.Value,
        module.File.Contents.Length,
        module.Depth,
        [.. module.Links.Select(link => link.Resolution).Where(resolution => resolution is { Kind: ModuleResolutionKind.File, Path: not null })
            .Select(resolution => resolution.Path!.Value.Value).Distinct(StringComparer.Ordinal)]);

    private List<string> Lines(ModuleGraph? graph)
    {
        var lines = new List<string>();
        if (graph is { Unreached.Count: > 0 })
        {
            const int Shown = 5;
            string names = string.Join(", ", graph.Unreached.Take(Shown).Select(file => file.Path)) + (graph.Unreached.Count > Shown ? ", ..." : "");
            lines.Add($"{_image.Name}: {Counted.Of(graph.Unreached.Count, "module")} that nothing imports {(graph.Unreached.Count == 1 ? "stays" : "stay")} out, which saves {graph.UnreachedLength} bytes: {names}");
        }

        lines.AddRange(Tallies.Select(tally => tally.ToLine(_image.Name)).OfType<string>());
        return lines;
    }

    /// <summary>What transforms did to a file.</summary>
    /// <param name="Source">Its contents in the project.</param>
    /// <param name="Made">What became of them.</param>
    private sealed record Alteration(FlashContents Source, FlashContents Made);
}
