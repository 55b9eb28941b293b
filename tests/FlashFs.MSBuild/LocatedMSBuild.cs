using System.Collections.Immutable;
using System.Text;
using Microsoft.Build.Definition;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Exceptions;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;
using Microsoft.Build.Graph;
using Microsoft.Build.Logging;

namespace FlashFs.MSBuild;

/// <summary>What <see cref="MSBuildHost"/> does once MSBuild is found: the first call of a method here loads it.</summary>
internal static class LocatedMSBuild
{
    // Each call has a collection of its own: a project that changed since the one before is read anew.
    public static EvaluatedProject Evaluate(string project, IReadOnlyDictionary<string, string> globalProperties)
    {
        using var collection = new ProjectCollection();
        try
        {
            return Plain(ProjectInstance.FromFile(project, new ProjectOptions
            {
                ProjectCollection = collection,
                GlobalProperties = new Dictionary<string, string>(globalProperties),
            }));
        }
        catch (InvalidProjectFileException e)
        {
            throw new InvalidOperationException($"{e.ProjectFile}({e.LineNumber},{e.ColumnNumber}): {e.BaseMessage}", e);
        }
    }

    public static BuildOutcome Build(IReadOnlyList<BuildRequest> requests)
    {
        var output = new StringBuilder();
        using var collection = new ProjectCollection();
        BuildManager manager = BuildManager.DefaultBuildManager;
        manager.BeginBuild(new BuildParameters(collection)
        {
            // With the project behind each message, as the command line has it.
            Loggers = [new ConsoleLogger(LoggerVerbosity.Normal, text => output.Append(text), null, null) { Parameters = "ShowProjectFile=true" }],
            MaxNodeCount = 1,
            DisableInProcNode = false,
            EnableNodeReuse = false,
            ResetCaches = true,
        });
        BuildResult[] results;
        try
        {
            BuildSubmission[] submissions = [.. requests.Select(request => manager.PendBuildRequest(new BuildRequestData(
                request.Project,
                request.GlobalProperties.ToDictionary(property => property.Key, string? (property) => property.Value),
                null,
                [.. request.Targets],
                null,
                BuildRequestDataFlags.ProvideProjectStateAfterBuild)))];
            foreach (BuildSubmission submission in submissions)
            {
                submission.ExecuteAsync(null, null);
            }

            foreach (BuildSubmission submission in submissions)
            {
                submission.WaitHandle.WaitOne();
            }

            results = [.. submissions.Select(submission => submission.BuildResult!)];
        }
        finally
        {
            manager.EndBuild();
        }

        return new BuildOutcome(
            results.All(result => result.OverallResult == BuildResultCode.Success),
            output.ToString(),
            [.. results.Where(result => result.ProjectStateAfterBuild is not null).Select(result => Plain(result.ProjectStateAfterBuild!))],
            results.SelectMany(result => result.ResultsByTarget).ToLookup(target => target.Key, target => target.Value)
                .ToDictionary(target => target.Key, IReadOnlyList<EvaluatedItem> (target) => [.. target.SelectMany(result => result.Items).Select(Plain)]));
    }

    public static IReadOnlyList<GraphProject> Graph(string project, IReadOnlyDictionary<string, string> globalProperties, IReadOnlyList<string> entryTargets)
    {
        using var collection = new ProjectCollection();
        var graph = new ProjectGraph(project, new Dictionary<string, string>(globalProperties), collection);
        IReadOnlyDictionary<ProjectGraphNode, ImmutableList<string>> targets = graph.GetTargetLists([.. entryTargets]);
        return
        [
            .. graph.ProjectNodesTopologicallySorted.Select(node => new GraphProject(
                Path.GetFileNameWithoutExtension(node.ProjectInstance.FullPath),
                new Dictionary<string, string>(node.ProjectInstance.GlobalProperties),
                [.. node.ProjectReferences.Select(reference => Path.GetFileNameWithoutExtension(reference.ProjectInstance.FullPath))],
                targets[node])),
        ];
    }

    private static EvaluatedProject Plain(ProjectInstance project) =>
        new(project.GetPropertyValue, type => [.. project.GetItems(type).Select(Plain)]);

    private static EvaluatedItem Plain(ITaskItem item) => new(item.ItemSpec.Replace('\\', '/'), item.GetMetadata);
}
