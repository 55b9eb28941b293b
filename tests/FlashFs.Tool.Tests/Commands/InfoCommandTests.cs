using System.Text.Json;

namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class InfoCommandTests
{
    [TestMethod]
    [DataRow("spiffs-idf-default.img", "pageSize=256 blockSize=4096 nameLength=32 metaLength=4 useMagic=true useMagicLength=true")]
    [DataRow("spiffs-meta0.img", "nameLength=32 metaLength=0")]
    [DataRow("spiffs-page512-block8192.img", "pageSize=512 blockSize=8192")]
    [DataRow("spiffs-page256-block65536.img", "blockSize=65536")]
    [DataRow("spiffs-bigendian.img", "bigEndian=true")]
    [DataRow("spiffs-nomagic.img", "useMagic=false")]
    [DataRow("spiffs-nomagiclen.img", "useMagicLength=false")]
    [DataRow("spiffs-name64.img", "nameLength=64")]
    public void TheGeometryOfASpiffsImageIsFound(string vector, string options)
    {
        using var folder = new ToolFolder();
        folder.WithVector("a.img", $"images/{vector}");
        ToolRun run = folder.Run("info", "a.img").Succeeded();
        Assert.AreEqual($"a.img: SPIFFS image, {new FileInfo(folder["a.img"]).Length} bytes", run.Lines[0]);
        StringAssert.StartsWith(run.Lines[1], "files     16, 81633 bytes", StringComparison.Ordinal);
        StringAssert.Contains(Line(run, "options "), options, StringComparison.Ordinal);
        StringAssert.Contains(Line(run, "damage "), "none", StringComparison.Ordinal);
        StringAssert.Contains(run.Out, "guessed, as SPIFFS does not say: ", StringComparison.Ordinal);
    }

    [TestMethod]

    // What the magic depends on: the device refuses.
    [DataRow("spiffs-page512-block8192.img", "esp-idf", "mount error -10025", "pageSize is 256 there and 512 in the image, blockSize is 4096 there and 8192 in the image")]
    [DataRow("spiffs-nomagic.img", "esp-idf", "mount error -10025", "useMagic is true there and false in the image")]
    [DataRow("spiffs-idf-default.img", "duktape-esp32-2017", "mount error -10025", "blockSize is 65536 there and 4096 in the image")]

    // What it does not depend on: the device mounts and reads garbage.
    [DataRow("spiffs-idf-default.img", "mkspiffs", "mounts, reads garbage", "metaLength is 0 there and 4 in the image")]
    [DataRow("spiffs-meta0.img", "esp-idf", "mounts, reads garbage", "metaLength is 4 there and 0 in the image")]

    // Nothing: it reads what is in it.
    [DataRow("spiffs-meta0.img", "duktape-esp32", "mounts", "")]
    [DataRow("spiffs-idf-default.img", "esp-idf", "mounts", "")]
    public void WhatADeviceMakesOfASpiffsImageIsSaidWithTheReason(string vector, string device, string result, string reason)
    {
        using var folder = new ToolFolder();
        folder.WithVector("a.img", $"images/{vector}");
        string line = Line(folder.Run("info", "a.img").Succeeded(), device + " ");
        Assert.AreEqual(result, line[device.Length..].Trim().Split("  ")[0]);
        StringAssert.EndsWith(line, reason, StringComparison.Ordinal);
    }

    [TestMethod]
    public void OptionsThatAreGivenAreTheDevice()
    {
        using var folder = new ToolFolder();
        folder.WithVector("a.img", "images/spiffs-meta0.img");
        ToolRun run = folder.Run("info", "a.img", "-s", "blockSize=8192").Failed(1, "FLASHFS5001", "-10025", "blockSize");
        StringAssert.Contains(Line(run, "options given "), "mount error -10025", StringComparison.Ordinal);
        StringAssert.Contains(Line(run, "duktape-esp32 "), "mounts", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AnImageForAPartitionOfAnotherSizeIsRefused()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", [.. Vectors.Bytes("images/spiffs-idf-default.img"), .. Enumerable.Repeat((byte)0xFF, 0x10000)]);
        ToolRun run = folder.Run("info", "a.img");
        StringAssert.Contains(Line(run, "esp-idf "), "mount error -10025", StringComparison.Ordinal);
        StringAssert.Contains(Line(run, "esp-idf "), "made for 48 blocks", StringComparison.Ordinal);
        run.Failed(1, "FLASHFS5001", "made for 48 blocks");
    }

    [TestMethod]
    public void AnImageThatSaysAllItselfShowsItsOptions()
    {
        using var folder = new ToolFolder();
        folder.WithVector("a.img", "images/espfs-heatshrink-l5.img");
        ToolRun run = folder.Run("info", "a.img").Succeeded();
        StringAssert.StartsWith(run.Lines[0], "a.img: ESPFS image, ", StringComparison.Ordinal);
        StringAssert.Contains(Line(run, "options "), "compression=heatshrink level=6", StringComparison.Ordinal);
        StringAssert.Contains(Line(run, "packing "), "heatshrink window=8 lookahead=4", StringComparison.Ordinal);
        StringAssert.Contains(Line(run, "libesphttpd "), " mounts", StringComparison.Ordinal);
        StringAssert.Contains(Line(run, "duktape-esp32 "), "mounts, reads garbage", StringComparison.Ordinal);
        StringAssert.Contains(Line(run, "duktape-esp32 "), "packed (heatshrink)", StringComparison.Ordinal);
        Assert.HasCount(13, run.Lines);
    }

    [TestMethod]
    public void APartitionTableIsShown()
    {
        using var folder = new ToolFolder();
        folder.WithVector("table.bin", "partitions/ota.bin");
        ToolRun run = folder.Run("info", "table.bin").Succeeded();
        Assert.AreEqual("table.bin: partition table, 9 partitions, with MD5", run.Lines[0]);
        StringAssert.Contains(run.Out, "otadata   data  ota         0xd000    8K    0xf000", StringComparison.Ordinal);
    }

    [TestMethod]
    public void TheDamageOfATableIsReported()
    {
        using var folder = new ToolFolder();
        byte[] table = Vectors.Bytes("partitions/single.bin");
        table[8] ^= 1; // the size of the first partition, under the MD5
        folder.With("table.bin", table);
        folder.Run("info", "table.bin").Failed(1, "FLASHFS5004", "table.bin: ");
    }

    [TestMethod]
    public void AFlashDumpIsListedWithWhatIsInIt()
    {
        using var folder = new ToolFolder();
        folder.WithTable("partitions.csv").WithVector("s.img", "images/spiffs-meta0.img")
            .With("app.bin", [0xE9, 1, 2, 3]).With("boot.bin", [0xE9, 1]);
        File.AppendAllText(folder["partitions.csv"], "rest, data, nvs, , 0x10000,\n");
        folder.Run("merge", "partitions.csv", "bootloader=boot.bin", "factory=app.bin", "storage=s.img", "-o", "flash.bin").Succeeded();
        ToolRun run = folder.Run("info", "flash.bin").Succeeded();
        StringAssert.StartsWith(run.Lines[0], "flash.bin: flash of 1310720 bytes, partition table at 0x8000", StringComparison.Ordinal);
        StringAssert.EndsWith(Line(run, "bootloader "), " app", StringComparison.Ordinal);
        StringAssert.EndsWith(Line(run, "nvs "), " erased", StringComparison.Ordinal);
        StringAssert.EndsWith(Line(run, "factory "), " app", StringComparison.Ordinal);
        StringAssert.Contains(Line(run, "storage "), "SPIFFS, guessed pageSize=256 ", StringComparison.Ordinal);
        StringAssert.EndsWith(Line(run, "storage "), ", 16 files", StringComparison.Ordinal);
        StringAssert.Contains(run.Lines[^1], "'rest' has 0x0 of 0x10000", StringComparison.Ordinal);
    }

    [TestMethod]
    public void JsonHasTheDocumentedShape()
    {
        using var folder = new ToolFolder();
        folder.WithVector("a.img", "images/spiffs-meta0.img");
        JsonElement json = folder.Run("info", "a.img", "--json").Succeeded().Json;
        AssertJson.HasShape(json, "schema file size kind image mounts table pieces");
        Assert.AreEqual("flashfs-info/1", json.GetProperty("schema").GetString());
        Assert.AreEqual("image", json.GetProperty("kind").GetString());
        AssertJson.HasShape(json.GetProperty("image"), "format options assumption files data overhead free freeBlocks blockSize damage");
        Assert.AreEqual("guess", json.GetProperty("image").GetProperty("options").GetProperty("metaLength").GetProperty("origin").GetString());
        Assert.AreEqual("0", json.GetProperty("image").GetProperty("options").GetProperty("metaLength").GetProperty("value").GetString());
        AssertJson.HasShape(json.GetProperty("mounts")[0], "device result reason");
        string[] results = [.. json.GetProperty("mounts").EnumerateArray().Select(mount => mount.GetProperty("result").GetString()!).Distinct().Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(new[] { "garbles", "mounts", "refuses" }, results);
        Assert.AreEqual(JsonValueKind.Null, json.GetProperty("table").ValueKind);
        Assert.AreEqual(0, json.GetProperty("pieces").GetArrayLength());
    }

    [TestMethod]
    public void JsonOfATableAndOfADumpHasTheDocumentedShape()
    {
        using var folder = new ToolFolder();
        folder.WithVector("table.bin", "partitions/single.bin").WithVector("partitions.csv", "partitions/single.csv").WithVector("s.img", "images/espfs-stored.img");
        JsonElement json = folder.Run("info", "table.bin", "--json").Succeeded().Json;
        Assert.AreEqual("partition-table", json.GetProperty("kind").GetString());
        AssertJson.HasShape(json.GetProperty("table"), "form offset md5 partitions damage");
        Assert.AreEqual(JsonValueKind.Null, json.GetProperty("image").ValueKind);

        folder.Run("merge", "partitions.csv", "storage=s.img", "-o", "flash.bin").Succeeded();
        json = folder.Run("info", "flash.bin", "--json").Succeeded().Json;
        Assert.AreEqual("flash", json.GetProperty("kind").GetString());
        JsonElement piece = json.GetProperty("pieces").EnumerateArray().Last();
        AssertJson.HasShape(piece, "label offset size contents image");
        Assert.AreEqual("storage", piece.GetProperty("label").GetString());
        Assert.AreEqual("espfs", piece.GetProperty("contents").GetString());
        Assert.AreEqual(16, piece.GetProperty("image").GetProperty("files").GetInt32());
    }

    [TestMethod]
    [DataRow("info", 2, "FLASHFS9003", "IMAGE")]
    [DataRow("info gone", 1, "FLASHFS1001", "'gone'")]
    [DataRow("info empty", 1, "FLASHFS5002", "0 bytes")]
    [DataRow("info noise", 1, "FLASHFS5008", "'noise'")]
    [DataRow("info erased", 1, "FLASHFS5008", "all 0xFF, erased flash")]
    [DataRow("info noise -f spif", 2, "FLASHFS1010", "'spif'")]
    [DataRow("info noise -f spiffs -s pageSize=3", 2, "FLASHFS1012", "'3'")]
    public void WhatIsWrongHasACodeAndAStatus(string command, int status, string code, string fragment)
    {
        using var folder = new ToolFolder();
        folder.With("empty", "").With("erased", [.. Enumerable.Repeat((byte)0xFF, 0x10000)]).WithVector("noise", "inputs/img/noise.bin");
        Assert.AreEqual("", folder.Run(command.Split(' ')).Failed(status, code, fragment).Out);
    }

    private static string Line(ToolRun run, string start) =>
        run.Lines.Single(line => line.StartsWith(start, StringComparison.Ordinal));
}
