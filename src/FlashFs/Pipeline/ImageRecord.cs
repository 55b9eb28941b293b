using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>How an image came about last time: enough to tell whether it must be made again, and why.</summary>
internal sealed record ImageRecord
{
    /// <summary>The file name.</summary>
    public required string Name { get; init; }

    /// <summary>The key over everything that the image depends on.</summary>
    public required string Key { get; init; }

    /// <summary>What it depends on beside its files, by name: tool, format, each option, size.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; }

    /// <summary>Its files by path in the image: the hash of the contents, and what else of the file the image depends on.</summary>
    public required FileHashes Files { get; init; }

    /// <summary>The size of the image in bytes; 0 until it is made.</summary>
    public long Size { get; init; }

    /// <summary>The SHA-256 of the image, lower-case hexadecimal; empty until it is made.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The figures of the image, as the manifest has them.</summary>
    public ImageFigures Figures { get; init; } = new(0, 0, 0, 0, null);

    /// <summary>What there was to say of it short of errors: said again as long as the image stays.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Says in one clause why an image must be made again, or null when it need not.</summary>
    public string? WhyNot(ImageRecord now, OutputCheck output)
    {
        if (Key != now.Key)
        {
            string[] changes = [.. FilesChanges(now), .. SettingsChanges(now)];
            return changes.Length == 0 ? "its inputs changed" : string.Join(", ", changes);
        }

        return output switch
        {
            OutputCheck.Missing => "the image was missing",
            OutputCheck.Altered => "the image had been altered",
            _ => null,
        };
    }

    private IEnumerable<string> SettingsChanges(ImageRecord now)
    {
        var before = new Dictionary<string, string>();
        foreach ((string name, string value) in Settings)
        {
            before.TryAdd(name, value); // a state can hold anything
        }

        foreach ((string name, string value) in now.Settings)
        {
            if (!before.TryGetValue(name, out string? former) || former != value)
            {
                yield return $"{name} {former ?? "(none)"} -> {value}";
            }
        }
    }

    private IEnumerable<string> FilesChanges(ImageRecord now)
    {
        (IReadOnlyList<string> changed, IReadOnlyList<string> added, IReadOnlyList<string> removed) = Files.CompareWith(now.Files);
        return
        [
            .. Clause(changed, $" of {Counted.Of(now.Files.Count, "file")} changed"), .. Clause(added, " added"), .. Clause(removed, " removed"),
        ];
    }

    private static IEnumerable<string> Clause(IReadOnlyList<string> paths, string what)
    {
        if (paths.Count > 0)
        {
            string first = paths.Min(StringComparer.Ordinal)!;
            yield return $"{paths.Count}{what} ({first}{(paths.Count > 1 ? ", ..." : "")})";
        }
    }
}
