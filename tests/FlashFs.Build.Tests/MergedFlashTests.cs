using System.Text.Json;

namespace FlashFs.Build.Tests;

[TestClass]
public sealed class MergedFlashTests
{
    [TestMethod]
    public void BootloaderAndAppGiveAMergedImage()
    {
        using TaskProject project = WithBinaries();
        Build(project);
        project.NoErrors();
        byte[] flash = File.ReadAllBytes(Path.Combine(project.Output, "flash.bin"));
        byte[] espfs = File.ReadAllBytes(Path.Combine(project.Output, "espfs.img"));
        Assert.AreEqual(0x300000 + espfs.Length, flash.Length);
        Assert.AreEqual(0xB0, flash[0x1000]);
        Assert.AreEqual(0xA0, flash[0x10000]);
        Assert.AreEqual(0xFF, flash[0x9000]);
        CollectionAssert.AreEqual(espfs, flash[0x300000..]);
    }

    [TestMethod]
    public void FillingReachesToTheEndOfTheFlash()
    {
        using TaskProject project = WithBinaries();
        Build(project, task => task.MergedImageFill = "true");
        Assert.AreEqual(4 * 1024 * 1024, new FileInfo(Path.Combine(project.Output, "flash.bin")).Length);
    }

    [TestMethod]
    public void WithoutAnAppThereIsNoMergedImageUnlessItIsAskedFor()
    {
        using TaskProject project = WithBinaries();
        Assert.IsTrue(project.BuildImages(task => task.Binaries = [TaskProject.Item("boot.bin")]));
        Assert.IsTrue(project.BuildFlash(task => task.Binaries = [TaskProject.Item("boot.bin", ("Partition", "bootloader"))]));
        Assert.IsFalse(File.Exists(Path.Combine(project.Output, "flash.bin")));
        Assert.IsFalse(project.BuildFlash(task =>
        {
            task.Binaries = [TaskProject.Item("boot.bin", ("Partition", "bootloader"))];
            task.MergedImage = "true";
        }));
        project.Single("error", "FLASHFS3042", "factory");
    }

    [TestMethod]
    public void APreservedPartitionIsNeverWrittenAndCutsTheMergedImage()
    {
        using TaskProject project = WithBinaries();
        Assert.IsTrue(project.BuildImages(task =>
        {
            task.Binaries = [TaskProject.Item("boot.bin")];
            task.Partitions = [TaskProject.Item("nvs", ("Preserve", "true"))];
        }));
        Assert.IsTrue(project.BuildFlash(task => task.Binaries = Binaries()));
        Assert.IsFalse(File.Exists(Path.Combine(project.Output, "flash.bin")));
        Assert.AreEqual(0x9000, new FileInfo(Path.Combine(project.Output, "flash.0x0.bin")).Length);
        Assert.IsTrue(File.Exists(Path.Combine(project.Output, "flash.0xf000.bin")));
    }

    [TestMethod]
    [DataRow("FLASHFS3037", "factory", "", 0x170001, "room for 1507328: over by 1")]
    [DataRow("FLASHFS3030", "facotry", "", 16, "factory")]
    [DataRow("FLASHFS3036", "", "", 16, "Partition")]
    [DataRow("FLASHFS3043", "", "0x18000", 16, "0x18000")]
    [DataRow("FLASHFS3039", "", "0x900000", 16, "0x900000")]
    [DataRow("FLASHFS3033", "storage", "", 16, "storage")]
    [DataRow("FLASHFS1016", "", "64X", 16, "64X")]
    public void ABinaryThatCannotGoThereIsRefused(string code, string partition, string offset, int size, string fragment)
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("app.bin", new byte[size]);
        Assert.IsTrue(project.BuildImages(task => (task.Binaries, task.FlashSize) = ([TaskProject.Item("app.bin")], "8MB")));
        Assert.IsFalse(project.BuildFlash(task => task.Binaries = [TaskProject.Item("app.bin", ("Partition", partition), ("Offset", offset))]));
        StringAssert.Contains(
            string.Join('\n', project.Messages.Where(message => message.Code == code).Select(message => message.Text)), fragment, StringComparison.Ordinal, string.Join("\n", project.Messages));
        Assert.IsFalse(Directory.Exists(project.Output), "a failed build wrote outputs");
    }

    [TestMethod]
    public void ABinaryThatIsNoAppOrHasNoBytesIsNoticed()
    {
        using TaskProject project = WithBinaries().Write("app.bin", [0xE9, 1, 2]).Write("empty.bin", []);
        Assert.IsTrue(project.BuildImages(task => task.Binaries = Binaries()));
        Assert.IsTrue(project.BuildFlash(task => task.Binaries = Binaries()));
        project.Single("warning", "FLASHFS3047", "'boot.bin'", "0xb0");
        Assert.IsFalse(project.BuildFlash(task => task.Binaries = [TaskProject.Item("empty.bin", ("Partition", "factory"))]));
        project.Single("error", "FLASHFS3046", "'empty.bin'");
    }

    [TestMethod]
    public void EverythingWrongWithBinariesIsSaidAtOnce()
    {
        using TaskProject project = WithBinaries().Write("other/app.bin", "1").Write("table/partition-table.bin", "1");
        Assert.IsTrue(project.BuildImages(task => task.Binaries = Binaries()));
        Assert.IsFalse(project.BuildFlash(task =>
        {
            task.MergedImage = "yes";
            task.Binaries =
            [
                TaskProject.Item("gone.bin", ("Partition", "factory")), TaskProject.Item("app.bin", ("Partition", "facotry")),
                TaskProject.Item("other/app.bin", ("Offset", "0x18001")), TaskProject.Item("table/partition-table.bin", ("Offset", "0x200000")),
                TaskProject.Item("boot.bin"),
            ];
        }));
        foreach (string code in (string[])["FLASHFS1001", "FLASHFS1015", "FLASHFS3030", "FLASHFS3036", "FLASHFS3043"])
        {
            project.Single("error", code);
        }

        Assert.HasCount(2, project.Messages.Where(message => message.Code == "FLASHFS1022").ToArray());
    }

    [TestMethod]
    public void PartsThatOverlapAreNamedBoth()
    {
        using TaskProject project = new TaskProject().Write("one.bin", new byte[0x2000]).Write("two.bin", new byte[0x2000]);
        Assert.IsTrue(project.BuildImages(task => task.Binaries = [TaskProject.Item("one.bin")]));
        Assert.IsFalse(project.BuildFlash(task => task.Binaries =
            [TaskProject.Item("one.bin", ("Offset", "0x200000")), TaskProject.Item("two.bin", ("Offset", "0x201000"))]));
        project.Single("error", "FLASHFS3038", "one.bin", "two.bin");
    }

    [TestMethod]
    public void ABinaryOnAPreservedPartitionIsRefused()
    {
        using TaskProject project = WithBinaries();
        Assert.IsTrue(project.BuildImages(task =>
        {
            task.Binaries = [TaskProject.Item("boot.bin")];
            task.Partitions = [TaskProject.Item("factory", ("Preserve", "true"))];
        }));
        Assert.IsFalse(project.BuildFlash(task => task.Binaries = Binaries()));
        project.Single("error", "FLASHFS3040", "factory");
    }

    [TestMethod]
    public void TheManifestSaysWhereEachOptionCameFrom()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1")
            .Write("sdkconfig", "CONFIG_SPIFFS_META_LENGTH=8\nCONFIG_ESPTOOLPY_FLASHFREQ=\"80m\"\n");
        Assert.IsTrue(project.BuildImages(task =>
        {
            task.Images =
            [
                TaskProject.Item("spiffs.img", ("Format", "spiffs"), ("NameLength", "48"), ("Profile", "mkspiffs")),
                TaskProject.Item("espfs.img", ("Format", "espfs")),
            ];
            task.SdkConfig = "sdkconfig";
        }));
        Assert.IsTrue(project.BuildFlash());
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(project.Output, "flash-manifest.json")));
        JsonElement options = manifest.RootElement.GetProperty("images")[0].GetProperty("options");
        Assert.AreEqual("FlashImage spiffs.img", options.GetProperty("nameLength").GetProperty("origin").GetString());
        Assert.AreEqual("0", options.GetProperty("metaLength").GetProperty("value").GetString());
        Assert.AreEqual("profile mkspiffs", options.GetProperty("metaLength").GetProperty("origin").GetString());
        Assert.AreEqual("sdkconfig CONFIG_ESPTOOLPY_FLASHFREQ", manifest.RootElement.GetProperty("flash").GetProperty("frequency").GetProperty("origin").GetString());
    }

    private static TaskProject WithBinaries() => new TaskProject().Write("flash/a.js", "1")
        .Write("boot.bin", [.. Enumerable.Repeat((byte)0xB0, 0x5000)])
        .Write("app.bin", [.. Enumerable.Repeat((byte)0xA0, 0x20000)]);

    private static Microsoft.Build.Framework.ITaskItem[] Binaries() =>
        [TaskProject.Item("app.bin", ("Partition", "factory")), TaskProject.Item("boot.bin", ("Partition", "bootloader"))];

    private static void Build(TaskProject project, Action<BuildFlash>? configure = null)
    {
        Assert.IsTrue(project.BuildImages(task => task.Binaries = Binaries()), string.Join('\n', project.Messages));
        Assert.IsTrue(
            project.BuildFlash(task =>
            {
                task.Binaries = Binaries();
                configure?.Invoke(task);
            }),
            string.Join('\n', project.Messages));
    }
}
