using System.Text.Json;

namespace FlashFs.EndToEnd.Tests;

[TestClass]
public sealed class ZeroConfigurationTests
{
    private static readonly string[] Expected =
        ["espfs.img", "flash-manifest.json", "flash-map.html", "flash-report.json", "flash_args", "flasher_args.json", "partition-table.bin", "spiffs.img"];

    [TestMethod]
    public void APackageReferenceAndAFolderGiveImagesTableArgumentsAndManifest()
    {
        using FirmwareProject project = new FirmwareProject().WithFiles();
        project.Build().Succeeded();
        CollectionAssert.AreEqual(Expected, Names(project.Output));
        JsonElement manifest = project.Manifest();
        Assert.AreEqual(PackedPackage.Version, manifest.GetProperty("toolVersion").GetString());
        Assert.AreEqual(0x80000, project.Bytes("spiffs.img").Length);
    }

    [TestMethod]
    public void TheManifestNamesEveryOutputAndNoPathOfTheMachine()
    {
        using FirmwareProject project = new FirmwareProject().WithFiles();
        project.Build().Succeeded();
        string text = File.ReadAllText(Path.Combine(project.Output, "flash-manifest.json"));
        Assert.DoesNotContain(project.Folder, text, StringComparison.Ordinal);
        Assert.DoesNotContain(PackedPackage.Scratch, text, StringComparison.Ordinal);
        JsonElement[] outputs = [.. project.Manifest().GetProperty("outputs").EnumerateArray()];
        CollectionAssert.AreEquivalent(
            Expected.Except(["flash-manifest.json"]).ToArray(), outputs.Select(output => output.GetProperty("name").GetString()).ToArray());
        foreach (JsonElement output in outputs)
        {
            byte[] bytes = project.Bytes(output.GetProperty("name").GetString()!);
            Assert.AreEqual(bytes.Length, output.GetProperty("size").GetInt64());
            Assert.AreEqual(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), output.GetProperty("sha256").GetString());
        }
    }

    [TestMethod]
    public void JunkAndRepositoriesStayOutAndAreNamed()
    {
        using FirmwareProject project = new FirmwareProject().WithFiles()
            .Write("flash/.git/config", "x").Write("flash/web/node_modules/m/index.js", "x").Write("flash/.DS_Store", "x").Write("flash/old.js~", "x");
        project.Build().Succeeded().Says("4 files or folders below 'flash/'", ".git", "node_modules");
        StringAssert.Contains(File.ReadAllText(Path.Combine(project.Output, "flash-manifest.json")), "\"fileCount\": 3", StringComparison.Ordinal);
    }

    [TestMethod]
    public void WithoutFlashItemsNothingIsWritten()
    {
        using var project = new FirmwareProject();
        project.Build().Succeeded().DoesNotSay("FLASHFS");
        Assert.IsFalse(Directory.Exists(project.Output));
        Assert.IsFalse(Directory.Exists(project.PathOf("obj/Debug/net10.0/flash")));
    }

    [TestMethod]
    public void TheSdkFormNeedsNoCodeAndMakesNoAssembly()
    {
        using FirmwareProject project = new FirmwareProject("Images", $"<Project Sdk=\"FlashFs.Build/{PackedPackage.Version}\" />").WithFiles();
        project.Build().Succeeded();
        CollectionAssert.AreEqual(Expected, Names(project.PathOf("bin/Debug/flash")));
        Assert.IsEmpty(Directory.GetFiles(project.PathOf("bin"), "*.dll", SearchOption.AllDirectories));
        project.Build().Succeeded().Says("espfs.img: up to date");
        project.Run("clean").Succeeded();
        Assert.IsFalse(Directory.Exists(project.PathOf("bin/Debug/flash")));
    }

    [TestMethod]
    public void TheSdkFormWithoutFilesDoesNothing()
    {
        using var project = new FirmwareProject("Images", $"<Project Sdk=\"FlashFs.Build/{PackedPackage.Version}\" />");
        project.Build().Succeeded();
        Assert.IsFalse(Directory.Exists(project.PathOf("bin/Debug/flash")));
    }

    [TestMethod]
    public void SpacesAndForeignLettersInFoldersAndNamesWork()
    {
        using FirmwareProject project = new FirmwareProject("Mein Gerät ä", FirmwareProject.Csproj("<FlashRoot>flash dateien ü</FlashRoot>"))
            .Write("flash dateien ü/größe & maß.js", "1;\n")
            .Write("flash dateien ü/päckchen 小/x;y.txt", "semicolon");
        project.Build().Succeeded();
        string manifest = File.ReadAllText(Path.Combine(project.Output, "flash-manifest.json"));
        StringAssert.Contains(manifest, "\"fileCount\": 2", StringComparison.Ordinal);
    }

    private static string[] Names(string folder) =>
        [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
