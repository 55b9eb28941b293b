namespace FlashFs.Build.Tests;

[TestClass]
public sealed class BadPartitionTests
{
    [TestMethod]
    [DataRow("app-misaligned", "FLASHFS3009", 1)]
    [DataRow("bad-flag", "FLASHFS3004", 1)]
    [DataRow("bad-size", "FLASHFS3006", 1)]
    [DataRow("duplicate-name", "FLASHFS3007", 2)]
    [DataRow("long-label", "FLASHFS3008", 1)]
    [DataRow("missing-size", "FLASHFS3005", 1)]
    [DataRow("ota-size", "FLASHFS3014", 1)]
    [DataRow("overlap", "FLASHFS3011", 2)]
    [DataRow("overlaps-table", "FLASHFS3012", 1)]
    [DataRow("too-big", "FLASHFS3013", 1)]
    [DataRow("unknown-subtype", "FLASHFS3003", 1)]
    public void EveryInvalidTableIsRefusedAtItsLine(string name, string code, int line)
    {
        using TaskProject project = new TaskProject()
            .Write("tables/table.csv", File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors/partitions/invalid", $"{name}.csv")));
        Assert.IsFalse(project.BuildImages(task => task.PartitionTable = "tables/table.csv"));
        BuildMessage message = project.Single("error", code);
        Assert.AreEqual("tables/table.csv", message.File);
        Assert.AreEqual(line, message.Line);
    }

    [TestMethod]
    public void APartitionThatTheTableLacksIsNamedWithTheRows()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Images = [TaskProject.Item("a.img", ("Format", "spiffs"), ("Partition", "storge"))]));
        project.Single("error", "FLASHFS3030", "'storge'", "storage");
    }

    [TestMethod]
    [DataRow("factory")]
    [DataRow("nvs")]
    public void APartitionOfTheSystemIsNoPlaceForFiles(string partition)
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Images = [TaskProject.Item("a.img", ("Format", "espfs"), ("Partition", partition))]));
        project.Single("error", "FLASHFS3044", partition, "not for files");
    }

    [TestMethod]
    public void APartitionOfAnotherFileSystemIsAWarning()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsTrue(project.BuildImages(task => task.Images = [TaskProject.Item("a.img", ("Format", "espfs"), ("Partition", "storage"))]));
        project.Single("warning", "FLASHFS3045", "storage", "data/spiffs");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("table.csv")]
    public void PreservingAPartitionThatIsNotThereNamesTheNearest(string table)
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1")
            .Write("table.csv", "nvs,data,nvs,0x9000,24K\nstorage,data,spiffs,0x180000,512K\nespfs,data,esphttpd,0x300000,1M\n");
        Assert.IsFalse(project.BuildImages(task => (task.Partitions, task.PartitionTable) = ([TaskProject.Item("nvss", ("Preserve", "true"))], table)));
        project.Single("error", "FLASHFS3030", "'nvss'", "did you mean 'nvs'?");
    }

    [TestMethod]
    public void TwoPartitionsOfAKindMustBeToldApart()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1")
            .Write("table.csv", "one,data,spiffs,0x10000,64K\ntwo,data,spiffs,,64K\n");
        Assert.IsFalse(project.BuildImages(task => (task.Formats, task.PartitionTable) = ("Spiffs", "table.csv")));
        project.Single("error", "FLASHFS3032", "one", "two", "Partition=");
    }

    [TestMethod]
    public void NoPartitionOfAKindIsAnError()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("table.csv", "nvs,data,nvs,0x9000,0x6000\n");
        Assert.IsFalse(project.BuildImages(task => (task.Formats, task.PartitionTable) = ("Spiffs", "table.csv")));
        project.Single("error", "FLASHFS3031", "spiffs.img", "nvs");
    }

    [TestMethod]
    public void TwoImagesOnOnePartitionAreRefused()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Images =
            [TaskProject.Item("a.img", ("Format", "spiffs")), TaskProject.Item("b.img", ("Format", "spiffs"))]));
        project.Single("error", "FLASHFS3033", "a.img", "b.img");
    }

    [TestMethod]
    public void SpiffsOnAnEncryptedPartitionIsRefusedAndEspfsIsNotedAsPlaintext()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1")
            .Write("table.csv", "storage,data,spiffs,0x180000,512K,encrypted\nespfs,data,esphttpd,0x300000,1M,encrypted\n");
        Assert.IsFalse(project.BuildImages(task => task.PartitionTable = "table.csv"));
        project.Single("error", "FLASHFS3034", "storage");
        project.Single("message", "FLASHFS3035", "espfs");
    }

    [TestMethod]
    public void ItemsBesideACsvMayOnlyPreserve()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1")
            .Write("table.csv", "storage,data,spiffs,0x180000,512K\nespfs,data,esphttpd,0x300000,1M\n");
        Assert.IsFalse(project.BuildImages(task =>
        {
            task.PartitionTable = "table.csv";
            task.Partitions = [TaskProject.Item("storage", ("Size", "1M"))];
        }));
        project.Single("error", "FLASHFS3024", "'storage'", "Size");
    }

    [TestMethod]
    public void TheDefaultTableOnAFlashTooSmallSaysToGiveACsv()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.FlashSize = "2MB"));
        project.Single("error", "FLASHFS3041", "CSV");
    }

    [TestMethod]
    public void VariablesOfTheTableComeFromTheProjectOnly()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("table.csv", "storage,data,spiffs,0x180000,$STORAGE\n");
        Assert.IsTrue(project.BuildImages(task => (task.Formats, task.PartitionTable, task.PartitionVariables) = ("Spiffs", "table.csv", "STORAGE=256K")));
        Assert.AreEqual(0x40000, new FileInfo(Path.Combine(project.Folder, "obj/flash/spiffs.img")).Length);
        Assert.IsFalse(project.BuildImages(task => (task.Formats, task.PartitionTable) = ("Spiffs", "table.csv")));
        project.Single("error", "FLASHFS3020", "STORAGE");
    }

    [TestMethod]
    public void AVariableWithoutValueIsNoVariable()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("table.csv", "storage,data,spiffs,0x180000,$STORAGE\n");
        Assert.IsFalse(project.BuildImages(task => (task.Formats, task.PartitionTable, task.PartitionVariables) = ("Spiffs", "table.csv", "STORAGE")));
        project.Single("error", "FLASHFS1012", "'STORAGE'", "NAME=value");
    }
}
