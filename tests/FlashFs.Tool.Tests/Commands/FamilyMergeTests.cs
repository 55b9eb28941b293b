namespace FlashFs.Tool.Tests.Commands;

/// <summary>Images of every kind of size in partitions that do not suit them.</summary>
[TestClass]
public sealed class FamilyMergeTests
{
    [TestMethod]
    [DataRow("appfs", "AppFS", "0x43, 3", 131072, 262144)]
    [DataRow("appfs", "AppFS", "0x43, 3", 262144, 131072)]
    [DataRow("sffs", "SFFS", "0x40, 0", 262144, 131072)]
    [DataRow("spiffs", "SPIFFS", "data, spiffs", 131072, 262144)]
    public void AnImageThatFillsItsPartitionMustBeAsLargeAsThePartition(string format, string name, string kind, int image, int partition)
    {
        using ToolFolder folder = Packed(format, ["--size", $"{image}"]);
        folder.With("t.csv", $"app, app, factory, , 1M\nfiles, {kind}, , {partition}\n");
        string code = image > partition ? "FLASHFS3037" : "FLASHFS2004";
        ToolRun run = folder.Run("merge", "t.csv", "files=a.img", "-o", "flash.bin").Failed(1, code, "'a.img'", $"{image}", "'files'", $"{partition}");
        if (code == "FLASHFS2004")
        {
            StringAssert.Contains(run.Error, name, StringComparison.Ordinal);
        }

        Assert.IsFalse(File.Exists(folder["flash.bin"]));
        folder.With("t.csv", $"app, app, factory, , 1M\nfiles, {kind}, , {image}\n");
        folder.Run("merge", "t.csv", "files=a.img", "-o", "flash.bin").Succeeded();
    }

    [TestMethod]
    [DataRow("espfs")]
    [DataRow("simplefs")]
    [DataRow("chirpos")]
    public void AnImageOfAnySizeMustNotBeLargerThanItsPartition(string format)
    {
        using ToolFolder folder = Packed(format, []);
        long size = new FileInfo(folder["a.img"]).Length;
        Assert.IsGreaterThan(4096, size);
        folder.With("t.csv", "app, app, factory, , 1M\nfiles, 0x40, 0, , 4K\nother, data, nvs, , 64K\n");
        folder.Run("merge", "t.csv", "files=a.img", "-o", "flash.bin").Failed(1, "FLASHFS3037", "'a.img'", $"{size}", "'files'", $"over by {size - 4096}");
        Assert.IsFalse(File.Exists(folder["flash.bin"]));
        folder.Run("merge", "t.csv", "other=a.img", "-o", "flash.bin").Succeeded();
    }

    private static ToolFolder Packed(string format, string[] size)
    {
        var folder = new ToolFolder();
        byte[] noise = new byte[6000];
        new Random(1).NextBytes(noise);
        folder.With("in/index.js", noise);
        folder.Run(["pack", "in", "-f", format, "-o", "a.img", .. size]).Succeeded();
        return folder;
    }
}
