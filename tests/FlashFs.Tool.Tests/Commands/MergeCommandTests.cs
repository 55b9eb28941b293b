namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class MergeCommandTests
{
    [TestMethod]
    [DataRow("t.csv")]
    [DataRow("t.bin")]
    public void PartsLieWhereTheTableSays(string table)
    {
        using ToolFolder folder = Parts();
        ToolRun run = folder.Run("merge", table, "bootloader=boot.bin", "factory=app.bin", "0x111000=data.bin", "-o", "out/flash.bin").Succeeded();
        byte[] flash = File.ReadAllBytes(folder["out/flash.bin"]);
        Assert.AreEqual(0x111000 + 3, flash.Length);
        byte[] expected = [.. Enumerable.Repeat((byte)0xFF, flash.Length)];
        new byte[] { 0xE9, 1 }.CopyTo(expected, 0x1000);
        Vectors.Bytes("partitions/single.bin").CopyTo(expected, 0x8000);
        new byte[] { 0xE9, 2, 3 }.CopyTo(expected, 0x10000);
        new byte[] { 4, 5, 6 }.CopyTo(expected, 0x111000);
        CollectionAssert.AreEqual(expected, flash);
        StringAssert.Contains(run.Out, "bootloader@0x1000 partition-table@0x8000 factory@0x10000 ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void TheChipSaysWhereTheBootLoaderLies()
    {
        using ToolFolder folder = Parts();
        folder.Run("merge", "t.csv", "bootloader=boot.bin", "--chip", "esp32s3", "-o", "flash.bin").Succeeded();
        CollectionAssert.AreEqual(new byte[] { 0xE9, 1, 0xFF }, File.ReadAllBytes(folder["flash.bin"])[..3]);
    }

    [TestMethod]
    public void APreservedPartitionIsInNoPiece()
    {
        using ToolFolder folder = Parts();
        ToolRun run = folder.Run("merge", "t.csv", "factory=app.bin", "--preserve", "nvs", "-o", "flash.bin").Succeeded();
        CollectionAssert.AreEqual(new[] { "flash.0x0.bin", "flash.0xf000.bin" }, folder.Files(".").Where(file => file.StartsWith("flash", StringComparison.Ordinal)).ToArray());
        Assert.AreEqual(0x9000, new FileInfo(folder["flash.0x0.bin"]).Length);
        Assert.AreEqual(0x1003, new FileInfo(folder["flash.0xf000.bin"]).Length);
        StringAssert.StartsWith(run.Lines[2], "flash.0xf000.bin  0xf000  ", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("old/flash.bin", "--preserve")]
    [DataRow("old/flash.0xf000.bin", "")]
    [DataRow("old/flash.0x20000.bin", "--preserve")]
    public void AFileFromBeforeThatWouldBeFlashedByMistakeIsAnError(string stale, string preserve)
    {
        using ToolFolder folder = Parts();
        folder.With(stale, "old").With("old/flash.0xno.bin", "other").With("old/flash2.bin", "other");
        string[] before = folder.Files("old");
        string[] command = ["merge", "t.csv", "factory=app.bin", "-o", "old/flash.bin", .. preserve.Length > 0 ? [preserve, "nvs"] : Array.Empty<string>()];
        ToolRun run = folder.Run(command).Failed(1, "FLASHFS9006", $"'{stale}' would stay", "Nothing was written");
        Assert.AreEqual("", run.Out);
        CollectionAssert.AreEqual(before, folder.Files("old"));
        File.Delete(folder[stale]);
        folder.Run(command).Succeeded();
        folder.Run(command).Succeeded();
    }

    [TestMethod]
    public void PiecesAreSaidToBeInsteadOfTheImage()
    {
        using ToolFolder folder = Parts();
        ToolRun run = folder.Run("merge", "t.csv", "factory=app.bin", "--preserve", "nvs", "-o", "flash.bin").Succeeded();
        StringAssert.StartsWith(run.Lines[^1], "'flash.bin' itself is not made", StringComparison.Ordinal);
    }

    [TestMethod]
    public void APartOfAFormatThatFillsItsPartitionMustBeAsLargeAsThePartition()
    {
        using ToolFolder folder = Parts();
        folder.With("spiffs.csv", "app, app, factory, , 1M\nstorage, data, spiffs, , 512K\n").WithVector("spiffs.img", "images/spiffs-idf-default.img");
        long size = new FileInfo(folder["spiffs.img"]).Length;
        folder.Run("merge", "spiffs.csv", "storage=spiffs.img", "-o", "flash.bin").Failed(1, "FLASHFS2004", "'spiffs.img'", "SPIFFS", $"{size}", "'storage'", "524288");
        Assert.IsFalse(File.Exists(folder["flash.bin"]));
        folder.With("spiffs.csv", $"app, app, factory, , 1M\nstorage, data, spiffs, , {size}\n");
        folder.Run("merge", "spiffs.csv", "storage=spiffs.img", "-o", "flash.bin").Succeeded();
    }

    [TestMethod]
    [DataRow("merge", 2, "FLASHFS9003", "TABLE")]
    [DataRow("merge t.csv -o flash.bin", 2, "FLASHFS9003", "LABEL|OFFSET=FILE")]
    [DataRow("merge t.csv factory -o flash.bin", 2, "FLASHFS9003", "'factory'")]
    [DataRow("merge t.csv =app.bin -o flash.bin", 2, "FLASHFS9003", "'=app.bin'")]
    [DataRow("merge t.csv factory=app.bin", 2, "FLASHFS9003", "--output")]
    [DataRow("merge t.csv factory=app.bin -o flash.bin --chip z80", 2, "FLASHFS1020", "'z80'")]
    [DataRow("merge t.csv factory=app.bin -o flash.bin --flash-size 5", 2, "FLASHFS1021", "'5'")]
    [DataRow("merge gone factory=app.bin -o flash.bin", 1, "FLASHFS1001", "'gone'")]
    [DataRow("merge t.csv factory=gone -o flash.bin", 1, "FLASHFS1001", "'gone'")]
    [DataRow("merge t.csv factory=. -o flash.bin", 1, "FLASHFS1008", "'.'")]
    [DataRow("merge t.csv factori=app.bin -o flash.bin", 1, "FLASHFS3030", "did you mean 'factory'?")]
    [DataRow("merge t.csv factory=app.bin --preserve nvz -o flash.bin", 1, "FLASHFS3030", "did you mean 'nvs'?")]
    [DataRow("merge t.csv nvs=app.bin --preserve nvs -o flash.bin", 1, "FLASHFS3040", "nvs")]
    [DataRow("merge t.csv nvs=big.bin -o flash.bin", 1, "FLASHFS3037", "over by 1")]
    [DataRow("merge t.csv factory=app.bin 0x10000=data.bin -o flash.bin", 1, "FLASHFS3033", "factory")]
    [DataRow("merge t.csv factory=app.bin 0x11001=data.bin -o flash.bin", 1, "FLASHFS3043", "0x11001")]
    [DataRow("merge t.csv 16M=data.bin -o flash.bin", 1, "FLASHFS3039", "0x1000000")]
    [DataRow("merge big.csv data=data.bin -o flash.bin", 1, "FLASHFS3013", "big.csv(1,")]
    [DataRow("merge damaged.bin factory=app.bin -o flash.bin", 1, "FLASHFS5004", "damaged.bin: ")]
    [DataRow("merge app.bin factory=app.bin -o flash.bin", 1, "FLASHFS3001", "app.bin")]
    [DataRow("merge t.csv factory=app.bin -o folder", 1, "FLASHFS9002", "is a folder")]
    public void WhatIsWrongHasACodeAndAStatus(string command, int status, string code, string fragment)
    {
        using ToolFolder folder = Parts();
        byte[] damaged = Vectors.Bytes("partitions/single.bin");
        damaged[8] ^= 1;
        folder.With("damaged.bin", damaged).With("folder/x", "").With("big.csv", "data, data, spiffs, , 5M\n").With("big.bin", new byte[0x6001]);
        Assert.AreEqual("", folder.Run(command.Split(' ')).Failed(status, code, fragment).Out);
        Assert.IsFalse(File.Exists(folder["flash.bin"]));
    }

    [TestMethod]
    public void ATableThatNoDeviceWouldTakeIsRefusedInEitherForm()
    {
        using ToolFolder folder = Parts();
        folder.With("overlap.csv", "a, data, nvs, 0x9000, 0x6000\nb, data, phy, 0x10000, 0x1000\n");
        folder.Run("partitions", "build", "overlap.csv", "-o", "overlap.bin", "--no-md5").Succeeded();
        byte[] table = File.ReadAllBytes(folder["overlap.bin"]);
        table[32 + 5] = 0xA0; // the second partition to 0xa000
        table[32 + 6] = 0;
        folder.With("overlap.bin", table);
        folder.Run("merge", "overlap.bin", "a=app.bin", "-o", "flash.bin").Failed(1, "FLASHFS3011", "'a'", "'b'");
    }

    private static ToolFolder Parts() => new ToolFolder()
        .WithVector("t.csv", "partitions/single.csv").WithVector("t.bin", "partitions/single.bin")
        .With("boot.bin", [0xE9, 1]).With("app.bin", [0xE9, 2, 3]).With("data.bin", [4, 5, 6]);
}
