using FlashFs.MSBuild;

namespace FlashFs.EndToEnd.Tests;

/// <summary>Builds one after the other and beside each other in one process, which keeps the task assembly and all that it ever remembers.</summary>
[TestClass]
public sealed class SessionTests
{
    private const string Items = """
        <FlashImage Include="espfs.img" />
        <FlashImage Include="spiffs.img" />
        <FlashImage Include="own.fs" Format="simplefs" Root="own" />
        <FlashBinary Include="boot.bin" Partition="bootloader" />
        <FlashBinary Include="app.bin" Partition="factory" />
        <FlashTransform Include="StripBom" />
        """;

    [TestMethod]
    public void FiveBuildsWithNothingToDoInOneProcessWriteNothing()
    {
        using PlainProject project = Everything("<FlashReleaseKit>true</FlashReleaseKit><FlashGenerateConstants>true</FlashGenerateConstants>");
        project.Build().Succeeded().Says("espfs.img: new, ", "own.fs: new, ");
        project.Build().Succeeded(); // its files were written moments before the first, so this one looks inside again
        SortedDictionary<string, long> times = project.Times("");
        Assert.HasCount(31, project.Times(project.OutputPath));
        for (int build = 0; build < 5; build++)
        {
            project.Build().Succeeded().Says("espfs.img: up to date, 3 files", "spiffs.img: up to date, 3 files", "own.fs: up to date, 1 file", "flash: up to date, ")
                .DoesNotSay("wrote").DoesNotSay(" -> ");
            CollectionAssert.AreEqual(times, project.Times(""));
        }
    }

    [TestMethod]
    public void ProjectsOfOneSessionLeaveOneAnotherAlone()
    {
        using PlainProject alone = Everything();
        alone.Build().Succeeded();
        SortedDictionary<string, string> expected = alone.Hashes(alone.OutputPath);

        PlainProject[] projects = [.. Enumerable.Range(0, 4).Select(_ => Everything())];
        BuildRequest[] requests = [.. projects.Select(project => project.Request("-t:BuildFlash")), projects[0].Request("-t:BuildFlash", "-p:OutDir=other/", "-p:IntermediateOutputPath=otherobj/")];
        BuildOutcome outcome = MSBuildHost.Build(requests).Succeeded();
        foreach (PlainProject project in projects)
        {
            CollectionAssert.AreEqual(expected, project.Hashes(project.OutputPath));
        }

        CollectionAssert.AreEqual(expected, projects[0].Hashes("other/flash"));

        // The one that fails says so with its own name, and the others are built.
        projects[1].Write("flash/too-large.bin", new byte[0x190000]);
        projects[2].Write("flash/start.js", "log('changed');\n");
        outcome = MSBuildHost.Build([.. projects.Select(project => project.Request("-t:BuildFlash"))]);
        Assert.IsFalse(outcome.IsSuccess, outcome.Output);
        StringAssert.Contains(outcome.Output, $"[{projects[1].PathOf("Plain.proj")}]", StringComparison.Ordinal);
        StringAssert.Contains(outcome.Output, "espfs.img: 1 of 3 files changed (start.js)", StringComparison.Ordinal);
        CollectionAssert.AreEqual(expected, projects[1].Hashes(projects[1].OutputPath), "a failed build leaves the former outputs");
        CollectionAssert.AreNotEqual(expected, projects[2].Hashes(projects[2].OutputPath));
        CollectionAssert.AreEqual(expected, projects[3].Hashes(projects[3].OutputPath));
        Array.ForEach(projects, project => project.Dispose());
    }

    [TestMethod]
    public void TheOutputsCanBeAskedFor()
    {
        using PlainProject project = Everything();
        foreach (bool again in (bool[])[false, true])
        {
            BuildOutcome outcome = project.BuildHere("-t:BuildFlash").Succeeded();
            Dictionary<string, EvaluatedItem> outputs = outcome.Results["BuildFlash"].ToDictionary(item => Path.GetFileName(item.Include));
            CollectionAssert.AreEquivalent(project.Hashes(project.OutputPath).Keys, outputs.Keys, $"again: {again}");
            foreach ((string name, EvaluatedItem item) in outputs)
            {
                byte[] bytes = File.ReadAllBytes(project.PathOf(item.Include));
                Assert.AreEqual($"{bytes.Length} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}", $"{item["Size"]} {item["Sha256"]}", name);
            }

            Assert.AreEqual("0x180000 0x300000 0x1000", $"{outputs["spiffs.img"]["Offset"]} {outputs["espfs.img"]["Offset"]} {outputs["boot.bin"]["Offset"]}");
        }

        Assert.IsEmpty(project.BuildHere("-t:BuildFlash", "-p:EnableFlashBuild=false").Results["BuildFlash"]);
    }

    // The host found by this process stays this process's: another SDK would be led astray by it.
    [TestMethod]
    public void CommandsOfTheirOwnLearnNothingOfTheHostInThisProcess()
    {
        Assert.IsTrue(File.Exists(Path.Combine(MSBuildHost.Folder, "MSBuild.dll")));
        foreach (string name in (string[])["MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath"])
        {
            Assert.IsNotNull(Environment.GetEnvironmentVariable(name), $"{name} is no longer what the host sets");
            Assert.IsFalse(DotNet.StartInfo(PackedPackage.Scratch, PackedPackage.BuildEnvironment).Environment.ContainsKey(name), name);
        }
    }

    private static PlainProject Everything(string properties = "") => new PlainProject(properties, Items).WithFiles().Write("own/index.js", "1;\n")
        .Write("boot.bin", [0xE9, 1, 2, 0x20, .. new byte[60]]).Write("app.bin", [0xE9, 1, 2, 0x20, .. new byte[300]]);
}
