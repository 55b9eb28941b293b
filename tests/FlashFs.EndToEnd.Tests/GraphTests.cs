using FlashFs.MSBuild;

namespace FlashFs.EndToEnd.Tests;

/// <summary>Projects that take files of others, as a graph build sees them.</summary>
[TestClass]
public sealed class GraphTests
{
    [TestMethod]
    public void AGraphAsksEveryReferenceForItsFiles()
    {
        using var app = new FirmwareProject("App", FirmwareProject.Csproj(items: """<ProjectReference Include="../Web/Web.csproj" />"""));
        string parent = Path.GetDirectoryName(app.Folder)!;
        using FirmwareProject web = new FirmwareProject("Web", FirmwareProject.Csproj(items: """<ProjectReference Include="../Core/Core.csproj" />"""), parent)
            .Write("flash/web.js", "1;\n");
        using FirmwareProject core = new FirmwareProject("Core", parent: parent).Write("flash/core.js", "1;\n");
        app.RestoreHere();
        IReadOnlyList<GraphProject> graph = MSBuildHost.Graph(app.PathOf(app.ProjectFile), app.Request().GlobalProperties, "Build");
        CollectionAssert.AreEqual((string[])["Core", "Web", "App"], graph.Select(project => project.Name).Distinct().ToArray());
        foreach (GraphProject reference in graph.Where(project => project.Name != "App"))
        {
            Assert.Contains("GetFlashFiles", reference.Targets, reference.Name);
        }

        Assert.DoesNotContain("GetFlashFiles", graph[^1].Targets);

        BuildOutcome asked = app.BuildHere("-t:GetFlashFiles").Succeeded();
        // Core twice, by Web and by the SDK's own way of passing references on: the same file is no second one for the task.
        CollectionAssert.AreEquivalent(
            (string[])[$"{web.PathOf("flash/web.js")} web.js Web.csproj", $"{core.PathOf("flash/core.js")} core.js Core.csproj"],
            asked.Results["GetFlashFiles"].Select(item => $"{item.Include} {item["FlashPath"]} {Path.GetFileName(item["_FlashProject"])}").Distinct().ToArray());
        Assert.IsEmpty(app.BuildHere("-t:GetFlashFiles", "-p:FlashReferences=false").Results["GetFlashFiles"]);
        Assert.IsEmpty(app.BuildHere("-t:GetFlashFiles", "-p:EnableFlashBuild=false").Results["GetFlashFiles"]);
    }

    [TestMethod]
    public void TheOuterEvaluationOfSeveralFrameworksHasNoneOfIt()
    {
        using FirmwareProject project = new FirmwareProject(csproj: FirmwareProject.Csproj()
            .Replace("<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net10.0;net10.0-browser</TargetFrameworks>", StringComparison.Ordinal)).WithFiles().RestoreHere();
        EvaluatedProject outer = project.Evaluate();
        Assert.AreEqual("true", outer["IsCrossTargetingBuild"]);
        Assert.AreEqual("", outer["FlashFsPropsImported"] + outer["FlashFsTargetsImported"]);
        Assert.IsEmpty(outer.Names("FlashFile"));

        foreach (string framework in (string[])["net10.0", "net10.0-browser"])
        {
            EvaluatedProject inner = project.BuildHere("-t:_FlashCollectUpToDateCheck", $"-p:TargetFramework={framework}").Succeeded().Projects[0];
            CollectionAssert.AreEqual((string[])["flash/lib/a.js", "flash/start.js", "flash/web/index.html"], inner.Names("FlashFile"));
            CollectionAssert.AreEqual((string[])[$"obj/Debug/{framework}/flash/outputs.bin"], inner.Names("UpToDateCheckOutput"));
            CollectionAssert.AreEqual((string[])[$"bin/Debug/{framework}/flash/flash-manifest.json"], inner.Names("UpToDateCheckBuilt"));
        }

        // One inner build for each framework, and no files asked of the outer one.
        IReadOnlyList<GraphProject> graph = MSBuildHost.Graph(project.PathOf(project.ProjectFile), project.Request().GlobalProperties, "Build");
        CollectionAssert.AreEquivalent(
            (string[])["", "net10.0", "net10.0-browser"], graph.Select(node => node.GlobalProperties.GetValueOrDefault("TargetFramework", "")).ToArray());
        Assert.IsTrue(graph.All(node => !node.Targets.Contains("GetFlashFiles")));
    }
}
