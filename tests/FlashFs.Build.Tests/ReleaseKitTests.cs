using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace FlashFs.Build.Tests;

/// <summary>FlashReleaseKit: everything that goes out with a release, in a folder and a zip.</summary>
[TestClass]
public sealed class ReleaseKitTests
{
    [TestMethod]
    public void TheKitHasEverythingAndItsChecksumsHold()
    {
        using TaskProject project = Firmware();
        Build(project);
        string[] files =
        [
            "FLASHING.md", "SHA256SUMS", "app.bin", "boot.bin", "espfs.img", "flash-manifest.json", "flash-map.html", "flash-report.json", "flash.bin", "flash_args", "flasher_args.json",
            "manifest.json", "partition-table.bin", "partition-table.csv", "spiffs.img",
        ];
        CollectionAssert.AreEqual(files, Kit(project));
        foreach (string copied in files.Where(name => File.Exists(Path.Combine(project.Output, name))))
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(project.Output, copied)), Bytes(project, copied), copied);
        }

        string[] sums = File.ReadAllLines(Path.Combine(project.Output, "kit/SHA256SUMS"));
        CollectionAssert.AreEqual(
            files.Where(name => name != "SHA256SUMS").Select(name => $"{Convert.ToHexStringLower(SHA256.HashData(Bytes(project, name)))}  {name}").ToArray(), sums);
        Assert.AreEqual(
            "# ESP-IDF Partition Table\n# Name, Type, SubType, Offset, Size, Flags\nnvs,data,nvs,0x9000,24K,\nphy_init,data,phy,0xf000,4K,\nfactory,app,factory,0x10000,1472K,\nstorage,data,spiffs,0x180000,512K,\nespfs,data,esphttpd,0x300000,1M,\n",
            File.ReadAllText(Path.Combine(project.Output, "kit/partition-table.csv")));
    }

    [TestMethod]
    public void TheWebManifestHasTheShapeOfEspWebTools()
    {
        using TaskProject project = Firmware();
        Build(project, images: task => task.Chip = "ESP32-C3");
        using JsonDocument manifest = JsonDocument.Parse(Bytes(project, "manifest.json"));
        JsonElement root = manifest.RootElement;
        Assert.AreEqual("My Firmware", root.GetProperty("name").GetString());
        Assert.AreEqual("1.2.3", root.GetProperty("version").GetString());
        Assert.IsTrue(root.GetProperty("new_install_prompt_erase").GetBoolean());
        JsonElement build = root.GetProperty("builds").EnumerateArray().Single();
        Assert.AreEqual("ESP32-C3", build.GetProperty("chipFamily").GetString());
        CollectionAssert.AreEqual(
            (string[])["boot.bin@0", "partition-table.bin@32768", "app.bin@65536", "spiffs.img@1572864", "espfs.img@3145728"],
            build.GetProperty("parts").EnumerateArray().Select(part => $"{part.GetProperty("path").GetString()}@{part.GetProperty("offset").GetInt32()}").ToArray());
    }

    [TestMethod]
    public void AChipThatEspWebToolsDoesNotKnowHasNoManifestForIt()
    {
        using TaskProject project = Firmware();
        Build(project, images: task => task.Chip = "esp32h21");
        Assert.DoesNotContain("manifest.json", Kit(project));
        StringAssert.Contains(Guide(project), "ESP Web Tools does not know ESP32-H21", StringComparison.Ordinal);
    }

    [TestMethod]
    public void TheZipHoldsTheFolderUncompressedAndHangsOnNothingOfTheMachine()
    {
        using TaskProject project = Firmware();
        Build(project);
        byte[] bytes = File.ReadAllBytes(Path.Combine(project.Output, "Firmware-1.2.3.zip"));
        using var zip = new ZipArchive(new MemoryStream(bytes));
        CollectionAssert.AreEqual(Kit(project).Select(name => $"Firmware-1.2.3/{name}").ToArray(), zip.Entries.Select(entry => entry.FullName).ToArray());
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using (Stream stream = entry.Open())
            {
                stream.CopyTo(content); // checks the CRC
            }

            CollectionAssert.AreEqual(Bytes(project, entry.Name), content.ToArray(), entry.Name);
            Assert.AreEqual(entry.Length, entry.CompressedLength);
            Assert.AreEqual(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime);
            Assert.AreEqual(0x81A4, entry.ExternalAttributes >>> 16);
        }

        using TaskProject elsewhere = Firmware();
        File.SetLastWriteTimeUtc(Path.Combine(elsewhere.Folder, "app.bin"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Build(elsewhere);
        CollectionAssert.AreEqual(bytes, File.ReadAllBytes(Path.Combine(elsewhere.Output, "Firmware-1.2.3.zip")));
    }

    [TestMethod]
    public void ASecondBuildWritesNothingAndWhatIsNotMadeAnyMoreGoes()
    {
        using TaskProject project = Firmware();
        Build(project);
        Dictionary<string, DateTime> times = Times(project);
        Build(project);
        CollectionAssert.AreEquivalent(times, Times(project));

        File.Delete(Path.Combine(project.Output, "kit/FLASHING.md"));
        Build(project);
        Assert.IsTrue(File.Exists(Path.Combine(project.Output, "kit/FLASHING.md")));

        Build(project, flash: task => (task.ReleaseVersion, task.ReleaseKitName) = ("1.3", "Firmware-1.3"));
        Assert.IsFalse(File.Exists(Path.Combine(project.Output, "Firmware-1.2.3.zip")));
        Assert.IsTrue(File.Exists(Path.Combine(project.Output, "Firmware-1.3.zip")));

        Build(project, images: task => task.Formats = "Espfs");
        Assert.DoesNotContain("spiffs.img", Kit(project));

        // What somebody put there stays, and so does its folder.
        File.WriteAllText(Path.Combine(project.Output, "kit/notes.txt"), "mine");
        Build(project, flash: task => task.ReleaseKit = "false");
        CollectionAssert.AreEqual((string[])["notes.txt"], Kit(project));
        Build(project);
        File.Delete(Path.Combine(project.Output, "kit/notes.txt"));
        var clean = new CleanFlash { BuildEngine = project.Engine, ProjectDirectory = project.Folder, IntermediateFolder = "obj/flash/", OutputFolder = "out/" };
        Assert.IsTrue(clean.Execute());
        Assert.IsFalse(Directory.Exists(project.Output));
        Assert.IsTrue(clean.Execute(), "and a second time");
    }

    [TestMethod]
    public void EveryPartThatIsMissingIsNamedWithWhatToWrite()
    {
        using TaskProject project = Firmware();
        Assert.IsTrue(project.BuildImages());
        Assert.IsFalse(project.BuildFlash(Settings));
        string[] errors = [.. project.Messages.Where(message => message.Code == "FLASHFS3070").Select(message => message.Text)];
        Assert.HasCount(2, errors);
        StringAssert.Contains(errors[0], "lacks the boot loader", StringComparison.Ordinal);
        StringAssert.Contains(errors[0], """<FlashBinary Include="bootloader.bin" Partition="bootloader" />""", StringComparison.Ordinal);
        StringAssert.Contains(errors[1], """<FlashBinary Include="app.bin" Partition="factory" />""", StringComparison.Ordinal);
        StringAssert.Contains(errors[1], "FlashIdfBuild", StringComparison.Ordinal);
        Assert.IsFalse(Directory.Exists(project.Output));
    }

    [TestMethod]
    public void WhatIsPreservedIsInNoPieceAndTheGuideSaysSo()
    {
        using TaskProject project = Firmware();
        Build(project, images: task => task.Partitions = [TaskProject.Item("nvs", ("Preserve", "true"))]);
        string[] kit = Kit(project);
        Assert.DoesNotContain("flash.bin", kit);
        Assert.Contains("flash.0x0.bin", kit);
        string guide = Guide(project);
        StringAssert.Contains(guide, "esptool --chip esp32 write-flash 0x0 flash.0x0.bin 0xf000 flash.0xf000.bin\n", StringComparison.Ordinal);
        StringAssert.Contains(guide, "written by none of the commands above:\n\n| partition | kind | offset | size |\n|---|---|---|---|\n| `nvs` | data/nvs | 0x9000 | 24 KB |\n", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AKitForDevicesThatRunAlreadyNeedsNoApp()
    {
        using TaskProject project = Firmware();
        Assert.IsTrue(project.BuildImages(task => task.Partitions = [TaskProject.Item("factory", ("Preserve", "true"))]));
        Assert.IsTrue(project.BuildFlash(Settings), Said(project));
        StringAssert.Contains(Guide(project), "| `factory` | app/factory | 0x10000 | 1.44 MB |", StringComparison.Ordinal);
        Assert.DoesNotContain("0xf000 flash", Guide(project), StringComparison.Ordinal);
    }

    [TestMethod]
    public void ImagesWithoutAPlaceInAnEsp32HaveAKitWithoutEsptool()
    {
        using TaskProject project = new TaskProject().Write("flash/index.js", "1");
        Assert.IsTrue(project.BuildImages(task => task.Formats = "simplefs"));
        Assert.IsTrue(project.BuildFlash(Settings), Said(project));
        CollectionAssert.AreEqual((string[])["FLASHING.md", "SHA256SUMS", "flash-manifest.json", "flash-report.json", "simplefs.fs"], Kit(project));
        Assert.DoesNotContain("esptool", Guide(project), StringComparison.Ordinal);
        StringAssert.Contains(Guide(project), "| `simplefs.fs` |", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("a/b")]
    [DataRow("")]
    [DataRow(".hidden")]
    [DataRow("what?")]
    public void ANameThatIsNoneIsRefused(string name)
    {
        using TaskProject project = Firmware();
        Assert.IsTrue(project.BuildImages(task => task.Binaries = Binaries()));
        Assert.IsFalse(project.BuildFlash(task =>
        {
            Settings(task);
            (task.Binaries, task.ReleaseKitName) = (Binaries(), name);
        }));
        project.Single("error", "FLASHFS1015", "FlashReleaseKitName");
    }

    [TestMethod]
    public void APartWithTheNameOfTheZipIsRefused()
    {
        using TaskProject project = Firmware().Write("Firmware-1.2.3.zip", "x");
        Assert.IsTrue(project.BuildImages(task => task.Binaries = Binaries()));
        Assert.IsFalse(project.BuildFlash(task =>
        {
            Settings(task);
            task.Binaries = [.. Binaries(), TaskProject.Item("Firmware-1.2.3.zip", ("Offset", "0x200000"))];
        }));
        project.Single("error", "FLASHFS1022", "'Firmware-1.2.3.zip'", "FlashReleaseKitName");
    }

    private static TaskProject Firmware() => new TaskProject().Write("flash/a.js", "1").Write("boot.bin", IdfFolder.Code(0x5000)).Write("app.bin", IdfFolder.Code(0x20000));

    private static Microsoft.Build.Framework.ITaskItem[] Binaries() =>
        [TaskProject.Item("app.bin", ("Partition", "factory")), TaskProject.Item("boot.bin", ("Partition", "bootloader"))];

    private static void Settings(BuildFlash task) =>
        (task.ReleaseKit, task.ReleaseKitName, task.ReleaseTitle, task.ReleaseVersion) = ("true", "Firmware-1.2.3", "My Firmware", "1.2.3");

    private static void Build(TaskProject project, Action<BuildFlashImages>? images = null, Action<BuildFlash>? flash = null)
    {
        Assert.IsTrue(
            project.BuildImages(task =>
            {
                task.Binaries = Binaries();
                images?.Invoke(task);
            }),
            Said(project));
        Assert.IsTrue(
            project.BuildFlash(task =>
            {
                Settings(task);
                task.Binaries = Binaries();
                flash?.Invoke(task);
            }),
            Said(project));
    }

    private static string[] Kit(TaskProject project) =>
        [.. Directory.GetFiles(Path.Combine(project.Output, "kit")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static byte[] Bytes(TaskProject project, string name) => File.ReadAllBytes(Path.Combine(project.Output, "kit", name));

    private static string Guide(TaskProject project) => File.ReadAllText(Path.Combine(project.Output, "kit/FLASHING.md"));

    private static Dictionary<string, DateTime> Times(TaskProject project) =>
        Directory.GetFiles(project.Output, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc);

    private static string Said(TaskProject project) => string.Join('\n', project.Messages);
}
