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
        StringAssert.Matches(Line(run, "nvs "), new(" 0%  erased$"));
        StringAssert.Matches(Line(run, "factory "), new(" <1%  app$"));
        StringAssert.Contains(Line(run, "storage "), " 51%  SPIFFS", StringComparison.Ordinal);
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
        AssertJson.HasShape(json, "schema file size kind image mounts table pieces look");
        Assert.AreEqual("flashfs-info/1", json.GetProperty("schema").GetString());
        Assert.AreEqual("image", json.GetProperty("kind").GetString());
        AssertJson.HasShape(json.GetProperty("image"), "format options assumption files data overhead free freeBlocks blockSize readableFiles readableBytes damage arguments score runnerUp");
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
        AssertJson.HasShape(piece, "label offset size used contents description image");
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
    [DataRow("info starts", 1, "FLASHFS5008", "'starts'")]
    [DataRow("info noise -f spif", 2, "FLASHFS1010", "'spif'")]
    [DataRow("info noise -f spiffs -s pageSize=3", 2, "FLASHFS1012", "'3'")]
    public void WhatIsWrongHasACodeAndAStatus(string command, int status, string code, string fragment)
    {
        using var folder = new ToolFolder();
        folder.With("empty", "").With("erased", [.. Enumerable.Repeat((byte)0xFF, 0x10000)]).WithVector("noise", "inputs/img/noise.bin");
        folder.With("starts", [.. Enumerable.Repeat((byte)0xE9, 20_000)]);
        Assert.AreEqual("", folder.Run(command.Split(' ')).Failed(status, code, fragment).Out);
    }

    [TestMethod]
    [DataRow("cut.img", "-f spiffs --profile esp-idf", "readable  16 of 16 files, 81633 bytes")]
    [DataRow("struck.img", "-f spiffs --profile esp-idf", "readable  15 of 16 files, ")]
    public void OfADamagedImageWhatCanBeHadIsSaidWithTheCommand(string name, string use, string readable)
    {
        using var folder = new ToolFolder();
        byte[] image = Vectors.Bytes("images/spiffs-idf-default.img");
        folder.With("cut.img", image.AsSpan(0, 0x18000));
        image.AsSpan(100 * 256, 256).Clear(); // a data page
        folder.With("struck.img", image);
        ToolRun run = folder.Run("info", name);
        Assert.AreEqual(1, run.Status);
        StringAssert.Contains(run.Out, readable, StringComparison.Ordinal);
        StringAssert.Contains(run.Out, $"          flashfs extract {name} {use} -o DIR{Environment.NewLine}", StringComparison.Ordinal);
        Assert.AreEqual(1, folder.Run(["extract", name, .. use.Split(' '), "-o", "out"]).Status);
        Assert.AreEqual(int.Parse(readable.AsSpan(10, 2), System.Globalization.CultureInfo.InvariantCulture), folder.Files("out").Length);
    }

    [TestMethod]
    public void TheOptionsToUseOpenTheImageAsItWasGuessed()
    {
        using var folder = new ToolFolder();
        foreach (string vector in Directory.EnumerateFiles(Vectors.PathOf("images"), "spiffs-*.img"))
        {
            folder.With("a.img", File.ReadAllBytes(vector));
            JsonElement image = folder.Run("info", "a.img", "--json").Json.GetProperty("image");
            string[] use = [.. image.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!)];
            JsonElement given = folder.Run(["list", "a.img", .. use, "--json"]).Json;
            JsonElement guessed = folder.Run("list", "a.img", "--json").Json;
            Assert.AreEqual(guessed.GetProperty("files").ToString(), given.GetProperty("files").ToString(), vector);
            Assert.AreEqual(JsonValueKind.Null, given.GetProperty("assumption").ValueKind);
            Assert.AreEqual(100, image.GetProperty("score").GetInt32(), vector);
            if (image.GetProperty("runnerUp") is { ValueKind: JsonValueKind.Object } other)
            {
                Assert.IsInRange(90, 100, other.GetProperty("score").GetInt32());
                AssertJson.HasShape(other, "arguments score reason");
            }
        }
    }

    [TestMethod]
    public void ARunnerUpIsNamedWithItsScore()
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.WithVector("a.img", "images/spiffs-meta0.img").Run("info", "a.img").Succeeded();
        StringAssert.Contains(run.Out, "tables of data pages at offset 45; score 100 of 100", StringComparison.Ordinal);
        Assert.AreEqual("use       -f spiffs --profile arduino-esp32-old", Line(run, "use "));
        Assert.AreEqual("runner-up -f spiffs -s nameLength=28", Line(run, "runner-up "));
        StringAssert.Contains(run.Out, "both read alike; score 99 of 100", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ADumpWhoseTableLiesElsewhereIsFoundByItsTable()
    {
        using var folder = new ToolFolder();
        folder.With("t.csv", "app, app, factory, 0x20000, 64K\nweb, data, 0x80, 0x30000, 128K\n").WithVector("s.img", "images/espfs-stored.img").With("app.bin", [0xE9]);
        folder.Run("merge", "t.csv", "app=app.bin", "web=s.img", "--table-offset", "0x18000", "-o", "flash.bin").Succeeded();
        ToolRun run = folder.Run("info", "flash.bin").Succeeded();
        StringAssert.Contains(run.Lines[0], "partition table at 0x18000", StringComparison.Ordinal);
        StringAssert.Contains(Line(run, "web "), "ESPFS, 16 files", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ADamagedImageInADumpIsSaidToBeOne()
    {
        using var folder = new ToolFolder();
        byte[] image = Vectors.Bytes("images/spiffs-idf-default.img");
        image.AsSpan(100 * 256, 256).Clear(); // a data page
        folder.WithTable("t.csv").With("s.img", image).With("app.bin", EspProgram.App("blink", "1.2.3"));
        folder.Run("merge", "t.csv", "factory=app.bin", "storage=s.img", "-o", "flash.bin").Succeeded();
        ToolRun run = folder.Run("info", "flash.bin").Failed(1, "FLASHFS5005");
        StringAssert.EndsWith(Line(run, "storage "), "damaged: 15 of 16 files can be read", StringComparison.Ordinal);
        StringAssert.Contains(Line(run, "factory "), "app 'blink' 1.2.3, ESP-IDF v5.4, of Mar  3 2026 10:11:12, for ESP32-S3, 304 bytes, SHA-256 right", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("text", "text", "text, 2 lines, 11 bytes")]
    [DataRow("manifest", "manifest", "the manifest of a build with FlashFs.Build 1.0.0: a.img (espfs, 5 bytes)")]
    [DataRow("bare", "manifest", "the manifest of a build with FlashFs.Build 1.0.0: no images")]
    [DataRow("nulls", "json", "JSON")]
    [DataRow("half", "json", "JSON")]
    [DataRow("halves", "json", "JSON, with half a surrogate pair in a name or text")]
    [DataRow("flasher", "flasher-args", "boot.bin at 0x1000")]
    [DataRow("args", "flash-args", "arguments for esptool")]
    [DataRow("json", "json", "JSON")]
    [DataRow("broken", "text", "is none from line 2 on")]
    [DataRow("hex", "intel-hex", "Intel HEX")]
    [DataRow("html", "html", "HTML or XML")]
    [DataRow("elf", "elf", "an ELF program")]
    [DataRow("zip", "zip", "a ZIP archive")]
    [DataRow("little", "littlefs", "a littlefs file system")]
    [DataRow("gzip", "gzip", "contents packed with gzip, which unpacks to 1000 bytes")]
    [DataRow("badgzip", "gzip", "which is damaged or cut off")]
    [DataRow("shrunk", "heatshrink", "heatshrink, window 8, lookahead 4, without a header")]
    [DataRow("espshrunk", "heatshrink", "window 11, lookahead 4, as in an ESPFS image")]
    [DataRow("app", "app", "app 'blink' 1.2.3, ESP-IDF v5.4, of Mar  3 2026 10:11:12, for ESP32-S3, 304 bytes, SHA-256 right")]
    [DataRow("csv", "partition-table", "partition table, 4 partitions, as CSV")]
    [DataRow("result", "result", "a result of this tool, flashfs-list/1")]
    public void WhatIsNoImageIsNamed(string file, string kind, string description)
    {
        using var folder = new ToolFolder();
        byte[] text = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("all work, no\n ", 72))[..1000]);
        byte[] packed = FlashFs.Compression.GzipMember.Pack(text);
        folder.With("text", "hello\nworld").With("json", "{ \"a\": 1 }").With("broken", "{\n  \"a\": oh }").With("html", "<!doctype html>")
            .With("manifest", """{ "manifestVersion": 1, "toolVersion": "1.0.0", "images": [ { "name": "a.img", "format": "espfs", "size": 5, "sha256": "", "options": {}, "figures": { "fileCount": 1, "data": 5, "overhead": 0, "free": 0 } } ] }""")
            .With("bare", """{ "toolVersion": "1.0.0" }""").With("nulls", """{ "toolVersion": "1.0.0", "images": [null] }""")
            .With("half", """{ "toolVersion": "\ud800" }""").With("halves", """{ "flash_files": { "\ud800": "\udc00" } }""")
            .With("flasher", """{ "flash_files": { "0x1000": "boot.bin" } }""").With("args", "--flash_mode dio\n0x1000 boot.bin\n")
            .With("hex", ":10010000214601360121470136007EFE09D2190140\n:00000001FF\n").With("elf", "\u007fELF\u0001\u0001").With("zip", "PK\u0003\u0004")
            .With("little", [0, 1, 2, 3, 0xF0, 0x0F, 0xFF, 0xF7, .. "littlefs"u8]).With("gzip", packed).With("badgzip", packed.AsSpan(0, packed.Length - 3))
            .With("shrunk", FlashFs.Compression.Heatshrink.Encode(text, new(8, 4)))
            .With("espshrunk", [0xB4, .. FlashFs.Compression.Heatshrink.Encode(text, new(11, 4))])
            .With("app", EspProgram.App("blink", "1.2.3")).WithTable("csv").With("result", """{ "schema": "flashfs-list/1" }""");
        ToolRun run = folder.Run("info", file).Succeeded();
        StringAssert.Contains(run.Lines[0], description, StringComparison.Ordinal);
        JsonElement json = folder.Run("info", file, "--json").Succeeded().Json;
        Assert.AreEqual(kind, json.GetProperty("kind").GetString());
        if (kind != "partition-table")
        {
            AssertJson.HasShape(json.GetProperty("look"), "description next");
            if (file is not ("json" or "nulls" or "half" or "halves" or "broken")) // which may be what is left of a ChirpOS image
            {
                StringAssert.Contains(folder.Run("list", file).Failed(1, "FLASHFS5008").Error, ", and no image.", StringComparison.Ordinal);
            }
        }
    }

    [TestMethod]
    [DataRow("erased", "erased", "all 0xFF, erased flash")]
    [DataRow("zeros", "zeros", "all 0x00")]
    [DataRow("random", "unknown", "compressed or encrypted data, 8.00 bits")]
    [DataRow("inside", "unknown", "ESPFS begins in it at 0x10000. Cut that out, for instance with 'tail -c +65537'")]
    // Larger than what is looked at first, and only as a whole as many blocks as its magic says.
    [DataRow("tail", "unknown", "SPIFFS begins in it at 0x100000. Cut that out, for instance with 'tail -c +1048577'")]
    [DataRow("island", "unknown", "no format this tool knows, with data from 0x100 to 0x104 and erased flash around it (espfs")]
    public void WhatNobodyWantedIsAnErrorWithAHint(string file, string kind, string hint)
    {
        using var folder = new ToolFolder();
        byte[] erased = new byte[0x10000];
        erased.AsSpan().Fill(0xFF);
        byte[] random = new byte[0x10000];
        new Random(1).NextBytes(random);
        byte[] island = [.. erased];
        island.AsSpan(0x100, 4).Fill(1);
        folder.With("erased", erased).With("zeros", new byte[0x1000]).With("random", random).With("island", island)
            .With("inside", [.. erased, .. Vectors.Bytes("images/espfs-stored.img")]).With("in/a.bin", random);
        folder.Run("pack", "in", "-f", "spiffs", "--size", "1MB", "-o", "large.img").Succeeded();
        folder.With("tail", [.. Enumerable.Repeat(random, 16).SelectMany(bytes => bytes), .. File.ReadAllBytes(folder["large.img"])]);
        folder.Run("info", file).Failed(1, "FLASHFS5008", hint);
        ToolRun run = folder.Run("info", file, "--json").Failed(1, "FLASHFS5008", hint);
        Assert.AreEqual(kind, run.Json.GetProperty("kind").GetString());
    }

    [TestMethod]
    public void AnAppThatWasCutOffOrChangedIsSaidToBe()
    {
        using var folder = new ToolFolder();
        byte[] app = EspProgram.App("blink", "1.2.3");
        folder.With("cut", app.AsSpan(0, 250));
        StringAssert.Contains(folder.Run("info", "cut").Succeeded().Lines[0], "304 bytes, cut off after 250", StringComparison.Ordinal);
        app[100] ^= 1;
        folder.With("changed", app);
        StringAssert.Contains(folder.Run("info", "changed").Succeeded().Lines[0], "SHA-256 wrong", StringComparison.Ordinal);
    }

    private static string Line(ToolRun run, string start) =>
        run.Lines.Single(line => line.StartsWith(start, StringComparison.Ordinal));
}
