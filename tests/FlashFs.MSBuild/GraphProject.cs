namespace FlashFs.MSBuild;

/// <summary>A project of a graph, once for each set of global properties that it is built with.</summary>
/// <param name="Name">Its file name without extension.</param>
/// <param name="GlobalProperties">What it is built with.</param>
/// <param name="References">The names of the projects that it needs.</param>
/// <param name="Targets">What a graph build runs of it.</param>
public sealed record GraphProject(
    string Name, IReadOnlyDictionary<string, string> GlobalProperties, IReadOnlyList<string> References, IReadOnlyList<string> Targets);
