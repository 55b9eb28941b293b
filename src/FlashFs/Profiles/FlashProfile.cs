using FlashFs.Formats;

namespace FlashFs.Profiles;

/// <summary>The file system options of a known target under one name. A profile that is silent on a format leaves its defaults.</summary>
/// <param name="Id">The name in projects and on the command line.</param>
/// <param name="Summary">The target, in one clause.</param>
/// <param name="Source">The target's own configuration that the values were read from: file and commit.</param>
/// <param name="Values">Option values as text, by format and option.</param>
public sealed record FlashProfile(
    string Id,
    string Summary,
    string Source,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values)
{
    /// <summary>How the target finds JavaScript modules; null where it runs none, or that is not known.</summary>
    public string? ModuleLoader { get; init; }

    /// <summary>The profile as a layer of a format's options; empty where the profile is silent on it.</summary>
    public OptionLayer LayerOf(FlashFormat format) => new(
        $"profile {Id}",
        Values.TryGetValue(format.Id, out IReadOnlyDictionary<string, string>? values) ? values : new Dictionary<string, string>());
}
