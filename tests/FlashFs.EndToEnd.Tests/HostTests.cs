using FlashFs.MSBuild;

namespace FlashFs.EndToEnd.Tests;

/// <summary>Whoever asks about a project without building it: design-time builds, Visual Studio, dotnet watch.</summary>
[TestClass]
public sealed class HostTests
{
    private const string Items = """
        <FlashImage Include="spiffs.img" />
        <FlashImage Include="own.fs" Format="simplefs" Root="own;more" />
        <FlashBinary Include="boot.bin" Partition="bootloader" />
        """;

    // The targets that Visual Studio has and the SDK has not.
    private const string VisualStudio = """
        <Target Name="CollectUpToDateCheckInputDesignTime" />
        <Target Name="CollectUpToDateCheckOutputDesignTime" />
        <Target Name="CollectUpToDateCheckBuiltDesignTime" />
        </Project>
        """;

    private static readonly string[] UpToDateCheck = ["UpToDateCheckInput", "UpToDateCheckOutput", "UpToDateCheckBuilt"];

    [TestMethod]
    public void ADesignTimeBuildWritesNothing()
    {
        using PlainProject project = new PlainProject().WithFiles();
        project.Build("-p:DesignTimeBuild=true", "-t:BuildFlashImages;BuildFlash;_FlashCollectUpToDateCheck;_FlashClean").Succeeded();
        Assert.IsFalse(Directory.Exists(project.PathOf("bin")));
        Assert.IsFalse(Directory.Exists(project.PathOf("obj")));
        Assert.IsFalse(Directory.Exists(project.PathOf("cache")));
    }

    [TestMethod]
    public void ADesignTimeBuildOfAnAppReachesNothingOfOursAndCleansNothing()
    {
        using FirmwareProject project = new FirmwareProject(csproj: FirmwareProject.Csproj("<FlashGenerateConstants>true</FlashGenerateConstants>")
            .Replace("</Project>", VisualStudio, StringComparison.Ordinal)).WithFiles().RestoreHere();
        string[] designTime =
            ["-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true"];
        BuildOutcome outcome = project.BuildHere(["-t:CollectUpToDateCheckInputDesignTime;Compile;BuildFlash", .. designTime]).Succeeded();
        CollectionAssert.IsSubsetOf((string[])["flash/lib/a.js", "flash/start.js", "flash/web/index.html"], outcome.Projects[0].Names("UpToDateCheckInput"));
        Assert.DoesNotContain(".img", outcome.Output, StringComparison.Ordinal);
        Assert.IsEmpty(Folders(project, "flash"));

        outcome = project.BuildHere("-t:BuildFlash").Succeeded();
        SortedDictionary<string, long> times = project.Times(project.OutputPath);
        Assert.HasCount(9, times); // and the header of the constants
        project.Write("flash/start.js", "log('changed');\n");
        outcome = project.BuildHere(["-t:CollectUpToDateCheckInputDesignTime;Compile;CoreClean", .. designTime]).Succeeded();
        Assert.Contains("obj/Debug/net10.0/flash/FlashConstants.g.cs", outcome.Projects[0].Names("Compile"), "the editor sees the constants of the last build");
        CollectionAssert.AreEqual(times, project.Times(project.OutputPath));
    }

    [TestMethod]
    public void VisualStudioLearnsWhatTheFlashDependsOnAndWhatShowsThatItIsUpToDate()
    {
        using PlainProject project = new PlainProject("<FlashSdkConfig>sdkconfig</FlashSdkConfig>", Items).WithFiles()
            .Write("own/index.js", "1;\n").Write("more/data.txt", "1").Write("boot.bin", [0xE9, 0, 0, 0]).Write("sdkconfig", "CONFIG_IDF_TARGET=\"esp32\"\n");
        Assert.IsEmpty(Checked(project.Evaluate("-p:BuildingInsideVisualStudio=true")), "who does not ask pays nothing");
        Assert.IsEmpty(Checked(Asked(project, "-p:EnableFlashBuild=false")));
        Assert.IsEmpty(Checked(Asked(project, "-p:IsCrossTargetingBuild=true")), "the outer build makes nothing");

        EvaluatedProject asked = Asked(project);
        CollectionAssert.AreEqual(
            (string[])["boot.bin", "flash/lib/a.js", "flash/start.js", "flash/web/index.html", "more/data.txt", "own/index.js", "sdkconfig"],
            asked.Names("UpToDateCheckInput"));
        CollectionAssert.AreEqual((string[])["obj/flash/outputs.bin"], asked.Names("UpToDateCheckOutput"));
        CollectionAssert.AreEqual((string[])["bin/flash/flash-manifest.json"], asked.Names("UpToDateCheckBuilt"));
        Assert.IsTrue(
            UpToDateCheck.SelectMany(asked.Items).All(item => item["Set"].StartsWith("FlashFs", StringComparison.Ordinal)), "the assembly does not depend on these");

        CollectionAssert.AreEqual(
            (string[])["elsewhere/flash-manifest.json"],
            Asked(project, "-p:FlashOutputPath=elsewhere").Names("UpToDateCheckBuilt"));
        project.Configure("<EnableDefaultFlashFiles>false</EnableDefaultFlashFiles>");
        Assert.IsEmpty(Checked(Asked(project)), "a file that no build makes would be missing for ever");
    }

    // One item of each kind, and one property, is work; so the stamp is looked for.
    [TestMethod]
    [DataRow("", """<FlashFile Include="a.js" />""")]
    [DataRow("", """<FlashImage Include="espfs.img" Root="own" />""")]
    [DataRow("", """<FlashPartition Include="nvs" Type="data" SubType="nvs" Size="16K" />""")]
    [DataRow("", """<FlashBinary Include="app.bin" Partition="factory" />""")]
    [DataRow("<FlashPartitionTable>table.csv</FlashPartitionTable>", "")]
    [DataRow("<FlashIdfBuild>../idf</FlashIdfBuild>", "")]
    public void WhateverIsWorkForABuildIsWorkForVisualStudioToo(string properties, string items)
    {
        using var project = new PlainProject(properties, items);
        EvaluatedProject asked = Asked(project);
        CollectionAssert.AreEqual((string[])["obj/flash/outputs.bin"], asked.Names("UpToDateCheckOutput"));
        CollectionAssert.AreEqual((string[])["bin/flash/flash-manifest.json"], asked.Names("UpToDateCheckBuilt"));
    }

    [TestMethod]
    public void WhatABuildOfTheFirmwareChangesIsWatchedAndChecked()
    {
        string[] expected = ["../idf/app.bin", "../idf/bootloader/bootloader.bin", "../idf/flasher_args.json", "../idf/partition_table/partition-table.bin"];
        using PlainProject project = new PlainProject("<FlashIdfBuild>../idf</FlashIdfBuild>")
            .Write("../idf/flasher_args.json", "{}").Write("../idf/app.bin", [1]).Write("../idf/app.elf", [1])
            .Write("../idf/bootloader/bootloader.bin", [1]).Write("../idf/partition_table/partition-table.bin", [1]).Write("../idf/esp-idf/main/libmain.a", [1]);
        CollectionAssert.AreEqual(expected, Asked(project).Names("UpToDateCheckInput"));
        CollectionAssert.AreEqual(expected, Watched(project));
        Assert.IsEmpty(Watched(project, "-p:EnableFlashBuild=false"));
    }

    // What nobody reads would be newer than the state for ever.
    [TestMethod]
    public void TheManifestThatTheMapComparesWithIsWatchedAndCheckedWhereThereIsAMap()
    {
        using PlainProject project = new PlainProject("<FlashReportBaseline>releases/1.0.json</FlashReportBaseline>").WithFiles();
        project.Build("-p:FlashReportBaseline=").Succeeded();
        project.Write("releases/1.0.json", project.Bytes("flash-manifest.json"));
        Assert.Contains("releases/1.0.json", Watched(project));
        Assert.Contains("releases/1.0.json", Asked(project).Names("UpToDateCheckInput"));
        foreach (string none in (string[])["-p:FlashReport=false", "-p:FlashReportBaseline="])
        {
            Assert.HasCount(3, Watched(project, none));
            Assert.HasCount(3, Asked(project, none).Names("UpToDateCheckInput"));
        }

        project.Build().Succeeded().Says(", flash-map.html");
        SortedDictionary<string, long> outputs = project.Times(project.OutputPath);
        DateTime touched = DateTime.UtcNow;
        File.SetLastWriteTimeUtc(project.PathOf("releases/1.0.json"), touched);
        project.Build().Succeeded();
        Assert.IsGreaterThanOrEqualTo(touched, File.GetLastWriteTimeUtc(project.PathOf("obj/flash/outputs.bin")));
        CollectionAssert.AreEqual(outputs, project.Times(project.OutputPath));
    }

    // NuGet has a package's targets come before it.
    [TestMethod]
    public void WhatAFolderAboveAddsAndTakesAwayBehindTheProjectCounts()
    {
        using FirmwareProject project = new FirmwareProject(csproj: FirmwareProject.Csproj().Replace("</Project>", VisualStudio, StringComparison.Ordinal))
            .Write("flash/draft.js", "1;\n").Write("more/late.js", "2;\n").Write("Directory.Build.targets", """
                <Project>
                  <ItemGroup><FlashFile Remove="flash/draft.js" /><FlashFile Include="more/late.js" FlashPath="late.js" /></ItemGroup>
                </Project>
                """).RestoreHere();
        CollectionAssert.AreEqual((string[])["more/late.js"], Watched(project));
        foreach ((string kind, string expected) in ((string, string)[])
            [("Input", "more/late.js"), ("Output", "obj/Debug/net10.0/flash/outputs.bin"), ("Built", "bin/Debug/net10.0/flash/flash-manifest.json")])
        {
            EvaluatedProject asked = project.BuildHere($"-t:CollectUpToDateCheck{kind}DesignTime", "-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true").Succeeded().Projects[0];
            CollectionAssert.AreEqual((string[])[expected], asked.Items($"UpToDateCheck{kind}").Where(item => item["Set"].StartsWith("FlashFs", StringComparison.Ordinal)).Select(item => item.Include).ToArray());
        }
    }

    // A project that has nothing of its own is out of date when what it takes from others is newer than its flash.
    [TestMethod]
    public void FilesThatOnlyAReferenceBringsAreCheckedAgainstTheFlashOfThisProject()
    {
        using var app = new FirmwareProject("App", FirmwareProject.Csproj(items: """<ProjectReference Include="../Web/Web.csproj" />"""));
        using FirmwareProject web = new FirmwareProject("Web", parent: Path.GetDirectoryName(app.Folder)).Write("flash/web.js", "1;\n");
        EvaluatedProject asked = Asked(app.RestoreHere());
        CollectionAssert.AreEqual((string[])[web.PathOf("flash/web.js")], asked.Names("UpToDateCheckInput"));
        CollectionAssert.AreEqual((string[])["obj/Debug/net10.0/flash/outputs.bin"], asked.Names("UpToDateCheckOutput"));
        CollectionAssert.AreEqual((string[])["bin/Debug/net10.0/flash/flash-manifest.json"], asked.Names("UpToDateCheckBuilt"));
    }

    [TestMethod]
    public void AfterABuildTheStateIsNewerThanEveryInputAlsoWhenOnlyATimeChanged()
    {
        using PlainProject project = new PlainProject().WithFiles();
        project.Build().Succeeded();
        SortedDictionary<string, long> outputs = project.Times(project.OutputPath);
        DateTime touched = DateTime.UtcNow;
        File.SetLastWriteTimeUtc(project.PathOf("flash/start.js"), touched);
        project.Build().Succeeded().Says("flash: up to date");
        Assert.IsGreaterThanOrEqualTo(touched, File.GetLastWriteTimeUtc(project.PathOf("obj/flash/outputs.bin")));
        CollectionAssert.AreEqual(outputs, project.Times(project.OutputPath));
    }

    [TestMethod]
    public void DotNetWatchWatchesEveryInputOfTheFlash()
    {
        using FirmwareProject project = new FirmwareProject(csproj: FirmwareProject.Csproj(
            "<FlashPartitionTable>table.csv</FlashPartitionTable>", """<FlashImage Include="own.fs" Format="simplefs" Root="own" />""")).WithFiles()
            .Write("own/index.js", "1;\n").Write("table.csv", "nvs, data, nvs, 0x9000, 0x6000\n").RestoreHere();
        project.Watch("--list").Succeeded().Says(
            project.PathOf("flash/start.js"), project.PathOf("flash/lib/a.js"), project.PathOf("table.csv"), project.PathOf("own/index.js"));
    }

    private static EvaluatedProject Asked<T>(TestProject<T> project, params string[] arguments)
        where T : TestProject<T> =>
        project.BuildHere(["-t:_FlashCollectUpToDateCheck", "-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true", .. arguments]).Succeeded().Projects[0];

    private static string[] Watched<T>(TestProject<T> project, params string[] arguments)
        where T : TestProject<T> =>
        project.BuildHere(["-t:_FlashCollectWatch", "-p:DotNetWatchBuild=true", .. arguments]).Succeeded().Projects[0].Names("Watch");

    private static string[] Checked(EvaluatedProject project) => [.. UpToDateCheck.SelectMany(project.Names)];

    private static string[] Folders(FirmwareProject project, string name) =>
        [.. Directory.GetDirectories(project.Folder, name, SearchOption.AllDirectories).Where(path => path != project.PathOf("flash"))];
}
