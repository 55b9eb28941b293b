using FlashFs.Diagnostics;

namespace FlashFs.Build.Tests;

[TestClass]
public sealed class BadImageTests
{
    [TestMethod]
    public void AnImageOverItsPartitionSaysByHowMuchAndNamesTheLargestFiles()
    {
        using TaskProject project = new TaskProject();
        for (int file = 1; file <= 7; file++)
        {
            project.Write($"flash/file{file}.bin", new byte[file * 25_000]);
        }

        Assert.IsFalse(project.BuildImages());
        BuildMessage message = project.Single("error", "FLASHFS2001", "spiffs.img", "'storage', 524288", "over by 230144", "file7.bin", "file3.bin", "A size of 770048");
        Assert.DoesNotContain("file2.bin", message.Text, StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(Path.Combine(project.Folder, "obj/flash/espfs.img")), "an image of a failed build was kept");
    }

    [TestMethod]
    public void NamesTooLongAndFilesTooLargeAreSaidAtOnce()
    {
        using TaskProject project = new TaskProject()
            .Write("flash/a-name-that-is-quite-a-bit-too-long.js", "1").Write("flash/large.bin", new byte[600_000]);
        Assert.IsFalse(project.BuildImages());
        project.Single("error", "FLASHFS2002");
        project.Single("error", "FLASHFS2001", "large.bin");
    }

    [TestMethod]
    public void TheRuntimeIsPartOfTheKeyWhereGzipIsUsed()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", new string('a', 1000));
        Assert.IsTrue(project.BuildImages(task => task.Images = [TaskProject.Item("a.img", ("Format", "espfs"))]));
        string layout = Path.Combine(project.Folder, "obj/flash/layout.json");
        Assert.DoesNotContain("runtimeVersion", File.ReadAllText(layout), StringComparison.Ordinal);
        Assert.IsTrue(project.BuildImages(task => task.Images = [TaskProject.Item("a.img", ("Format", "espfs"), ("GzipExtensions", "js"))]));
        StringAssert.Contains(File.ReadAllText(layout), $"\"runtimeVersion\": \"{Environment.Version}\"", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AFileSystemThatTheDeviceCouldNotWriteIsAWarning()
    {
        using TaskProject project = new TaskProject().Write("flash/large.bin", new byte[473_000]);
        Assert.IsTrue(project.BuildImages(task => task.WarnFreeBlocks = "2"));
        project.Single("warning", "FLASHFS2003", "spiffs.img", "free block");
    }

    [TestMethod]
    public void AReadOnlyPartitionNeedsNoFreeBlocks()
    {
        using TaskProject project = new TaskProject().Write("flash/large.bin", new byte[473_000])
            .Write("table.csv", "storage,data,spiffs,0x180000,512K,readonly\nespfs,data,esphttpd,0x300000,1M\n");
        Assert.IsTrue(project.BuildImages(task => task.PartitionTable = "table.csv"));
        Assert.IsFalse(project.Messages.Any(message => message.Code == "FLASHFS2003"));
    }

    [TestMethod]
    [DataRow("FLASHFS1010", "spifs", "", "", "did you mean 'spiffs'?")]
    [DataRow("FLASHFS1011", "spiffs", "PagSize", "256", "did you mean 'pageSize'?")]
    [DataRow("FLASHFS1011", "espfs", "Partiton", "espfs", "did you mean 'Partition'?")]
    [DataRow("FLASHFS1011", "espfs", "Sise", "1MB", "did you mean 'Size'?")]
    [DataRow("FLASHFS1011", "simplefs", "ExcludeFile", "*.map", "did you mean 'ExcludeFiles'?")]
    [DataRow("FLASHFS1011", "espfs", "Levl", "9", "did you mean 'level'? (valid: compression, level, gzipExtensions, Format, ")]
    [DataRow("FLASHFS1012", "spiffs", "PageSize", "300", "a power of two")]
    [DataRow("FLASHFS1012", "spiffs", "UseMagic", "ture", "did you mean 'true'?")]
    [DataRow("FLASHFS1012", "espfs", "Compression", "heatshrinc", "did you mean 'heatshrink'?")]
    [DataRow("FLASHFS1012", "espfs", "Level", "10", "from 1 to 9")]
    [DataRow("FLASHFS1013", "spiffs", "Profile", "esp-ifd", "did you mean 'esp-idf'?")]
    [DataRow("FLASHFS1016", "spiffs", "Size", "512Q", "512Q")]
    [DataRow("FLASHFS1023", "spiffs", "Root", "nowhere", "nowhere")]
    [DataRow("FLASHFS1023", "spiffs", "Root", "flahs", "did you mean 'flash'?")]
    [DataRow("FLASHFS1023", "spiffs", "Root", "flash/a.js", "is a file, not a folder")]
    public void WhatIsUnknownComesWithTheNearestThatIs(string code, string format, string name, string value, string fragment)
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        var image = TaskProject.Item("test.img", ("Format", format));
        if (name.Length > 0)
        {
            image.SetMetadata(name, value);
        }

        Assert.IsFalse(project.BuildImages(task => task.Images = [image]));
        Assert.AreEqual("Firmware.csproj", project.Single("error", code, fragment).File);
    }

    [TestMethod]
    public void AnUnknownDefaultFormatOrProfileOfTheProjectIsNamed()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => (task.Formats, task.Profile) = ("Espfs;Spifs", "arduino")));
        project.Single("error", "FLASHFS1010", "'Spifs'", "did you mean 'spiffs'?");
    }

    [TestMethod]
    public void TwoImagesOfOneNameAndANameThatIsNoneAreRefused()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Images =
        [
            TaskProject.Item("a.img", ("Format", "espfs")),
            TaskProject.Item("A.img", ("Format", "espfs")),
            TaskProject.Item("sub/b.img", ("Format", "espfs")),
        ]));
        project.Single("error", "FLASHFS1022", "'A.img'");
        project.Single("error", "FLASHFS1015", "'sub/b.img'");
    }

    [TestMethod]
    [DataRow("partition-table.bin")]
    [DataRow("FLASH_ARGS")]
    [DataRow("state.bin")]
    [DataRow("flash.bin")]
    [DataRow("flash.0x9000.bin")]
    public void AnImageNamedLikeAFileOfTheBuildIsRefused(string name)
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Images = [TaskProject.Item(name, ("Format", "espfs"))]));
        project.Single("error", "FLASHFS1022", $"'{name}'");
    }

    [TestMethod]
    public void ExcludedFilesStayOutAndTheReservedWordIsExplained()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("flash/b.bin", "1").Write("flash/web/c.js", "1");
        Assert.IsTrue(project.BuildImages(task => task.Images = [TaskProject.Item("a.img", ("Format", "espfs"), ("ExcludeFiles", "*.bin;web/**"))]));
        StringAssert.Contains(File.ReadAllText(Path.Combine(project.Folder, "obj/flash/layout.json")), "\"fileCount\": 1", StringComparison.Ordinal);
        Assert.IsFalse(project.BuildImages(task => task.Images = [TaskProject.Item("a.img", ("Format", "espfs"), ("Exclude", "*.bin"))]));
        project.Single("error", "FLASHFS1015", "'Exclude'", "ExcludeFiles");
    }

    [TestMethod]
    public void MessagesAboutOptionsNameTheImage()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Images =
            [TaskProject.Item("a.img", ("Format", "espfs"), ("Foo", "1")), TaskProject.Item("b.img", ("Format", "nope"))]));
        project.Single("error", "FLASHFS1011", "a.img: 'Foo'");
        project.Single("error", "FLASHFS1010", "b.img: 'nope'");
    }

    [TestMethod]
    public void ASwitchThatIsNoneIsRefusedWithACode()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => (task.VerifyImages, task.EnableDefaultFiles) = ("perhaps", "ja")));
        Assert.HasCount(2, project.Messages.Where(message => message.Code == "FLASHFS1015").ToArray());
    }

    [TestMethod]
    public void AllThatIsWrongIsSaidAtOnce()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("table.csv", "nvs,data,nope,0x9000,0x6000\n");
        Assert.IsFalse(project.BuildImages(task =>
        {
            task.Images = [TaskProject.Item("a.img", ("Format", "spiffs"), ("PageSize", "1")), TaskProject.Item("b.img", ("Format", "nope"))];
            task.PartitionTable = "table.csv";
            task.Chip = "esp99";
            task.FlashMode = "dia";
            task.Files = [TaskProject.Item("flash/a.js"), TaskProject.Item("flash/gone.js")];
            task.Partitions = [TaskProject.Item("nvs", ("Preserv", "true"))];
            task.SdkConfig = "nowhere";
        }));
        Assert.HasCount(2, project.Messages.Where(message => message.Code == "FLASHFS1001").ToArray());
        foreach (string code in (string[])["FLASHFS1010", "FLASHFS1015", "FLASHFS1012", "FLASHFS1020", "FLASHFS1021", "FLASHFS3003"])
        {
            project.Single("error", code);
        }
    }

    [TestMethod]
    public void ASizeThatIsNotThePartitionsIsRefusedWhereTheDeviceMountsBySize()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Images = [TaskProject.Item("a.img", ("Format", "spiffs"), ("Size", "256K"))]));
        project.Single("error", "FLASHFS2004", "262144", "524288", "'storage'");
    }

    [TestMethod]
    public void AnOutputFolderThatCannotBeWrittenIsNamedAndTheFormerOutputsStay()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("out", "a file where the folder should be");
        Assert.IsTrue(project.BuildImages());
        Assert.IsFalse(project.BuildFlash());
        project.Single("error", "FLASHFS9002", "out");
        Assert.AreEqual("a file where the folder should be", File.ReadAllText(project.Output));
    }

    [TestMethod]
    public void WhatLiesBetweenInputsAndOutputsFailsWithACodeToo()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsTrue(project.BuildImages());
        using (new FileStream(Path.Combine(project.Folder, "obj/flash/layout.json"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.IsFalse(project.BuildFlash());
        }

        project.Single("error", DiagnosticCodes.FileSystemFailed.Code, "layout.json");
    }

    [TestMethod]
    public void WarningsBecomeErrorsOnlyAsTheProjectSays()
    {
        using TaskProject project = new TaskProject().Write("flash/.env", "1");
        Assert.IsFalse(project.BuildImages(task => task.TreatWarningsAsErrors = true));
        project.Single("error", "FLASHFS1007");
        using TaskProject silenced = new TaskProject().Write("flash/.env", "1");
        Assert.IsTrue(silenced.BuildImages(task => (task.TreatWarningsAsErrors, task.NoWarn) = (true, "1591;FLASHFS1007")));
        using TaskProject exempt = new TaskProject().Write("flash/.env", "1");
        Assert.IsTrue(exempt.BuildImages(task => (task.TreatWarningsAsErrors, task.WarningsNotAsErrors) = (true, "FLASHFS1007")));
        exempt.Single("warning", "FLASHFS1007");
    }
}
