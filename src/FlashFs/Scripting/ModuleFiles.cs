using System.Diagnostics.CodeAnalysis;
using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>The files that a loader may find, by their paths.</summary>
public sealed class ModuleFiles
{
    private static readonly string[] Extensions = ["js", "mjs", "cjs", "json", "bc"];

    private readonly Dictionary<string, FlashFile> _files = new(StringComparer.Ordinal);
    private readonly FlashFile[] _modules;

    /// <summary>Makes an index; of two files with one path the first counts.</summary>
    public ModuleFiles(IEnumerable<FlashFile> files)
    {
        foreach (FlashFile file in files)
        {
            _files.TryAdd(file.Path.Value, file);
        }

        _modules = [.. _files.Values.Where(file => IsModule(file.Path)).OrderBy(file => file.Path)];
    }

    /// <summary>The modules, in the order of their paths.</summary>
    public IReadOnlyList<FlashFile> Modules => _modules;

    /// <summary>The paths of all files.</summary>
    internal IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>Finds a file by its path, exactly as written.</summary>
    public bool TryGet(string path, [NotNullWhen(true)] out FlashFile? file) => _files.TryGetValue(path, out file);

    /// <summary>The length of a file in bytes; null where there is none of that path.</summary>
    public long? LengthOf(string path) => _files.TryGetValue(path, out FlashFile? file) ? file.Contents.Length : null;

    /// <summary>Whether a file is a module by its name: <c>.js</c>, <c>.mjs</c>, <c>.cjs</c>, <c>.json</c> or <c>.bc</c>.</summary>
    public static bool IsModule(FlashPath path) => Array.IndexOf(Extensions, path.Extension) >= 0;

    /// <summary>Whether a file is a script by its name, and so may ask for other modules.</summary>
    public static bool IsScript(FlashPath path) => path.Extension is "js" or "mjs" or "cjs";
}
