using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>Where a reference leads.</summary>
/// <param name="Kind">What it leads to.</param>
/// <param name="Name">The name that the target makes of the specifier; empty where there is no specifier.</param>
public sealed record ModuleResolution(ModuleResolutionKind Kind, string Name)
{
    /// <summary>
    /// The file; null unless <see cref="Kind"/> is <see cref="ModuleResolutionKind.File"/>, or
    /// <see cref="ModuleResolutionKind.NotFollowed"/> where there would be one.
    /// </summary>
    public FlashPath? Path { get; init; }

    /// <summary>The paths that were looked for, in that order; those of a missing module all failed.</summary>
    public IReadOnlyList<string> Tried { get; init; } = [];

    /// <summary>Why there is nothing, in one clause; null unless the module is missing.</summary>
    public string? Problem { get; init; }

    /// <summary>A file.</summary>
    public static ModuleResolution File(string name, FlashPath path) => new(ModuleResolutionKind.File, name) { Path = path };

    /// <summary>A module of the target.</summary>
    public static ModuleResolution External(string name) => new(ModuleResolutionKind.External, name);

    /// <summary>Nothing.</summary>
    public static ModuleResolution Missing(string name, string problem, params IReadOnlyList<string> tried) =>
        new(ModuleResolutionKind.Missing, name) { Problem = problem, Tried = tried };
}
