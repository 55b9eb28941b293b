namespace FlashFs.EndToEnd.Tests;

[TestClass]
public sealed class IncrementalBuildTests
{
    [TestMethod]
    public void FiveBuildsWithNothingToDoWriteNothingAndKeepEveryOutput()
    {
        using FirmwareProject project = new FirmwareProject().WithFiles();
        project.Build().Succeeded();
        SortedDictionary<string, long> outputs = project.Times(project.OutputPath);
        SortedDictionary<string, long> state = project.Times(project.StatePath);
        for (int build = 0; build < 5; build++)
        {
            // The first two in processes of their own, which know nothing of the one before; the others in one that remembers.
            CommandResult result = build < 2 ? project.Build() : project.BuildHere().Result();
            result.Succeeded().Says("espfs.img: up to date, 3 files", "spiffs.img: up to date, 3 files");
            CollectionAssert.AreEqual(outputs, project.Times(project.OutputPath));
            CollectionAssert.AreEqual(state, project.Times(project.StatePath));
        }
    }

    [TestMethod]
    public void ARemovedFileLeavesTheImages()
    {
        using PlainProject project = new PlainProject().WithFiles();
        project.Build().Succeeded();
        byte[] before = project.Bytes("spiffs.img");
        File.Delete(project.PathOf("flash/lib/a.js"));
        project.Build().Succeeded().Says("espfs.img: 1 removed (lib/a.js)", "spiffs.img: 1 removed (lib/a.js)");
        CollectionAssert.AreNotEqual(before, project.Bytes("spiffs.img"));
    }

    [TestMethod]
    public void AnOptionOfOneImageRebuildsThatImageOnly()
    {
        const string Images = """<FlashImage Include="espfs.img" Format="espfs" {0}/><FlashImage Include="spiffs.img" Format="spiffs" />""";
        using PlainProject project = new PlainProject().WithFiles().Configure(items: string.Format(null, Images, ""));
        project.Build().Succeeded();
        project.Configure(items: string.Format(null, Images, "Compression=\"heatshrink\" "));
        project.Build().Succeeded().Says("espfs.img: compression none -> heatshrink", "spiffs.img: up to date");
    }

    [TestMethod]
    public void AChangedFileRebuildsWhatHoldsItAndSaysWhich()
    {
        using PlainProject project = new PlainProject().WithFiles()
            .Configure(items: """<FlashFile Update="flash/web/**" Images="spiffs" />""");
        project.Build().Succeeded();
        project.Write("flash/web/index.html", "<!doctype html><title>other</title>\n");
        project.Build().Succeeded().Says("espfs.img: up to date, 2 files", "spiffs.img: 1 of 3 files changed (web/index.html)");
    }

    // The paths in the images are those below the pattern that found the files.
    [TestMethod]
    public void AnotherPatternThatFindsTheSameFilesIsSeen()
    {
        using PlainProject project = new PlainProject().WithFiles().Write("more/deep/x.js", "1").Configure(items: """<FlashFile Include="more/**/x.js" />""");
        project.Build().Succeeded();
        project.Build().Succeeded().Says("espfs.img: up to date, 4 files");
        project.Configure(items: """<FlashFile Include="more/deep/**/x.js" />""");
        project.Build().Succeeded().Says("espfs.img: 1 added (x.js), 1 removed (deep/x.js)");
    }

    [TestMethod]
    public void ATouchedFileRewritesNothingAndSettles()
    {
        using PlainProject project = new PlainProject().WithFiles();
        project.Build().Succeeded();
        SortedDictionary<string, long> outputs = project.Times(project.OutputPath);
        File.SetLastWriteTimeUtc(project.PathOf("flash/start.js"), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        project.Build().Succeeded().Says("espfs.img: up to date");
        CollectionAssert.AreEqual(outputs, project.Times(project.OutputPath));
        SortedDictionary<string, long> state = project.Times(project.StatePath);
        project.Build().Succeeded();
        CollectionAssert.AreEqual(state, project.Times(project.StatePath));
    }

    // With links it changes the image in obj as well, which is made anew then; without, only the output.
    [TestMethod]
    [DataRow("true")]
    [DataRow("false")]
    public void AStepThatChangesAnImageInPlaceFindsTheRightOneInEveryBuild(string links)
    {
        using PlainProject alone = new PlainProject().WithFiles();
        using PlainProject project = new PlainProject(
            $"<FlashLinkOutputs>{links}</FlashLinkOutputs>",
            """
            </ItemGroup>
            <Target Name="Stamp" AfterTargets="BuildFlash">
              <WriteLinesToFile File="bin/flash/espfs.img" Lines="stamped" Overwrite="false" />
            </Target>
            <ItemGroup>
            """).WithFiles();
        for (int build = 0; build < 4; build++)
        {
            string script = $"log({build / 2});\n";
            alone.Write("flash/start.js", script).Build().Succeeded();
            project.Write("flash/start.js", script).Build().Succeeded();
            CollectionAssert.AreEqual(
                (byte[])[.. alone.Bytes("espfs.img"), .. System.Text.Encoding.UTF8.GetBytes($"stamped{System.Environment.NewLine}")], project.Bytes("espfs.img"), $"build {build}");
            CollectionAssert.AreEqual(alone.Bytes("spiffs.img"), project.Bytes("spiffs.img"));
        }
    }

    [TestMethod]
    public void AnAlteredOrMissingOutputIsMadeAgain()
    {
        using PlainProject project = new PlainProject().WithFiles();
        project.Build().Succeeded();
        byte[] espfs = project.Bytes("espfs.img");
        byte[] table = project.Bytes("partition-table.bin");
        File.WriteAllText(Path.Combine(project.Output, "espfs.img"), "altered");
        File.Delete(Path.Combine(project.Output, "partition-table.bin"));
        File.Delete(project.PathOf("obj/flash/spiffs.img"));
        project.Build().Succeeded().Says("spiffs.img: the image was missing");
        CollectionAssert.AreEqual(espfs, project.Bytes("espfs.img"));
        CollectionAssert.AreEqual(table, project.Bytes("partition-table.bin"));
    }

    [TestMethod]
    public void ALostStateAdoptsWhatIsThere()
    {
        using PlainProject project = new PlainProject().WithFiles();
        project.Build().Succeeded();
        SortedDictionary<string, long> outputs = project.Times(project.OutputPath);
        File.Delete(project.PathOf("obj/flash/state.bin"));
        File.Delete(project.PathOf("obj/flash/outputs.bin"));
        project.Build().Succeeded().Says("espfs.img: new, from the cache, same bytes as before");
        CollectionAssert.AreEqual(outputs, project.Times(project.OutputPath));
    }

    [TestMethod]
    public void AFailedBuildLeavesTheFormerOutputs()
    {
        using PlainProject project = new PlainProject().WithFiles();
        project.Build().Succeeded();
        SortedDictionary<string, long> outputs = project.Times(project.OutputPath);
        project.Write("flash/too-large.bin", new byte[0x90000]);
        project.Build().FailedWith("FLASHFS2001", "spiffs.img", "too-large.bin");
        CollectionAssert.AreEqual(outputs, project.Times(project.OutputPath));
        File.Delete(project.PathOf("flash/too-large.bin"));
        project.Build().Succeeded();
        CollectionAssert.AreEqual(outputs, project.Times(project.OutputPath));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("<FlashOutputPath>$(MSBuildProjectDirectory)/elsewhere/</FlashOutputPath>")]
    public void CleanRemovesAllOfIt(string properties)
    {
        using FirmwareProject project = new FirmwareProject().WithFiles().Configure(properties);
        string output = properties.Length == 0 ? project.Output : project.PathOf("elsewhere");
        project.Build().Succeeded();
        Assert.IsTrue(File.Exists(Path.Combine(output, "espfs.img")));
        project.Run("clean").Succeeded();
        Assert.IsFalse(Directory.Exists(output), "the output folder is still there");
        Assert.IsFalse(Directory.Exists(project.PathOf("obj/Debug/net10.0/flash")), "the intermediate folder is still there");
        project.Build().Succeeded();
        Assert.IsTrue(File.Exists(Path.Combine(output, "espfs.img")));
    }
}
