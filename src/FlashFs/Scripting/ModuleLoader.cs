using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>How a target finds modules. A loader has no state; one of each kind is in <see cref="ModuleLoaders"/>.</summary>
public abstract class ModuleLoader
{
    /// <summary>The name in a project and on the command line.</summary>
    public abstract string Id { get; }

    /// <summary>What it does, in one sentence.</summary>
    public abstract string Description { get; }

    /// <summary>The engine that runs the modules, as bytecode names it.</summary>
    public virtual string Target => "unknown";

    /// <summary>Whether the target, as it comes, loads sources only: bytecode is then for firmware that was changed.</summary>
    public virtual bool NeedsSource => false;

    /// <summary>The extensions of modules that the target still finds once they are bytecode.</summary>
    public virtual IReadOnlyList<string> CompiledExtensions => [".js", ".mjs", ".cjs"];

    /// <summary>Whether the target loads anything by a form of import; what it does not know is never resolved.</summary>
    public abstract bool Follows(ModuleReferenceKind kind);

    /// <summary>Says where a reference leads.</summary>
    /// <param name="kind">The form of the import.</param>
    /// <param name="specifier">What it asks for.</param>
    /// <param name="importer">The file in which it stands.</param>
    /// <param name="files">The files that there are.</param>
    /// <returns>A file, an external module, or a missing one with what was tried.</returns>
    public abstract ModuleResolution Resolve(ModuleReferenceKind kind, string specifier, FlashPath importer, ModuleFiles files);

    /// <summary>The first of some paths that is a file, or a missing module that lists them.</summary>
    protected static ModuleResolution FirstOf(string name, ModuleFiles files, params IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            if (files.TryGet(path, out FlashFile? file))
            {
                return ModuleResolution.File(name, file.Path);
            }
        }

        string last = $"'{paths[^1]}'";
        string problem = paths.Count == 1
            ? $"there is no {last}"
            : $"there is neither {string.Join(", ", paths.SkipLast(1).Select(path => $"'{path}'"))} nor {last}";
        return ModuleResolution.Missing(name, problem, paths);
    }
}
