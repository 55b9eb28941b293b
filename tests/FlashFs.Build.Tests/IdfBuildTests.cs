using System.Text.Json;
using Microsoft.Build.Framework;

namespace FlashFs.Build.Tests;

/// <summary>FlashIdfBuild: boot loader, apps, chip, flash settings and table out of an ESP-IDF build folder.</summary>
[TestClass]
public sealed class IdfBuildTests
{
    [TestMethod]
    public void TheFolderGivesPartsChipSettingsAndTable()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild(mode: "dout");
        Assert.IsTrue(Build(project), Said(project));
        project.NoErrors();
        CollectionAssert.AreEqual(
            (string[])["bootloader.bin", "firmware.bin", "flash-manifest.json", "flash.bin", "flash_args", "flasher_args.json", "partition-table.bin", "phy_init_data.bin", "spiffs.img"],
            Directory.GetFiles(project.Output).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToArray());
        CollectionAssert.AreEqual(IdfFolder.Vector("single.bin"), Bytes(project, "partition-table.bin"));
        Assert.AreEqual(
            "--flash-mode dout --flash-freq 80m --flash-size 8MB\n0x1000 bootloader.bin\n0x8000 partition-table.bin\n0xf000 phy_init_data.bin\n0x10000 firmware.bin\n0x110000 spiffs.img\n",
            File.ReadAllText(Path.Combine(project.Output, "flash_args")));
        byte[] flash = Bytes(project, "flash.bin");
        CollectionAssert.AreEqual(IdfFolder.Code(0x20000), flash[0x10000..0x30000]);
        JsonElement manifest = Manifest(project);
        Assert.AreEqual("build/partition_table/partition-table.bin", manifest.GetProperty("partitionTable").GetProperty("source").GetString());
        Assert.AreEqual("build/flasher_args.json", manifest.GetProperty("flash").GetProperty("mode").GetProperty("origin").GetString());
        Assert.AreEqual("build/firmware.bin", manifest.GetProperty("binaries")[2].GetProperty("source").GetString());
    }

    [TestMethod]
    public void ASecondBuildDoesNothingAndEachFileOfTheFolderIsAnInput()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild();
        Assert.IsTrue(Build(project.LetTimePass()), Said(project)); // what was written a moment ago is hashed a second time
        Assert.IsTrue(Build(project));
        Assert.Contains(message => message.Text.StartsWith("out: up to date, ", StringComparison.Ordinal), project.Messages, Said(project));

        project.Write("build/firmware.bin", IdfFolder.Code(0x30000));
        Assert.IsTrue(Build(project));
        Assert.HasCount(0x30000, Bytes(project, "firmware.bin"));

        project.WithIdfBuild(mode: "qio");
        Assert.IsTrue(Build(project));
        StringAssert.StartsWith(File.ReadAllText(Path.Combine(project.Output, "flash_args")), "--flash-mode qio", StringComparison.Ordinal);

        // Another table of the same rows: one without an MD5 row, as boot loaders before ESP-IDF 3.1 want it.
        project.WithIdfBuild(mode: "qio", table: "single-nomd5.bin");
        Assert.IsTrue(Build(project));
        CollectionAssert.AreEqual(IdfFolder.Vector("single-nomd5.bin"), Bytes(project, "partition-table.bin"));
    }

    [TestMethod]
    public void WhatTheProjectSaysItselfGoesBeforeTheFolder()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild().Write("sdkconfig", "CONFIG_ESPTOOLPY_FLASHFREQ=\"40m\"\n")
            .Write("signed/firmware.bin", IdfFolder.Code(0x21000));
        ITaskItem[] binaries = [TaskProject.Item("signed/firmware.bin", ("Partition", "factory"))];
        Assert.IsTrue(Build(project, task => (task.FlashMode, task.SdkConfig) = ("qout", "sdkconfig"), task => task.Binaries = binaries), Said(project));
        Assert.AreEqual(
            "--flash-mode qout --flash-freq 80m --flash-size 8MB", File.ReadLines(Path.Combine(project.Output, "flash_args")).First());
        Assert.HasCount(0x21000, Bytes(project, "firmware.bin"));
        project.Single("message", "FLASHFS3061", "'build/firmware.bin'", "'firmware.bin' goes to 0x10000");
    }

    [TestMethod]
    public void AnImageThatIsMadeHereReplacesTheFolders()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1")
            .WithIdfBuild(files: "\"0x110000\" : \"storage.bin\",").Write("build/storage.bin", new byte[0x80000]);
        Assert.IsTrue(Build(project), Said(project));
        project.Single("message", "FLASHFS3061", "'build/storage.bin'", "'spiffs.img' goes to 0x110000");
        Assert.IsFalse(File.Exists(Path.Combine(project.Output, "storage.bin")));
        Assert.IsTrue(project.BuildFlash(task => task.IdfBuild = "build"), "and a second build says the same");
    }

    [TestMethod]
    public void APartOfAPreservedPartitionIsLeftOut()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild();
        Assert.IsTrue(Build(project, task => task.Partitions = [TaskProject.Item("phy_init", ("Preserve", "true"))]), Said(project));
        project.Single("message", "FLASHFS3061", "'build/phy_init_data.bin'", "'phy_init' is preserved");
        Assert.IsTrue(File.Exists(Path.Combine(project.Output, "flash.0x10000.bin")));
    }

    [TestMethod]
    public void AnotherTableIsAnErrorWithEveryRowThatDiffers()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild()
            .Write("partitions.csv", IdfFolder.Vector("single.csv"));
        Assert.IsTrue(Build(project, task => task.PartitionTable = "partitions.csv"), Said(project));

        project.Write("partitions.csv", "nvs,data,nvs,0x9000,24K\nfactory,app,factory,0x10000,1M,\nstorage,data,spiffs,0x120000,512K\ncores,data,coredump,,64K\n");
        Assert.IsFalse(Build(project, task => task.PartitionTable = "partitions.csv"));
        BuildMessage message = project.Single(
            "error",
            "FLASHFS3060",
            "'build/partition_table/partition-table.bin'",
            "'phy_init' (data/phy, 0xf000, 0x1000) is only in the build",
            "the build has 'storage' (data/spiffs, 0x110000, 0x80000), and here is 'storage' (data/spiffs, 0x120000, 0x80000)",
            "'cores' (data/coredump, 0x1a0000, 0x10000) is only here");
        Assert.AreEqual("partitions.csv", message.File);
        Assert.DoesNotContain("'nvs'", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("'factory'", message.Text, StringComparison.Ordinal);
    }

    [TestMethod]
    public void ItemsThatDescribeATableAndAnotherOffsetAreComparedToo()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild();
        Assert.IsFalse(Build(project, task => task.Partitions = [TaskProject.Item("storage", ("Type", "data"), ("SubType", "spiffs"), ("Size", "1M"))]));
        project.Single("error", "FLASHFS3060", "FlashPartition items", "'factory' (app/factory, 0x10000, 0x100000) is only in the build");

        using TaskProject moved = new TaskProject().Write("flash/a.js", "1").WithIdfBuild(table: "ota-offset9000.bin");
        Assert.IsFalse(Build(moved, task => task.PartitionTableOffset = "0x9000"));
        moved.Single("error", "FLASHFS3060", "the table lies at 0x8000 in the build and at 0x9000 here");
    }

    [TestMethod]
    public void EncryptedPartsAreMarkedAndTheBuildSaysWhatIsPlaintext()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild(encrypted: "true").Write("own/app.bin", IdfFolder.Code(0x100));
        Assert.IsTrue(Build(project, configureFlash: task => task.Binaries = [TaskProject.Item("own/app.bin", ("Offset", "0x10000"))]), Said(project));
        project.Single("warning", "FLASHFS3062", "bootloader.bin, partition-table.bin, app.bin", "--encrypt-files");
        using JsonDocument arguments = JsonDocument.Parse(Bytes(project, "flasher_args.json"));
        Assert.AreEqual("true", arguments.RootElement.GetProperty("app").GetProperty("encrypted").GetString());
        Assert.AreEqual("true", arguments.RootElement.GetProperty("bootloader").GetProperty("encrypted").GetString());
        Assert.AreEqual("true", arguments.RootElement.GetProperty("partition-table").GetProperty("encrypted").GetString());
        Assert.AreEqual("false", arguments.RootElement.GetProperty("storage").GetProperty("encrypted").GetString());
    }

    [TestMethod]
    public void AnotherChipIsAWarning()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild();
        Assert.IsTrue(Build(project, task => task.Chip = "esp32s2"), Said(project));
        project.Single("warning", "FLASHFS3063", "FlashChip is 'esp32s2'", "built for 'esp32'");

        using TaskProject other = new TaskProject().Write("flash/a.js", "1").WithIdfBuild().Write("sdkconfig", "CONFIG_IDF_TARGET=\"esp32c3\"\n");
        Assert.IsTrue(Build(other, task => task.SdkConfig = "sdkconfig"), Said(other));
        other.Single("warning", "FLASHFS3063", "CONFIG_IDF_TARGET of 'sdkconfig' is 'esp32c3'");
    }

    [TestMethod]
    [DataRow("\"0x18000\" : \"more.bin\",", "FLASHFS3043", "0x18000")]
    [DataRow("\"0x20000\" : \"more.bin\",", "FLASHFS3038", "firmware.bin")]
    [DataRow("\"0x10000\" : \"more.bin\",", "FLASHFS3033", "more.bin")]
    [DataRow("\"0x300000\" : \"more.bin\",", "FLASHFS3037", "the gap it lies in has room for 5242880")]
    [DataRow("\"0x900000\" : \"more.bin\",", "FLASHFS3039", "0x900000")]
    public void APartThatCannotGoThereIsRefusedAtItsLine(string files, string code, string fragment)
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild(files: files).Write("build/more.bin", IdfFolder.Code(0x600000));
        Assert.IsFalse(Build(project));
        BuildMessage[] found = [.. project.Messages.Where(message => message.Code == code)];
        Assert.IsTrue(found.Length > 0 && found.Any(message => message.Text.Contains(fragment, StringComparison.Ordinal)), Said(project));
        Assert.AreEqual("build/flasher_args.json", found[0].File);
        Assert.IsTrue(found[0].Line > 0, Said(project));
        Assert.IsFalse(Directory.Exists(project.Output));
    }

    [TestMethod]
    public void AnAppOverItsPartitionIsRefusedWithFiguresAndAPartInAGapGoesThere()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild().Write("build/firmware.bin", IdfFolder.Code(0x100001));
        Assert.IsFalse(Build(project));
        Assert.AreEqual(12, project.Single("error", "FLASHFS3037", "firmware.bin", "over by 1").Line);

        using TaskProject gap = new TaskProject().Write("flash/a.js", "1").WithIdfBuild(files: "\"0x400000\" : \"more.bin\",").Write("build/more.bin", IdfFolder.Code(0x100));
        Assert.IsTrue(Build(gap), Said(gap));
        StringAssert.Contains(File.ReadAllText(Path.Combine(gap.Output, "flash_args")), "0x400000 more.bin", StringComparison.Ordinal);
    }

    [TestMethod]
    public void EveryFileThatIsListedAndNotThereIsNamed()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild();
        File.Delete(Path.Combine(project.Folder, "build/firmware.bin"));
        File.Delete(Path.Combine(project.Folder, "build/partition_table/partition-table.bin"));
        Assert.IsFalse(Build(project));
        BuildMessage[] found = [.. project.Messages.Where(message => message.Code == "FLASHFS1030")];
        Assert.HasCount(2, found, Said(project));
        StringAssert.Contains(found[0].Text, "'build/firmware.bin' is listed for 0x10000 and is not there", StringComparison.Ordinal);
        Assert.AreEqual(12, found[0].Line);
        Assert.AreEqual(13, found[1].Line);
    }

    [TestMethod]
    public void AFolderThatIsNoneIsRefused()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("empty/x.txt", "");
        Assert.IsFalse(Build(project));
        project.Single("error", "FLASHFS1023", "'build' does not exist", "idf.py build");
        Assert.IsFalse(project.BuildImages(task => task.IdfBuild = "empty"));
        project.Single("error", "FLASHFS1030", "'empty' has no flasher_args.json");
    }

    [TestMethod]
    public void ATableThatIsNoneIsRefused()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild().Write("build/partition_table/partition-table.bin", "nvs,data");
        Assert.IsFalse(Build(project));
        Assert.AreEqual("build/flasher_args.json", project.Single("error", "FLASHFS1030", "listed as the partition table and is none").File);
    }

    [TestMethod]
    public void TheFolderItselfIsNoPlaceForOutputs()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").WithIdfBuild();
        string before = File.ReadAllText(Path.Combine(project.Folder, "build/flasher_args.json"));
        Assert.IsFalse(Build(project, configureFlash: task => task.OutputFolder = "build/"));
        project.Single("error", "FLASHFS1030", "FlashIdfBuild and FlashOutputPath are both 'build'");
        Assert.AreEqual(before, File.ReadAllText(Path.Combine(project.Folder, "build/flasher_args.json")));
    }

    private static bool Build(TaskProject project, Action<BuildFlashImages>? configureImages = null, Action<BuildFlash>? configureFlash = null) =>
        project.BuildImages(task =>
        {
            (task.IdfBuild, task.Formats) = ("build/", "Spiffs");
            configureImages?.Invoke(task);
        })
        && project.BuildFlash(task =>
        {
            (task.IdfBuild, task.FlashReport) = ("build/", "false");
            configureFlash?.Invoke(task);
        });

    private static byte[] Bytes(TaskProject project, string name) => File.ReadAllBytes(Path.Combine(project.Output, name));

    private static JsonElement Manifest(TaskProject project)
    {
        using JsonDocument manifest = JsonDocument.Parse(Bytes(project, "flash-manifest.json"));
        return manifest.RootElement.Clone();
    }

    private static string Said(TaskProject project) => string.Join('\n', project.Messages);
}
