namespace FlashFs.MSBuild;

/// <summary>How a build ended.</summary>
/// <param name="IsSuccess">Whether all requests did what they were asked for.</param>
/// <param name="Output">What the console would have shown at normal verbosity.</param>
/// <param name="Projects">The projects as their targets left them, in the order of the requests.</param>
/// <param name="Results">The items that the requested targets returned, by target.</param>
public sealed record BuildOutcome(
    bool IsSuccess, string Output, IReadOnlyList<EvaluatedProject> Projects, IReadOnlyDictionary<string, IReadOnlyList<EvaluatedItem>> Results);
