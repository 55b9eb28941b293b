namespace FlashFs.MSBuild;

/// <summary>A project to build.</summary>
/// <param name="Project">Its full path.</param>
/// <param name="Targets">The targets, in order; none for the project's own default.</param>
/// <param name="GlobalProperties">What <c>-p:</c> of the command line would set.</param>
public sealed record BuildRequest(string Project, IReadOnlyList<string> Targets, IReadOnlyDictionary<string, string> GlobalProperties);
