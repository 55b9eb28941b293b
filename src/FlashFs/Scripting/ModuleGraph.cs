using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>The modules that entries and kept modules reach, and what they ask for.</summary>
/// <remarks>Every list is in a fixed order, that of the paths where nothing else is said.</remarks>
public sealed class ModuleGraph
{
    private readonly HashSet<FlashPath> _unreached;

    internal ModuleGraph(ModuleLoader loader, IReadOnlyList<Module> modules, IReadOnlyList<FlashFile> unreached)
    {
        Loader = loader;
        Modules = modules;
        Roots = [.. modules.Where(module => module.IsEntry || module.IsKept)];
        Unreached = unreached;
        _unreached = [.. unreached.Select(file => file.Path)];
    }

    /// <summary>How modules were found.</summary>
    public ModuleLoader Loader { get; }

    /// <summary>The modules that are reached.</summary>
    public IReadOnlyList<Module> Modules { get; }

    /// <summary>Those of them from which the others are reached: entries, or all modules for want of entries, and kept ones.</summary>
    public IReadOnlyList<Module> Roots { get; }

    /// <summary>The modules that stay out.</summary>
    public IReadOnlyList<FlashFile> Unreached { get; }

    /// <summary>The sum of the files that are reached, in bytes, as they are on disk.</summary>
    public long ReachedLength => Modules.Sum(module => module.File.Contents.Length);

    /// <summary>The sum of the files that stay out, in bytes, as they are on disk.</summary>
    public long UnreachedLength => Unreached.Sum(file => file.Contents.Length);

    /// <summary>The cycles, by their first path. They are no fault.</summary>
    public required IReadOnlyList<ModuleCycle> Cycles { get; init; }

    /// <summary>What the target provides and a module asks for, by name.</summary>
    public required IReadOnlyList<ExternalModule> Externals { get; init; }

    /// <summary>The references of which only running the script tells where they lead.</summary>
    public required IReadOnlyList<UnknownArgument> UnknownArguments { get; init; }

    /// <summary>Whether a file belongs into the image: it is reached, or no module.</summary>
    public bool Includes(FlashPath path) => !_unreached.Contains(path);
}
