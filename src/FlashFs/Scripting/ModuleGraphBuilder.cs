using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline;

namespace FlashFs.Scripting;

/// <summary>Finds out which modules an application reaches: breadth first, one level after the other.</summary>
public sealed class ModuleGraphBuilder
{
    private readonly ModuleGraphRequest _request;
    private readonly DiagnosticBag _diagnostics;
    private readonly ModuleFiles _files;
    private readonly HashSet<string> _externals;
    private readonly Dictionary<FlashPath, Module> _reached = [];
    private readonly HashSet<FlashPath> _entries = [];
    private readonly HashSet<FlashPath> _kept = [];

    private ModuleGraphBuilder(ModuleGraphRequest request, DiagnosticBag diagnostics)
    {
        _request = request;
        _diagnostics = diagnostics;
        _files = new ModuleFiles(request.Files);
        _externals = new HashSet<string>(request.Externals, StringComparer.Ordinal);
    }

    /// <summary>Makes the graph.</summary>
    /// <param name="request">What it is made of.</param>
    /// <param name="diagnostics">
    /// Takes FLASHFS4001 for each reference that leads nowhere and FLASHFS4002 for each entry that does not exist, and the
    /// warnings 4003, 4004, 4006 and 4007; in the order of the paths, whatever the order of the files.
    /// </param>
    /// <exception cref="FlashFsException">Contents cannot be read, as <see cref="ModuleGraphRequest.Read"/> says.</exception>
    public static ModuleGraph Build(ModuleGraphRequest request, DiagnosticBag diagnostics) =>
        new ModuleGraphBuilder(request, diagnostics).Build();

    private ModuleGraph Build()
    {
        var suggestions = new ModuleSuggestions(_files);
        List<FlashFile> level = Roots(suggestions);
        var seen = new HashSet<FlashPath>(level.Select(file => file.Path));
        for (int depth = 0; level.Count > 0; depth++)
        {
            level = Next(level, depth, seen);
        }

        Module[] modules = [.. _reached.Values.OrderBy(module => module.Path)];
        var graph = new ModuleGraph(_request.Loader, modules, [.. _files.Modules.Where(file => !_reached.ContainsKey(file.Path))])
        {
            Cycles = ModuleCycles.Of(modules),
            Externals = ExternalsOf(modules),
            UnknownArguments = [.. UnknownOf(modules)],
        };
        new ModuleGraphChecks(graph, _request, suggestions, _diagnostics).Report();
        return graph;
    }

    private List<FlashFile> Roots(ModuleSuggestions suggestions)
    {
        foreach (ModuleEntry entry in _request.Entries)
        {
            if (FlashPath.TryParse(entry.Path, out FlashPath path) && _files.TryGet(path.Value, out FlashFile? file))
            {
                _entries.Add(file.Path);
            }
            else
            {
                _diagnostics.Add(
                    DiagnosticCodes.ModuleEntryNotFound,
                    entry.Location,
                    $"There is no file '{entry.Path}', which is to be an entry{suggestions.For([entry.Path.TrimStart('/')])} An entry is named by its path in the image.");
            }
        }

        if (_request.Entries.Count == 0)
        {
            _entries.UnionWith(_files.Modules.Select(file => file.Path));
        }

        foreach (FileGlob pattern in _request.Keep)
        {
            FlashPath[] matches = [.. _files.Modules.Select(file => file.Path).Where(path => pattern.IsMatch(path.Value))];
            _kept.UnionWith(matches);
            if (matches.Length == 0)
            {
                _diagnostics.Add(
                    DiagnosticCodes.ModuleKeepMatchesNothing,
                    null,
                    $"'{pattern.Pattern}' is to keep modules and none of {_files.Modules.Count} matches it; correct the pattern or take it out.");
            }
        }

        var roots = new HashSet<FlashPath>(_entries);
        roots.UnionWith(_kept);
        return Sorted(roots);
    }

    // The next level: what this one asks for and no level before it did.
    private List<FlashFile> Next(List<FlashFile> level, int depth, HashSet<FlashPath> seen)
    {
        List<FlashFile> scripts = level.FindAll(file => ModuleFiles.IsScript(file.Path));
        Dictionary<FlashPath, ModuleScan> scans = Scan(scripts);
        var next = new HashSet<FlashPath>();
        foreach (FlashFile file in level)
        {
            ModuleScan? scan = scans.GetValueOrDefault(file.Path);
            ModuleLink[] links = scan is null ? [] : [.. scan.References.Select(reference => Resolve(reference, file.Path))];
            _reached.Add(file.Path, new Module(file, depth, links)
            {
                IsEntry = _entries.Contains(file.Path),
                IsKept = _kept.Contains(file.Path),
                IsEsModule = scan?.IsEsModule ?? false,
                Unterminated = scan?.Unterminated,
            });
            foreach (ModuleLink link in links)
            {
                if (link.Resolution is { Kind: ModuleResolutionKind.File, Path: { } path } && ModuleFiles.IsModule(path) && seen.Add(path))
                {
                    next.Add(path);
                }
            }
        }

        return Sorted(next);
    }

    private Dictionary<FlashPath, ModuleScan> Scan(List<FlashFile> scripts)
    {
        if (scripts.Count == 0)
        {
            return [];
        }

        IReadOnlyList<ReadOnlyMemory<byte>> contents = _request.Read(scripts);
        if (contents.Count != scripts.Count)
        {
            throw new InvalidOperationException($"{scripts.Count} files were to be read and {contents.Count} came back.");
        }

        var scans = new ModuleScan[scripts.Count];
        ParallelRange.For(scans.Length, few: 1, i => scans[i] = ModuleScanner.Scan(contents[i].Span));
        return scripts.Select((file, i) => (file.Path, Scan: scans[i])).ToDictionary(item => item.Path, item => item.Scan);
    }

    private ModuleLink Resolve(ModuleReference reference, FlashPath importer)
    {
        if (reference.Specifier is not { } specifier)
        {
            return new ModuleLink(reference, new ModuleResolution(
                _request.Loader.Follows(reference.Kind) ? ModuleResolutionKind.Unknown : ModuleResolutionKind.NotFollowed, ""));
        }

        if (_externals.Contains(specifier))
        {
            return new ModuleLink(reference, ModuleResolution.External(specifier));
        }

        ModuleResolution resolution = _request.Loader.Resolve(reference.Kind, specifier, importer, _files);
        if (!_request.Loader.Follows(reference.Kind))
        {
            resolution = resolution with { Kind = ModuleResolutionKind.NotFollowed };
        }
        else if (_externals.Contains(resolution.Name))
        {
            resolution = ModuleResolution.External(resolution.Name);
        }

        return new ModuleLink(reference, resolution);
    }

    private List<FlashFile> Sorted(IEnumerable<FlashPath> paths)
    {
        var files = new List<FlashFile>();
        foreach (FlashPath path in paths.Order())
        {
            if (_files.TryGet(path.Value, out FlashFile? file))
            {
                files.Add(file);
            }
        }

        return files;
    }

    private static ExternalModule[] ExternalsOf(IEnumerable<Module> modules) =>
    [
        .. modules.SelectMany(module => module.Links)
            .Where(link => link.Resolution.Kind == ModuleResolutionKind.External)
            .CountBy(link => link.Resolution.Name, StringComparer.Ordinal)
            .OrderBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => new ExternalModule(item.Key, item.Value)),
    ];

    private static IEnumerable<UnknownArgument> UnknownOf(IEnumerable<Module> modules) =>
        from module in modules
        from link in module.Links
        where link.Resolution.Kind == ModuleResolutionKind.Unknown
        select new UnknownArgument(module.Path, link.Reference);
}
