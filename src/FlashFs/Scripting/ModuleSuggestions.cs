using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>What a path that does not exist was probably meant to be.</summary>
/// <remarks>
/// First a path that differs by case only, then a file of the same name elsewhere, then the nearest name in the same folder.
/// The last compares with every file of the folder; the number of comparisons is limited, so that many wrong imports in a large
/// project end soon.
/// </remarks>
internal sealed class ModuleSuggestions
{
    private const int MostComparisons = 200_000;

    private readonly ModuleFiles _files;
    private readonly Lazy<Dictionary<string, string>> _ignoringCase;
    private readonly Lazy<ILookup<string, string>> _byName;
    private readonly Lazy<Dictionary<string, string[]>> _byFolder;
    private int _comparisons;

    public ModuleSuggestions(ModuleFiles files)
    {
        _files = files;
        _ignoringCase = new(() => Ordered().DistinctBy(path => path, StringComparer.OrdinalIgnoreCase).ToDictionary(path => path, StringComparer.OrdinalIgnoreCase));
        _byName = new(() => Ordered().ToLookup(NameOf, StringComparer.OrdinalIgnoreCase));
        _byFolder = new(() => Ordered().GroupBy(FolderOf, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Select(NameOf).ToArray(), StringComparer.Ordinal));
    }

    /// <summary>The end of a sentence about paths that do not exist: <c>; did you mean 'x'?</c>, or a full stop.</summary>
    public string For(IReadOnlyList<string> tried)
    {
        if (tried.Any(path => _files.TryGet(path, out _)))
        {
            // It is there, and something else is wrong with it.
            return ".";
        }

        foreach (string path in tried)
        {
            if (_ignoringCase.Value.TryGetValue(path, out string? other))
            {
                return $"; '{other}' differs from '{path}' only by case, and on the device case counts. Did you mean that?";
            }
        }

        foreach (string path in tried)
        {
            if (_byName.Value[NameOf(path)].FirstOrDefault() is { } elsewhere)
            {
                return $"; did you mean '{elsewhere}'?";
            }
        }

        return tried.Select(Nearest).FirstOrDefault(near => near is not null) is { } nearest ? $"; did you mean '{nearest}'?" : ".";
    }

    private string? Nearest(string path)
    {
        string folder = FolderOf(path);
        if (!_byFolder.Value.TryGetValue(folder, out string[]? names) || _comparisons + names.Length > MostComparisons)
        {
            return null;
        }

        _comparisons += names.Length;
        return NearestName.Find(NameOf(path), names) is not { } name ? null
            : folder.Length == 0 ? name
            : $"{folder}/{name}";
    }

    private IEnumerable<string> Ordered() => _files.Paths.Order(StringComparer.Ordinal);

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}
