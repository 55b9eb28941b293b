using System.IO.Compression;

namespace FlashFs.EndToEnd.Tests;

/// <summary>The release kit of a project that uses the packed package.</summary>
[TestClass]
public sealed class ReleaseKitTests
{
    [TestMethod]
    public void TheKitIsBuiltKeptPublishedAndCleaned()
    {
        using FirmwareProject project = new FirmwareProject().WithFiles().Write("app.bin", [0xE9, 1]).Write("boot.bin", [0xE9, 2]);
        project.Configure(
            "<FlashReleaseKit>true</FlashReleaseKit><Version>2.5.0-beta.1</Version><Title>Weather Station</Title>",
            """<FlashBinary Include="app.bin" Partition="factory" /><FlashBinary Include="boot.bin" Partition="bootloader" />""");
        project.Build().Succeeded();
        string zip = Path.Combine(project.Output, "Firmware-2.5.0-beta.1.zip");
        Assert.IsTrue(File.Exists(zip));
        StringAssert.StartsWith(File.ReadAllText(Path.Combine(project.Output, "kit/FLASHING.md")), "# Weather Station 2.5.0-beta.1\n", StringComparison.Ordinal);
        StringAssert.Contains(File.ReadAllText(Path.Combine(project.Output, "kit/manifest.json")), "\"version\": \"2.5.0-beta.1\"", StringComparison.Ordinal);

        SortedDictionary<string, long> times = project.Times(project.OutputPath);
        project.Build().Succeeded().Says("up to date");
        CollectionAssert.AreEqual(times, project.Times(project.OutputPath), "IncrementalClean and the second build leave it");

        project.Run("publish", "-c", "Debug", "-o", "published").Succeeded();
        CollectionAssert.AreEqual(project.Hashes(project.OutputPath), project.Hashes("published/flash"));

        project.Run("clean").Succeeded();
        Assert.IsFalse(Directory.Exists(project.Output));
    }

    [TestMethod]
    public void TheZipIsTheSameInAnyFolderTimeZoneAndCulture()
    {
        byte[] first = Zip([]);
        byte[] second = Zip(new() { ["TZ"] = "Pacific/Kiritimati", ["LC_ALL"] = "tr_TR.UTF-8", ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0" });
        CollectionAssert.AreEqual(first, second);
        using var archive = new ZipArchive(new MemoryStream(first));
        Assert.IsTrue(archive.Entries.All(entry => entry.FullName.StartsWith("Plain/", StringComparison.Ordinal)), "without a version there is none in the name");
    }

    [TestMethod]
    public void AKitWithoutItsPartsFailsTheBuildWithEachOfThem()
    {
        using PlainProject project = new PlainProject("<FlashReleaseKit>true</FlashReleaseKit>").Write("flash/a.js", "1;\n");
        project.Build().FailedWith("FLASHFS3070", "lacks the boot loader", "lacks an app that starts");
    }

    private static byte[] Zip(Dictionary<string, string> environment)
    {
        using var project = new PlainProject(
            "<FlashReleaseKit>true</FlashReleaseKit>",
            """<FlashBinary Include="app.bin" Partition="factory" /><FlashBinary Include="boot.bin" Partition="bootloader" />""")
        {
            Environment = environment,
        };
        project.Write("flash/a.js", "1;\n").Write("app.bin", [0xE9, 1]).Write("boot.bin", [0xE9, 2]).Build().Succeeded();
        return project.Bytes("Plain.zip");
    }
}
