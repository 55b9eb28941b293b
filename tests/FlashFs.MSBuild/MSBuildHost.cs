using Microsoft.Build.Locator;

namespace FlashFs.MSBuild;

/// <summary>
/// The MSBuild of the .NET SDK in the test's own process: evaluations and builds in milliseconds, where a process of its own takes
/// most of a second. No type of MSBuild shows outside: a test assembly with such types could not be looked through for tests.
/// </summary>
public static class MSBuildHost
{
    private static readonly Lock Builds = new();

    private static readonly Lazy<VisualStudioInstance> Instance = new(MSBuildLocator.RegisterDefaults);

    /// <summary>The folder of the MSBuild that is used.</summary>
    public static string Folder => Instance.Value.MSBuildPath;

    /// <summary>Evaluates a project, running none of its targets.</summary>
    /// <exception cref="InvalidOperationException">The project cannot be evaluated; the message is MSBuild's.</exception>
    public static EvaluatedProject Evaluate(string project, IReadOnlyDictionary<string, string> globalProperties)
    {
        _ = Instance.Value;
        return LocatedMSBuild.Evaluate(project, globalProperties);
    }

    /// <summary>Builds, in one session of a build manager with one node: this process.</summary>
    /// <remarks>One session at a time: a second one would be sent to a process of its own.</remarks>
    public static BuildOutcome Build(params IReadOnlyList<BuildRequest> requests)
    {
        _ = Instance.Value;
        lock (Builds)
        {
            return LocatedMSBuild.Build(requests);
        }
    }

    /// <summary>The projects that a graph build of this one visits, those first that others need.</summary>
    public static IReadOnlyList<GraphProject> Graph(string project, IReadOnlyDictionary<string, string> globalProperties, params IReadOnlyList<string> entryTargets)
    {
        _ = Instance.Value;
        return LocatedMSBuild.Graph(project, globalProperties, entryTargets);
    }
}
