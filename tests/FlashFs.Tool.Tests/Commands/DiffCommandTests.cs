using System.Text.Json;

namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class DiffCommandTests
{
    private const int Sector = 0x1000;

    [TestMethod]
    public void FilesAreAddedRemovedChangedAndRenamed()
    {
        using ToolFolder folder = Images();
        ToolRun run = folder.Run("diff", "old.img", "new.img", "--offset", "0x110000").Succeeded();
        CollectionAssert.AreEqual(
            new[]
            {
                "old.img: ESPFS, 5 files, 4148 bytes",
                "new.img: ESPFS, 5 files, 4152 bytes",
                "files: 1 added, 1 removed, 1 changed, 1 renamed, 2 the same",
                "flash: 2 sectors of 4096 in 1 range to write, 4152 of 4152 bytes (100 %)",
                "",
                "change   path                   old   new  what",
                "added    added                         1",
                "changed  changed                  1     2  contents",
                "removed  gone                     3",
                "renamed  renamed -> other/name     2     2",
            }.Select(Squeezed).ToArray(),
            run.Lines[..10].Select(Squeezed).ToArray());
        Assert.AreEqual("esptool --chip esp32 write-flash 0x110000 new.img", run.Lines[^2]);
    }

    [TestMethod]
    public void WhatIsEqualIsSaidToBe()
    {
        using ToolFolder folder = Images();
        StringAssert.EndsWith(folder.Run("diff", "old.img", "old.img", "--exit-code").Succeeded().Out.TrimEnd(), "They are the same, byte for byte.", StringComparison.Ordinal);
        folder.WithInputs("web").WithVector("web.img", "images/espfs-heatshrink-l5.img");
        StringAssert.EndsWith(folder.Run("diff", "web.img", "web", "--exit-code").Succeeded().Out.TrimEnd(), "The files are the same.", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("diff old.img new.img --exit-code", 1)]
    [DataRow("diff old.img new.img", 0)]
    public void ADifferenceIsAResultUnlessTheStatusIsAskedFor(string command, int status)
    {
        using ToolFolder folder = Images();
        ToolRun run = folder.Run(command.Split(' '));
        Assert.AreEqual((status, ""), (run.Status, run.Error));
    }

    [TestMethod]
    public void OrderPackingAndMetadataAreToldApart()
    {
        using var folder = new ToolFolder();
        string text = string.Concat(Enumerable.Repeat("the same again and again ", 40));
        folder.With("a", text).With("b", "b").With("c", "c").With("d", "d")
            .With("one", "a:a\nb:b\nc:c\nd:d\n").With("two", "d:d\na:a\tcompress=heatshrink\nb:b\nc:c\n");
        folder.Run("pack", "--list", "one", "-f", "espfs", "-o", "one.img").Succeeded();
        folder.Run("pack", "--list", "two", "-f", "espfs", "-o", "two.img").Succeeded();
        string[] changes = [.. folder.Run("diff", "one.img", "two.img").Succeeded().Lines.Where(line => line.StartsWith("changed", StringComparison.Ordinal)).Select(Squeezed)];
        CollectionAssert.AreEqual(new[] { "changed a 1000 1000 compression none -> heatshrink", "changed d 1 1 order" }, changes);

        folder.With("three", "a:a\ttitle=Old\tversion=1\n").With("four", "a:a\ttitle=New\tversion=1\n");
        folder.Run("pack", "--list", "three", "-f", "appfs", "-s", "layout=badgeteam", "--size", "256K", "-o", "three.img").Succeeded();
        folder.Run("pack", "--list", "four", "-f", "appfs", "-s", "layout=badgeteam", "--size", "256K", "-o", "four.img").Succeeded();
        StringAssert.Contains(folder.Run("diff", "three.img", "four.img").Succeeded().Out, "title Old -> New", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AReversedOrderMovesAllFilesButOne()
    {
        using var folder = new ToolFolder();
        (string, string)[] files = [.. Enumerable.Range(0, 3000).Select(i => ($"f{i:d4}", $"{i}"))];
        folder.With("a.img", EspfsImage.Of(files)).With("b.img", EspfsImage.Of([.. files.Reverse()]));
        JsonElement json = folder.Run("diff", "a.img", "b.img", "--json").Succeeded().Json;
        Assert.AreEqual(2999, json.GetProperty("counts").GetProperty("changed").GetInt32());
        Assert.AreEqual(1, json.GetProperty("counts").GetProperty("same").GetInt32());
    }

    [TestMethod]
    public void ATerminalGetsTheFirstFilesAndAPipeAll()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of()).With("b.img", EspfsImage.Of([.. Enumerable.Range(0, 10_000).Select(i => ($"f{i:d4}", $"{i}"))]));
        Assert.HasCount(10_000, folder.Run("diff", "a.img", "b.img").Succeeded().Lines.Where(line => line.StartsWith("added ", StringComparison.Ordinal)));
        ToolRun run = folder.Run(["diff", "a.img", "b.img"], terminal: true).Succeeded();
        StringAssert.Contains(run.Out, "… and 9960 more files;", StringComparison.Ordinal);
        Assert.IsLessThan(70, run.Lines.Length);
    }

    [TestMethod]
    public void SeveralFilesWithTheSameContentsAreNotTakenForRenamed()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("one", "same"), ("two", "same"), ("none", "")))
            .With("b.img", EspfsImage.Of(("three", "same"), ("empty", "")));
        JsonElement counts = folder.Run("diff", "a.img", "b.img", "--json").Succeeded().Json.GetProperty("counts");
        Assert.AreEqual("2 3 0 0 0", string.Join(' ', counts.EnumerateObject().Select(count => count.Value.GetInt32())));
    }

    [TestMethod]
    public void ImagesOfDifferentFormatsAreComparedByTheirFiles()
    {
        using var folder = new ToolFolder();
        folder.WithVector("a.img", "images/spiffs-idf-default.img").WithVector("b.img", "images/espfs-heatshrink-l5.img");
        JsonElement json = folder.Run("diff", "a.img", "b.img", "--json").Succeeded().Json;
        Assert.AreEqual(16, json.GetProperty("counts").GetProperty("same").GetInt32());
        Assert.IsFalse(json.GetProperty("same").GetBoolean());
        Assert.IsGreaterThan(0, json.GetProperty("flash").GetProperty("tail").GetInt64());
    }

    [TestMethod]
    [DataRow(5000, 5000)]
    [DataRow(0x10000, 0x10000)]
    [DataRow(0x10000, 0x8000)]
    [DataRow(0x8000, 0x10001)]
    public void ThePiecesMakeTheNewImageOfTheOldOneAndTouchNothingElse(int oldSize, int newSize)
    {
        using var folder = new ToolFolder();
        folder.With("old.img", EspfsImage.Of(("a", Text(oldSize, 'x')))).With("new.img", EspfsImage.Of(("a", Text(newSize, 'x')[..^1] + "y")));
        ToolRun run = folder.Run("diff", "old.img", "new.img", "--offset", "0x20000", "-o", "pieces").Succeeded();
        byte[] flash = Flashed(folder, [.. new byte[0x20000], .. File.ReadAllBytes(folder["old.img"])], run);
        byte[] wanted = File.ReadAllBytes(folder["new.img"]);
        CollectionAssert.AreEqual(wanted, flash[0x20000..(0x20000 + wanted.Length)]);
        Assert.IsLessThan(0, flash.AsSpan(0, 0x20000).IndexOfAnyExcept((byte)0));
    }

    [TestMethod]
    public void NoPiecesAreMadeOfADamagedImage()
    {
        using ToolFolder folder = Images();
        folder.With("cut.img", File.ReadAllBytes(folder["new.img"]).AsSpan(0, 80));
        folder.Run("diff", "old.img", "cut.img", "--offset", "0x20000", "-o", "pieces").Failed(1, "FLASHFS5002", "cut.img");
        Assert.IsEmpty(folder.Files("pieces"));
        ToolRun mended = folder.Run("diff", "cut.img", "old.img", "--offset", "0x20000", "-o", "pieces").Failed(1, "FLASHFS5002", "cut.img");
        StringAssert.Contains(mended.Out, "esptool ", StringComparison.Ordinal);
        Assert.HasCount(2, folder.Files("pieces"));
    }

    [TestMethod]
    public void TwoDumpsAreComparedByTheirPartitionsAndWhatANewOneLacksStays()
    {
        using ToolFolder folder = Dumps();
        ToolRun run = folder.Run("diff", "old.bin", "new.bin", "-o", "pieces").Succeeded();
        StringAssert.Contains(run.Out, "stays: 0x9000 to 0xf000, 'nvs': it is erased in new.bin", StringComparison.Ordinal);
        Assert.IsTrue(run.Lines.Any(line => Squeezed(line).StartsWith("factory changed 0x10000 0x100000 app 1", StringComparison.Ordinal)), run.Out);
        Assert.IsTrue(run.Lines.Any(line => line.StartsWith("storage  ", StringComparison.Ordinal) && line.Contains(" changed  data/words.txt", StringComparison.Ordinal)), run.Out);

        byte[] wanted = File.ReadAllBytes(folder["new.bin"]);
        byte[] old = File.ReadAllBytes(folder["old.bin"]);
        old.AsSpan(0x9000, 0x6000).CopyTo(wanted.AsSpan(0x9000)); // the settings of the device
        CollectionAssert.AreEqual(wanted, Flashed(folder, old, run));
    }

    [TestMethod]
    [DataRow("", "esp32s3")]
    [DataRow(" --chip esp32c3", "esp32c3")]
    public void TheChipOfTheCommandIsThatOfThePrograms(string given, string chip)
    {
        using ToolFolder folder = Dumps();
        folder.With("s3.bin", EspProgram.App("demo", "1.2"));
        folder.Run("merge", "t.csv", "factory=s3.bin", "storage=storage.img", "-o", "s3flash.bin").Succeeded();
        StringAssert.Contains(
            folder.Run($"diff s3flash.bin storage2.img{given}".Split(' ')).Succeeded().Out, $"esptool --chip {chip} write-flash 0x110000 storage2.img", StringComparison.Ordinal);
    }

    [TestMethod]
    public void APreservedPartitionIsNotWritten()
    {
        using ToolFolder folder = Dumps();
        JsonElement json = folder.Run("diff", "old.bin", "new.bin", "--preserve", "storage", "--json").Succeeded().Json;
        JsonElement flash = json.GetProperty("flash");
        CollectionAssert.AreEqual(
            new[] { "nvs erased", "storage preserved" },
            flash.GetProperty("left").EnumerateArray().Select(left => $"{left.GetProperty("label").GetString()} {left.GetProperty("reason").GetString()}").ToArray());
        Assert.AreEqual(1, flash.GetProperty("sectors").GetInt32());
        Assert.AreEqual(JsonValueKind.Null, flash.GetProperty("command").ValueKind, "the whole would be written over what stays");
    }

    [TestMethod]
    [DataRow("diff old.bin storage.img", "old.bin#storage: SPIFFS")]
    [DataRow("diff old.bin storage2.img --partition storage", "esptool --chip esp32 write-flash 0x110000 storage2.img")]
    [DataRow("diff storage2.img old.bin --chip esp32c3", "0x11")]
    [DataRow("diff old.bin in", "files: ")]
    [DataRow("diff old.bin new.bin --partition storage", "old.bin#storage: SPIFFS")]
    [DataRow("diff old.img new.img --table two.csv --partition b", "esptool --chip esp32 write-flash 0x210000 new.img")]
    public void AnImageIsComparedWithItsPartition(string command, string fragment)
    {
        using ToolFolder folder = Dumps();
        folder.With("in/a", "a").With("two.csv", "f, app, factory, 0x10000, 1M\na, data, 0x80, 0x110000, 1M\nb, data, 0x80, , 1M\n");
        StringAssert.Contains(folder.Run(command.Split(' ')).Succeeded().Out, fragment, StringComparison.Ordinal);
    }

    [TestMethod]
    public void TwoTablesAreComparedRowByRowWhateverTheirForm()
    {
        using var folder = new ToolFolder();
        folder.With("old.csv", "nvs, data, nvs, 0x9000, 24K\nfactory, app, factory, , 1M\nstorage, data, spiffs, , 1M\nlog, data, 0x40, , 64K\n")
            .With("new.csv", "# the same, later\nnvs, data, nvs, 0x9000, 24K, encrypted\nfactory, app, factory, , 1600K\nstorage, data, spiffs, , 1M\nota, data, ota, , 8K\n");
        string[] rows =
        [
            "partitions: 1 added, 2 changed, 1 moved, 1 removed",
            "",
            "partition change type offset size flags",
            "nvs changed data/nvs 0x9000 24K none -> encrypted",
            "factory changed app/factory 0x10000 1M -> 1600K none",
            "storage moved data/spiffs 0x110000 -> 0x1a0000 1M none",
            "ota added data/ota 0x2a0000 8K none",
            "log removed data/0x40 0x210000 64K none",
        ];
        ToolRun run = folder.Run("diff", "old.csv", "new.csv").Succeeded();
        CollectionAssert.AreEqual(
            new[] { "old.csv: partition table (csv), 4 partitions, up to 0x220000", "new.csv: partition table (csv), 4 partitions, up to 0x2a2000" }.Concat(rows).ToArray(),
            run.Lines.Select(Squeezed).ToArray());
        Assert.AreEqual(1, folder.Run("diff", "old.csv", "new.csv", "--exit-code").Status);

        folder.Run("partitions", "build", "old.csv", "-o", "old.bin", "--no-md5").Succeeded();
        folder.Run("partitions", "build", "new.csv", "-o", "new.bin").Succeeded();
        CollectionAssert.AreEqual(rows, folder.Run("diff", "old.bin", "new.bin").Succeeded().Lines[2..].Select(Squeezed).ToArray());
        CollectionAssert.AreEqual(rows, folder.Run("diff", "old.csv", "new.bin").Succeeded().Lines[2..].Select(Squeezed).ToArray());
        StringAssert.EndsWith(folder.Run("diff", "new.csv", "new.bin", "--exit-code").Succeeded().Out.TrimEnd(), "The partitions are the same.", StringComparison.Ordinal);
        Assert.IsTrue(folder.Run("diff", "old.csv", "old.bin", "--json").Succeeded().Json.GetProperty("same").GetBoolean());

        // A table that a device holds, in a dump.
        folder.With("app.bin", EspProgram.App("demo", "1.2"));
        folder.Run("merge", "old.csv", "factory=app.bin", "-o", "flash.bin").Succeeded();
        CollectionAssert.AreEqual(rows, folder.Run("diff", "flash.bin", "new.csv").Succeeded().Lines[2..].Select(Squeezed).ToArray());

        JsonElement json = folder.Run("diff", "old.csv", "new.bin", "--json").Succeeded().Json;
        Assert.AreEqual("table table False", $"{json.GetProperty("old").GetProperty("kind").GetString()} {json.GetProperty("new").GetProperty("kind").GetString()} {json.GetProperty("same").GetBoolean()}");
        Assert.AreEqual(JsonValueKind.Null, json.GetProperty("flash").ValueKind);
        AssertJson.HasShape(json.GetProperty("partitions")[0], "label change old new sectors");
        AssertJson.HasShape(json.GetProperty("partitions")[0].GetProperty("new"), "offset size kind flags contents");
    }

    [TestMethod]
    public void ADamagedTableIsComparedAsFarAsItGoesAndEndsWithOne()
    {
        using ToolFolder folder = new ToolFolder().WithVector("good.bin", "partitions/single.bin");
        byte[] damaged = Vectors.Bytes("partitions/single.bin");
        damaged[8] ^= 1;
        folder.With("damaged.bin", damaged);
        ToolRun run = folder.Run("diff", "good.bin", "damaged.bin").Failed(1, "FLASHFS5004", "damaged.bin: ");
        StringAssert.Contains(run.Lines[1], "1 damaged place", StringComparison.Ordinal);
        Assert.AreNotEqual(0, folder.Run("diff", "good.bin", "damaged.bin", "--json").Json.GetProperty("new").GetProperty("damage").GetArrayLength());
    }

    [TestMethod]
    public void JsonHasTheDocumentedShape()
    {
        using ToolFolder folder = Dumps();
        JsonElement json = folder.Run("diff", "old.img", "new.img", "--offset", "64K", "-o", "pieces", "--json").Succeeded().Json;
        AssertJson.HasShape(json, "schema old new same counts files partitions flash");
        Assert.AreEqual("flashfs-diff/1", json.GetProperty("schema").GetString());
        AssertJson.HasShape(json.GetProperty("old"), "name kind size image files damage");
        AssertJson.HasShape(json.GetProperty("old").GetProperty("image"), "format options assumption");
        AssertJson.HasShape(json.GetProperty("counts"), "added removed changed renamed same");
        AssertJson.HasShape(json.GetProperty("files")[0], "partition change path oldPath oldSize newSize differences");
        AssertJson.HasShape(json.GetProperty("files")[1].GetProperty("differences")[0], "what name old new");
        AssertJson.HasShape(json.GetProperty("flash"), "address sectorSize sectors bytes tail ranges left command");
        AssertJson.HasShape(json.GetProperty("flash").GetProperty("ranges")[0], "offset length sectors file");
        Assert.AreEqual(Path.Combine("pieces", "new.0x10000.img"), json.GetProperty("flash").GetProperty("ranges")[0].GetProperty("file").GetString());

        json = folder.Run("diff", "old.bin", "new.bin", "--json").Succeeded().Json;
        AssertJson.HasShape(json.GetProperty("partitions")[0], "label change old new sectors");
        AssertJson.HasShape(json.GetProperty("partitions")[0].GetProperty("new"), "offset size kind flags contents");
        AssertJson.HasShape(json.GetProperty("flash").GetProperty("left")[0], "label offset length reason");
        Assert.AreEqual("storage", json.GetProperty("files")[0].GetProperty("partition").GetString());
    }

    [TestMethod]
    public void ADamagedImageIsComparedAsFarAsItGoesAndEndsWithOne()
    {
        using var folder = new ToolFolder();
        byte[] image = EspfsImage.Of(("a", "aaaa"), ("b", "bbbb"));
        folder.With("whole.img", image).With("cut.img", image.AsSpan(0, 40));
        ToolRun run = folder.Run("diff", "whole.img", "cut.img").Failed(1, "FLASHFS5002", "cut.img: ", "at 0x");
        StringAssert.Contains(run.Out, "cut.img: ESPFS, 1 file, 40 bytes, 1 damaged place", StringComparison.Ordinal);
        StringAssert.Contains(run.Out, "removed  b", StringComparison.Ordinal);

        image = Vectors.Bytes("images/spiffs-idf-default.img");
        folder.With("spiffs.img", image).With("damaged.img", DamagedImage.Of([.. image], "spiffs"));
        folder.Run("diff", "spiffs.img", "damaged.img", "--json").Failed(1, "FLASHFS5003", "damaged.img: ");
    }

    [TestMethod]
    public void NamesAreTextAndNeitherMarkupNorCommands()
    {
        using var folder = new ToolFolder();
        string longName = new('n', 250);
        folder.With("a.img", EspfsImage.Of(("[red]x[/]\u001b[2J", "1"), (longName, "")))
            .With("b$(reboot).img", EspfsImage.Of(("<b>\u202e", "2")));
        foreach (bool terminal in new[] { false, true })
        {
            ToolRun run = folder.Run(["diff", "a.img", "b$(reboot).img", "--offset", "0x10000"], terminal: terminal, colour: false).Succeeded();
            Assert.DoesNotContain("\u001b", run.Out);
            Assert.DoesNotContain("\u202e", run.Out);
            StringAssert.Contains(run.Out, @"[red]x[/]\u{1b}[2J", StringComparison.Ordinal);
            StringAssert.Contains(run.Out, longName, StringComparison.Ordinal);
            StringAssert.Contains(run.Out, "write-flash 0x10000 'b$(reboot).img'", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void ManyPiecesAreFlashedByTheFileThatListsThem()
    {
        using var folder = new ToolFolder();
        string text = Text(40 * Sector, 'x');
        char[] other = text.ToCharArray();
        for (int i = 100; i < other.Length; i += 2 * Sector)
        {
            other[i] = 'y';
        }

        folder.With("a.img", EspfsImage.Of(("a", text))).With("b.img", EspfsImage.Of(("a", new string(other))));
        ToolRun run = folder.Run("diff", "a.img", "b.img", "--offset", "0x10000", "-o", "pieces").Succeeded();
        StringAssert.Contains(run.Out, "esptool --chip esp32 write-flash @flash_args", StringComparison.Ordinal);
        Assert.HasCount(21, folder.Files("pieces"));
        Assert.HasCount(20, File.ReadAllLines(folder["pieces/flash_args"]));
    }

    [TestMethod]
    public void PiecesOfARunBeforeAreNotLeftAmongTheNewOnes()
    {
        using ToolFolder folder = Images();
        folder.Run("diff", "old.img", "new.img", "--offset", "0x10000", "-o", ".").Succeeded();
        folder.Run("diff", "old.img", "new.img", "--offset", "0x10000", "-o", ".").Succeeded();
        folder.Run("diff", "old.img", "new.img", "--offset", "0x20000", "-o", ".").Failed(1, "FLASHFS9006", "new.0x10000.img' would stay from before");
        Assert.IsFalse(File.Exists(folder["new.0x20000.img"]));
    }

    [TestMethod]
    [DataRow("diff", 2, "FLASHFS9003", "A is missing")]
    [DataRow("diff old.img", 2, "FLASHFS9003", "B is missing")]
    [DataRow("diff gone.img old.img", 1, "FLASHFS1001", "'gone.img'")]
    [DataRow("diff old.img empty.img", 1, "FLASHFS5002", "0 bytes")]
    [DataRow("diff old.img huge.img", 1, "FLASHFS5011", "268435457")]
    [DataRow("diff old.img noise.bin", 1, "FLASHFS5008", "spiffs")]
    [DataRow("diff old.img table.bin", 2, "FLASHFS9003", "'table.bin' is a partition table and 'old.img' has none")]
    [DataRow("diff two.csv in", 2, "FLASHFS9003", "'two.csv' is a partition table and 'in' has none")]
    [DataRow("diff two.csv table.bin -s pageSize=256", 2, "FLASHFS9003", "'table.bin' is a partition table, and -s, --profile")]
    [DataRow("diff two.csv table.bin --profile esp-idf", 2, "FLASHFS9003", "leave them out")]
    [DataRow("diff two.csv table.bin -o pieces", 2, "FLASHFS9003", "there is nothing to flash")]
    [DataRow("diff two.csv table.bin --offset 0", 2, "FLASHFS9003", "leave out --partition")]
    [DataRow("diff two.csv table.bin --partition a", 2, "FLASHFS9003", "leave out --partition")]
    [DataRow("diff two.csv old.bin --preserve a", 2, "FLASHFS9003", "leave out --partition")]
    [DataRow("diff two.csv bad.csv", 1, "FLASHFS3001", "bad.csv(1,")]
    [DataRow("diff two.csv two.csv --flash-size 1MB", 1, "FLASHFS3013", "two.csv(1,")]
    [DataRow("diff in in", 2, "FLASHFS9003", "are both folders")]
    [DataRow("diff old.img in -o pieces", 2, "FLASHFS9003", "A folder has no sectors")]
    [DataRow("diff old.img new.img -f espf", 2, "FLASHFS1010", "did you mean 'espfs'?")]
    [DataRow("diff old.img new.img -s foo=1", 2, "FLASHFS1011", "'foo'")]
    [DataRow("diff old.img new.img -o pieces", 2, "FLASHFS9003", "--offset N")]
    [DataRow("diff old.img new.img --offset x", 2, "FLASHFS1016", "'x'")]
    [DataRow("diff old.img new.img --offset 0x10001", 1, "FLASHFS3043", "0x10001")]
    [DataRow("diff old.img new.img --offset -4096", 2, "FLASHFS1016", "-4096")]
    [DataRow("diff old.img new.img --offset 0 --table t.csv", 2, "FLASHFS9003", "--table")]
    [DataRow("diff old.img new.img --partition storage", 2, "FLASHFS9003", "--table")]
    [DataRow("diff old.img new.img --table gone.csv", 1, "FLASHFS1001", "'gone.csv'")]
    [DataRow("diff old.img new.img --table t.csv", 1, "FLASHFS3031", "--partition")]
    [DataRow("diff old.img new.img --table t.csv --partition storag", 1, "FLASHFS3030", "did you mean 'storage'?")]
    [DataRow("diff old.img new.img --table two.csv", 1, "FLASHFS3032", "2 partitions for ESPFS")]
    [DataRow("diff old.img new.img --table small.csv", 1, "FLASHFS3037", "over by 56")]
    [DataRow("diff old.img new.img --preserve nvs", 2, "FLASHFS9003", "--preserve")]
    [DataRow("diff old.img new.img --chip z80", 2, "FLASHFS1020", "'z80'")]
    [DataRow("diff old.bin new.bin --offset 0", 2, "FLASHFS9003", "leave out --offset")]
    [DataRow("diff old.bin new.bin -s pageSize=256", 2, "FLASHFS9003", "flashfs split")]
    [DataRow("diff old.bin new.bin --preserve nvz", 1, "FLASHFS3030", "did you mean 'nvs'?")]
    [DataRow("diff old.bin new.bin --partition factory", 1, "FLASHFS5008", "holds no file system (app)")]
    [DataRow("diff old.bin new.bin --partition factori", 1, "FLASHFS3030", "did you mean 'factory'?")]
    [DataRow("diff old.bin old.img", 1, "FLASHFS3031", "no partition with ESPFS")]
    public void WhatIsWrongHasACodeAndAStatus(string command, int status, string code, string fragment)
    {
        using ToolFolder folder = Dumps();
        folder.With("in/x", "x").With("empty.img", "").WithVector("noise.bin", "inputs/img/noise.bin").WithVector("table.bin", "partitions/single.bin")
            .With("two.csv", "a, data, 0x80, , 1M\nb, data, 0x80, , 1M\n").With("small.csv", "a, data, 0x80, , 4K\n").With("bad.csv", "what is this\n");
        using (FileStream huge = File.Create(folder["huge.img"]))
        {
            huge.SetLength((256L << 20) + 1); // sparse: takes no room
        }

        Assert.AreEqual("", folder.Run(command.Split(' ')).Failed(status, code, fragment).Out);
        Assert.IsFalse(Directory.Exists(folder["pieces"]));
    }

    // What esptool leaves: a sector that is written to is erased first.
    private static byte[] Flashed(ToolFolder folder, byte[] flash, ToolRun run)
    {
        string[] words = run.Lines.Single(line => line.StartsWith("esptool ", StringComparison.Ordinal)).Split(' ');
        CollectionAssert.AreEqual(new[] { "esptool", "--chip", "esp32", "write-flash" }, words[..4]);
        byte[] result = [.. flash, .. Enumerable.Repeat((byte)0xFF, 0x40000)];
        for (int i = 4; i < words.Length; i += 2)
        {
            int address = Convert.ToInt32(words[i], 16);
            byte[] piece = File.ReadAllBytes(folder[words[i + 1]]);
            Assert.AreEqual(0, address % Sector);
            result.AsSpan(address, (piece.Length + Sector - 1) / Sector * Sector).Fill(0xFF);
            piece.CopyTo(result, address);
        }

        int end = Math.Max(flash.Length, Array.FindLastIndex(result, value => value != 0xFF) + 1);
        return result[..end];
    }

    private static byte[] Simple(int size, byte value)
    {
        byte[] bytes = new byte[size];
        bytes.AsSpan().Fill(value);
        return bytes;
    }

    private static string Text(int length, char letter) => new(letter, length);

    private static string Squeezed(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static ToolFolder Images() => new ToolFolder()
        .With("old.img", EspfsImage.Of(("same", "s"), ("changed", "1"), ("big", Text(4000, 'b')), ("gone", "xyz"), ("renamed", "rn")))
        .With("new.img", EspfsImage.Of(("same", "s"), ("changed", "22"), ("big", Text(4000, 'b')), ("other/name", "rn"), ("added", "a")));

    private static ToolFolder Dumps()
    {
        ToolFolder folder = Images().WithTable("t.csv").WithVector("storage.img", "images/spiffs-idf-default.img")
            .With("boot.bin", [0xE9, 1]).With("app.bin", [0xE9, .. Simple(0x5000, 2)]).WithInputs("web");
        byte[] app = File.ReadAllBytes(folder["app.bin"]);
        app[0x1234] = 9;
        folder.With("app2.bin", app).With("web/data/words.txt", "other words");
        folder.Run("pack", "web", "-f", "spiffs", "--size", "192K", "-o", "storage2.img").Succeeded();
        folder.Run("merge", "t.csv", "bootloader=boot.bin", "factory=app.bin", "storage=storage.img", "-o", "old.bin").Succeeded();
        folder.Run("merge", "t.csv", "bootloader=boot.bin", "factory=app2.bin", "storage=storage2.img", "-o", "new.bin").Succeeded();
        byte[] dump = File.ReadAllBytes(folder["old.bin"]);
        dump.AsSpan(0x9000, 0x100).Fill(7); // what the device has stored
        return folder.With("old.bin", dump);
    }
}
