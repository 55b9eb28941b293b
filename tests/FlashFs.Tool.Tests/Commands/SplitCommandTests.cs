namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class SplitCommandTests
{
    [TestMethod]
    public void WhatWasMergedComesApart()
    {
        using ToolFolder folder = Dump();
        ToolRun run = folder.Run("split", "flash.bin", "-o", "parts").Succeeded();
        CollectionAssert.AreEqual(
            new[] { "bootloader.bin", "factory.bin", "nvs.bin", "partition-table.bin", "phy_init.bin", "storage.bin" }, folder.Files("parts"));
        CollectionAssert.AreEqual(Vectors.Bytes("images/spiffs-meta0.img"), File.ReadAllBytes(folder["parts/storage.bin"])[..0x30000]);
        CollectionAssert.AreEqual(Vectors.Bytes("partitions/single.bin"), File.ReadAllBytes(folder["parts/partition-table.bin"])[..0xC00]);
        Assert.AreEqual(0x100000, new FileInfo(folder["parts/factory.bin"]).Length);
        Assert.HasCount(7, run.Lines);
    }

    [TestMethod]
    public void AMergedImageThatEndsEarlyIsCutWithAWarning()
    {
        using ToolFolder folder = Dump();
        folder.With("short.bin", File.ReadAllBytes(folder["flash.bin"]).AsSpan(0, 0x10003));
        ToolRun run = folder.Run("split", "short.bin", "-o", "parts");
        Assert.AreEqual(0, run.Status);
        StringAssert.Contains(run.Error, "flashfs: warning FLASHFS5012: 'short.bin' ends at 0x10003, within or before partition 'factory'", StringComparison.Ordinal);
        StringAssert.Contains(run.Error, "'storage'", StringComparison.Ordinal);
        Assert.AreEqual(3, new FileInfo(folder["parts/factory.bin"]).Length);
        Assert.IsFalse(File.Exists(folder["parts/storage.bin"]));
    }

    [TestMethod]
    public void AHostileLabelStaysInTheFolder()
    {
        using ToolFolder folder = Dump();
        byte[] dump = File.ReadAllBytes(folder["flash.bin"]);
        "../../evil\0\0\0\0\0\0"u8.CopyTo(dump.AsSpan(0x8000 + 12));
        folder.With("evil.bin", dump);
        ToolRun run = folder.Run("split", "evil.bin", "-o", "in/parts").Failed(1, "FLASHFS5004", "evil.bin: ");
        Assert.HasCount(6, folder.Files("in/parts"), run.Out);
        Assert.HasCount(6, folder.Files("in"));
    }

    [TestMethod]
    public void ALinkInTheFolderIsNotWrittenThrough()
    {
        using ToolFolder folder = Dump();
        folder.With("precious", "precious");
        Directory.CreateDirectory(folder["parts"]);
        File.CreateSymbolicLink(folder["parts/nvs.bin"], folder["precious"]);
        folder.Run("split", "flash.bin", "-o", "parts").Failed(1, "FLASHFS5009", "'nvs.bin' is not written");
        Assert.AreEqual("precious", File.ReadAllText(folder["precious"]));
        Assert.HasCount(6, folder.Files("parts"));
    }

    [TestMethod]
    [DataRow("split", 2, "FLASHFS9003", "FLASH")]
    [DataRow("split flash.bin", 2, "FLASHFS9003", "--output")]
    [DataRow("split gone -o parts", 1, "FLASHFS1001", "'gone'")]
    [DataRow("split noise -o parts", 1, "FLASHFS5001", "0x8000")]
    [DataRow("split empty -o parts", 1, "FLASHFS5002", "0 bytes")]
    [DataRow("split flash.bin -o parts --table-offset 0x9000", 1, "FLASHFS5001", "0x9000")]
    [DataRow("split flash.bin -o parts --table-offset nine", 2, "FLASHFS1016", "'nine'")]
    [DataRow("split flash.bin -o noise", 1, "FLASHFS9002", "noise")]
    public void WhatIsWrongHasACodeAndAStatus(string command, int status, string code, string fragment)
    {
        using ToolFolder folder = Dump();
        folder.With("empty", "").WithVector("noise", "inputs/img/noise.bin");
        folder.Run(command.Split(' ')).Failed(status, code, fragment);
        Assert.IsEmpty(folder.Files("parts"));
    }

    private static ToolFolder Dump()
    {
        var folder = new ToolFolder();
        folder.WithVector("t.csv", "partitions/single.csv").With("boot.bin", [0xE9, 1])
            .With("storage.bin", [.. Vectors.Bytes("images/spiffs-meta0.img"), .. new byte[0x50000]]);
        folder.Run("merge", "t.csv", "bootloader=boot.bin", "storage=storage.bin", "-o", "flash.bin").Succeeded();
        return folder;
    }
}
