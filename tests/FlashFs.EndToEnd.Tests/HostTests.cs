using System.Text.Json;

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

    [TestMethod]
    public void ADesignTimeBuildWritesNothing()
    {
        using PlainProject project = new PlainProject().WithFiles();
        project.Build("-p:DesignTimeBuild=true", "-t:BuildFlashImages;BuildFlash;_FlashCollectUpToDateCheck").Succeeded();
        Assert.IsFalse(Directory.Exists(project.PathOf("bin")));
        Assert.IsFalse(Directory.Exists(project.PathOf("obj")));
        Assert.IsFalse(Directory.Exists(project.PathOf("cache")));
    }

    [TestMethod]
    public void VisualStudioLearnsWhatTheFlashDependsOnAndWhatShowsThatItIsUpToDate()
    {
        using PlainProject project = new PlainProject("<FlashSdkConfig>sdkconfig</FlashSdkConfig>", Items).WithFiles()
            .Write("own/index.js", "1;\n").Write("more/data.txt", "1").Write("boot.bin", [0xE9, 0, 0, 0]).Write("sdkconfig", "CONFIG_IDF_TARGET=\"esp32\"\n");
        JsonElement items = Evaluate(project, "-getItem:UpToDateCheckInput,UpToDateCheckOutput,UpToDateCheckBuilt");
        Assert.IsEmpty(Names(items, "UpToDateCheckInput"), "outside Visual Studio the items only cost time");

        items = Evaluate(project, "-p:BuildingInsideVisualStudio=true", "-t:_FlashCollectUpToDateCheck", "-getItem:UpToDateCheckInput,UpToDateCheckOutput,UpToDateCheckBuilt");
        CollectionAssert.AreEquivalent(
            (string[])["flash/start.js", "flash/lib/a.js", "flash/web/index.html", "boot.bin", "sdkconfig", "own/index.js", "more/data.txt"],
            Names(items, "UpToDateCheckInput"));
        CollectionAssert.AreEqual((string[])["obj/flash/outputs.bin"], Names(items, "UpToDateCheckOutput"));
        CollectionAssert.AreEqual((string[])["bin/flash/flash-manifest.json"], Names(items, "UpToDateCheckBuilt"));
        Assert.IsTrue(items.EnumerateObject().SelectMany(type => type.Value.EnumerateArray())
            .All(item => item.GetProperty("Set").GetString()!.StartsWith("FlashFs", StringComparison.Ordinal)), "the assembly does not depend on these");

        project.Configure("<EnableDefaultFlashFiles>false</EnableDefaultFlashFiles>");
        items = Evaluate(project, "-p:BuildingInsideVisualStudio=true", "-getItem:UpToDateCheckOutput,UpToDateCheckBuilt");
        Assert.IsEmpty(Names(items, "UpToDateCheckOutput"), "a file that no build makes would be missing for ever");
        Assert.IsEmpty(Names(items, "UpToDateCheckBuilt"), "a file that no build makes would be missing for ever");
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
            .Write("own/index.js", "1;\n").Write("table.csv", "nvs, data, nvs, 0x9000, 0x6000\n");
        project.Run("restore").Succeeded();
        project.Watch("--list").Succeeded().Says(
            project.PathOf("flash/start.js"), project.PathOf("flash/lib/a.js"), project.PathOf("table.csv"), project.PathOf("own/index.js"));
    }

    private static JsonElement Evaluate(PlainProject project, params string[] arguments)
    {
        using JsonDocument document = JsonDocument.Parse(project.MSBuild(["Plain.proj", .. arguments]).Succeeded().Output);
        return document.RootElement.GetProperty("Items").Clone();
    }

    private static string[] Names(JsonElement items, string type) =>
        [.. items.GetProperty(type).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!.Replace('\\', '/'))];
}
