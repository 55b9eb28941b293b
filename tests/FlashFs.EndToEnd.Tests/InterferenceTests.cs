using System.Net;
using System.Net.Sockets;

namespace FlashFs.EndToEnd.Tests;

/// <summary>Builds that are not alone: others at the same time, nodes of builds before, a user who stops one.</summary>
[TestClass]
public sealed class InterferenceTests
{
    [TestMethod]
    public void BuildsOfOneTreeAtTheSameTimeAllSucceedAndLeaveARightFlash()
    {
        using PlainProject alone = new PlainProject().WithFiles();
        alone.Build().Succeeded();
        using PlainProject project = new PlainProject().WithFiles();
        for (int round = 0; round < 3; round++)
        {
            project.Write("flash/start.js", round == 2 ? "log('start');\n" : $"log({round});\n");
            RunningCommand[] builds = [.. Enumerable.Range(0, 3).Select(_ => project.StartBuild())];
            CommandResult[] results = [.. builds.Select(build => build.Complete())];
            foreach (RunningCommand build in builds)
            {
                build.Dispose();
            }

            foreach (CommandResult result in results)
            {
                result.Succeeded();
            }
        }

        CollectionAssert.AreEqual(alone.Hashes(alone.OutputPath), project.Hashes(project.OutputPath));
        Assert.IsEmpty(Directory.GetFiles(project.Folder, "*.flashfs-tmp", SearchOption.AllDirectories));
        project.Build().Succeeded();
        SortedDictionary<string, long> state = project.Times("obj");
        SortedDictionary<string, long> outputs = project.Times("bin");
        project.Build().Succeeded().Says("espfs.img: up to date, 3 files");
        CollectionAssert.AreEqual(state, project.Times("obj"));
        CollectionAssert.AreEqual(outputs, project.Times("bin"));
    }

    [TestMethod]
    public void AStoppedBuildEndsAndLeavesTheFormerOutputs()
    {
        using PlainProject project = new PlainProject().WithFiles();
        project.Build().Succeeded();
        SortedDictionary<string, long> outputs = project.Times(project.OutputPath);
        project.Write("flash/start.js", "log('another');\n");

        // A cache that takes the question and never answers holds the task where it can be stopped.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using (RunningCommand build = project.StartBuild($"-p:FlashRemoteCache=http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"))
        {
            using Socket question = listener.AcceptSocket();
            build.Interrupt();
            Assert.AreNotEqual(0, build.Complete().ExitCode);
        }

        CollectionAssert.AreEqual(outputs, project.Times(project.OutputPath));
        Assert.IsEmpty(Directory.GetFiles(project.Folder, "*.flashfs-tmp", SearchOption.AllDirectories));
        project.Build().Succeeded().Says("espfs.img: 1 of 3 files changed (start.js)");
    }

    [TestMethod]
    public void AnUpgradeOfThePackageIsUsedByNodesThatLoadedTheOneBefore()
    {
        // Nodes of their own, which only commands with the same salt see: no build of anybody else is disturbed.
        using FirmwareProject project = new FirmwareProject
        {
            Environment =
            {
                ["MSBUILDDISABLENODEREUSE"] = "0",
                ["MSBUILDNOINPROCNODE"] = "1",
                ["MSBUILDNODEHANDSHAKESALT"] = $"flashfs-{System.Environment.ProcessId}",
            },
        }.WithFiles();
        try
        {
            project.Build().Succeeded();
            PackedPackage.Pack(PackedPackage.NextVersion);
            project.Write("Firmware.csproj", FirmwareProject.Csproj().Replace(PackedPackage.Version, PackedPackage.NextVersion, StringComparison.Ordinal));
            project.Run("restore").Succeeded();
            project.Build().Succeeded().Says($"espfs.img: tool {PackedPackage.Version}", $" -> {PackedPackage.NextVersion}", "same bytes as before");
            Assert.AreEqual(PackedPackage.NextVersion, project.Manifest().GetProperty("toolVersion").GetString());
        }
        finally
        {
            project.ShutDownNodes().Succeeded();
        }
    }
}
