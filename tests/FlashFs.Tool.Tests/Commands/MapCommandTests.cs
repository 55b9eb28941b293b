using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class MapCommandTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [TestMethod]
    public void AFlashIsDrawnAsTextWithEveryRangeToScale()
    {
        using ToolFolder folder = Dump();
        ToolRun run = folder.Run("map", "flash.bin").Succeeded();
        Assert.IsTrue(Ascii.IsValid(run.Out));
        Assert.AreEqual("flash.bin: flash of 2 MB", run.Lines[0]);
        string storage = run.Lines.Single(line => line.EndsWith("|  storage  data/spiffs  storage.bin", StringComparison.Ordinal));
        StringAssert.StartsWith(storage.TrimStart(), "0x110000     192 KB   51.8 %  |", StringComparison.Ordinal);
        string bar = storage.Split('|')[1];
        Assert.AreEqual(48, bar.Length);
        Assert.AreEqual(25, bar.Length - bar.TrimStart().Length, "0x110000 of 0x200000, of 48 columns");
        Assert.AreEqual("###--", bar.Trim());
        Assert.IsTrue(run.Lines.Any(line => line.Contains("|#                                               |  nvs", StringComparison.Ordinal) || Regex.IsMatch(line, @"\| ?[#-]+ +\|  nvs  data/nvs  erased")), run.Out);
        StringAssert.Contains(run.Out, "storage.bin: SPIFFS, 16 files, 192 KB, on storage at 0x110000", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AnImageIsDrawnByItsFilesTheMostExpensiveFirst()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("small", "s"), ("big", new string('b', 5000))));
        ToolRun run = folder.Run("map", "a.img").Succeeded();
        Assert.AreEqual("a.img: ESPFS, 2 files, 4.9 KB", run.Lines[0]);
        Assert.IsTrue(run.Lines.Any(line => line.StartsWith("    0x0  |BBAAAAA", StringComparison.Ordinal)), run.Out);
        Assert.AreEqual("A       4.9 KB     4.9 KB   99.1 %  big", run.Lines[^2]);
        Assert.IsTrue(run.Lines[^1].EndsWith("  small", StringComparison.Ordinal));
    }

    [TestMethod]
    public void RowsThatAreAlikeAreCounted()
    {
        using var folder = new ToolFolder();
        folder.WithVector("a.img", "images/spiffs-idf-default.img");
        ToolRun run = folder.Run("map", "a.img").Succeeded();
        Assert.IsTrue(run.Lines.Any(line => line.TrimStart().EndsWith("rows like the one above", StringComparison.Ordinal)), run.Out);
    }

    [TestMethod]
    public void ATableIsDrawnWithGapsAndTheBootLoadersPlace()
    {
        using var folder = new ToolFolder();
        folder.With("t.csv", "nvs, data, nvs, , 24K\nfactory, app, factory, , 1M\nstorage, data, spiffs, , 1M\n");
        ToolRun run = folder.Run("map", "t.csv", "--flash-size", "16MB", "--chip", "esp32").Succeeded();
        Assert.AreEqual("t.csv: flash of 16 MB", run.Lines[0]);
        Assert.IsTrue(run.Lines.Any(line => Regex.IsMatch(line, @"^ +0x1000 +28 KB .*  bootloader ")), run.Out);
        StringAssert.EndsWith(run.Lines[^1], "|  free", StringComparison.Ordinal);
        folder.Run("partitions", "build", "t.csv", "-o", "t.bin").Succeeded();
        CollectionAssert.AreEqual(run.Lines[1..], folder.Run("map", "t.bin", "--flash-size", "16MB").Succeeded().Lines[1..]);
        StringAssert.Contains(folder.Run("map", "t.bin").Succeeded().Out, "flash of 4 MB", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AProgramIsNamedAndFillsItsPartitionByItsHeaders()
    {
        using ToolFolder folder = Dump();
        folder.With("app.bin", EspProgram.App("demo", "1.2")).Run("merge", "t.csv", "factory=app.bin", "storage=storage.img", "-o", "named.bin").Succeeded();
        StringAssert.Contains(folder.Run("map", "named.bin").Succeeded().Out, "  factory  app/factory  demo 1.2", StringComparison.Ordinal);
        folder.Run("map", "named.bin", "-o", "named.html").Succeeded();
        StringAssert.Contains(File.ReadAllText(folder["named.html"]), "<dt>Chip</dt><dd>esp32s3</dd>", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ATerminalGetsBlocksAndAPipeAscii()
    {
        using ToolFolder folder = Dump();
        StringAssert.Contains(folder.Run(["map", "flash.bin"], terminal: true).Succeeded().Out, "░", StringComparison.Ordinal);
        Assert.IsTrue(Ascii.IsValid(folder.Run("map", "flash.bin").Succeeded().Out));
    }

    [TestMethod]
    public void TheMapOfTheWholeFlashIsThePageOfABuild()
    {
        using ToolFolder folder = Dump();
        StringAssert.StartsWith(folder.Run("map", "flash.bin", "-o", "map.html").Succeeded().Out, "map.html: page of flash.bin, ", StringComparison.Ordinal);
        string page = File.ReadAllText(folder["map.html"]);
        StringAssert.Contains(page, "<title>Flash map of flash.bin</title>", StringComparison.Ordinal);
        StringAssert.Contains(page, "storage.bin", StringComparison.Ordinal);
        StringAssert.Contains(page, "data/words.txt", StringComparison.Ordinal);
        Assert.IsFalse(page.Contains("<dd>2 MB, ", StringComparison.Ordinal), "neither mode nor clock are known");
        Assert.IsFalse(page.Contains(folder.Root, StringComparison.Ordinal));
    }

    [TestMethod]
    public void ThePictureIsWholeAndSaysItselfWhatItShows()
    {
        using ToolFolder folder = Dump();
        folder.Run("map", "flash.bin", "-o", "map.SVG").Succeeded();
        XElement root = Load(folder, "map.SVG");
        Assert.AreEqual("img", (string?)root.Attribute("role"));
        foreach (string id in ((string)root.Attribute("aria-labelledby")!).Split(' '))
        {
            Assert.AreNotEqual("", root.Elements().Single(element => (string?)element.Attribute("id") == id).Value, id);
        }

        StringAssert.Contains(root.Element(Svg + "desc")!.Value, "nvs, 24 KB at 0x9000", StringComparison.Ordinal);
        StringAssert.Contains(root.Element(Svg + "style")!.Value, "prefers-color-scheme:dark", StringComparison.Ordinal);
        string[] titles = [.. root.Descendants(Svg + "title").Select(title => title.Value)];
        CollectionAssert.IsSubsetOf(new[] { "storage: 192 KB at 0x110000", "data/words.txt", "the file system's own" }, titles);
        string text = File.ReadAllText(folder["map.SVG"]);
        Assert.DoesNotMatchRegex(new Regex("(href|src)=|url\\((?!#)|@import|<script|https?://(?!www\\.w3\\.org/2000/svg)"), text);
        folder.Run("map", "flash.bin", "-o", "again.svg").Succeeded();
        CollectionAssert.AreEqual(File.ReadAllBytes(folder["map.SVG"]), File.ReadAllBytes(folder["again.svg"]));
    }

    [TestMethod]
    public void EveryRangeHasARowInsideThePictureHoweverSmallItIs()
    {
        using var folder = new ToolFolder();
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"p{i:d2}, data, nvs, , 16K\n"));
        folder.With("t.csv", $"{rows}last, app, factory, , 1M\n");
        folder.Run("map", "t.csv", "--flash-size", "16MB", "-o", "t.svg").Succeeded();
        XElement root = Load(folder, "t.svg");
        double height = double.Parse(((string)root.Attribute("viewBox")!).Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
        double[] ys = [.. root.Elements(Svg + "text").Where(text => (string?)text.Attribute("font-weight") == "600").Select(text => (double)text.Attribute("y")!).Skip(1)];
        Assert.HasCount(63, ys, "the title, 61 partitions, boot loader and table");
        CollectionAssert.AreEqual(ys.Order().ToArray(), ys);
        Assert.IsTrue(ys.Zip(ys.Skip(1)).All(pair => pair.Second - pair.First >= 44 - 0.01), "no two rows overlap");
        Assert.IsLessThan(height, ys[^1]);
        Assert.IsTrue(root.Descendants(Svg + "rect").Where(rect => (string?)rect.Attribute("class") == "f room").All(rect => (double)rect.Attribute("height")! >= 2));
    }

    [TestMethod]
    [DataRow("map.svg")]
    [DataRow("map.html")]
    [DataRow("")]
    public void NamesAreTextWhateverTheyLookLike(string output)
    {
        using var folder = new ToolFolder();
        string longName = new('n', 250);
        folder.With("<i>a.img", EspfsImage.Of(
            ("<script>alert(1)</script>", "1"), ("]]>&amp;\u001b[2J\u0001", "2"), ("\u202egnp.exe", "3"), (longName, "4"), ("日本語" + new string('字', 60), "5")));
        ToolRun run = folder.Run(output.Length > 0 ? ["map", "<i>a.img", "-o", output] : ["map", "<i>a.img"]).Succeeded();
        string text = output.Length > 0 ? File.ReadAllText(folder[output]) : run.Out;
        Assert.DoesNotContain("\u202e", text);
        Assert.DoesNotContain("\u001b", text);
        if (output.Length > 0)
        {
            Assert.DoesNotContain("<script>alert", text);
            Assert.DoesNotContain("<i>a", text);
            Assert.Contains(longName, text, "in full, at least as a title");
        }

        if (output.EndsWith(".svg", StringComparison.Ordinal))
        {
            XElement[] lines = [.. Load(folder, output).Descendants(Svg + "text")];
            Assert.IsTrue(lines.All(line => line.Value.Length <= 90), "what is drawn is cut");
            Assert.IsTrue(lines.Any(line => line.Value.Contains('…', StringComparison.Ordinal)));
        }
    }

    [TestMethod]
    public void ManyFilesAreCountedBehindTheMostExpensive()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of([.. Enumerable.Range(0, 10_000).Select(i => ($"f{i:d4}", $"{i}"))]));
        ToolRun run = folder.Run("map", "a.img").Succeeded();
        StringAssert.EndsWith(run.Lines[^1], "9938 more files", StringComparison.Ordinal);
        Assert.IsLessThan(130, run.Lines.Length);
        folder.Run("map", "a.img", "-o", "a.svg").Succeeded();
        StringAssert.Contains(File.ReadAllText(folder["a.svg"]), "and 9976 more files", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("a.svg")]
    [DataRow("a.html")]
    [DataRow("")]
    public void ADamagedImageIsDrawnAsFarAsItGoesAndEndsWithOne(string output)
    {
        using var folder = new ToolFolder();
        folder.With("cut.img", EspfsImage.Of(("a", "aaaa"), ("b", "bbbb")).AsSpan(0, 40));
        ToolRun run = folder.Run(output.Length > 0 ? ["map", "cut.img", "-o", output] : ["map", "cut.img"]).Failed(1, "FLASHFS5002", "cut.img: ");
        Assert.AreNotEqual("", run.Out);
        Assert.IsTrue(output.Length == 0 || File.Exists(folder[output]));
    }

    [TestMethod]
    [DataRow("map", 2, "FLASHFS9003", "IMAGE")]
    [DataRow("map good.img -o map.png", 2, "FLASHFS9003", "'map.png' given to -o ends in neither .html nor .svg")]
    [DataRow("map good.img -o map", 2, "FLASHFS9003", "'map'")]
    [DataRow("map good.img -o dir.svg", 1, "FLASHFS9002", "is a folder")]
    [DataRow("map gone.img", 1, "FLASHFS1001", "'gone.img'")]
    [DataRow("map dir.svg", 1, "FLASHFS1008", "'dir.svg'")]
    [DataRow("map empty.img", 1, "FLASHFS5002", "0 bytes")]
    [DataRow("map huge.img", 1, "FLASHFS5011", "268435457")]
    [DataRow("map noise.bin", 1, "FLASHFS5008", "spiffs")]
    [DataRow("map bad.csv", 1, "FLASHFS3001", "bad.csv(1,")]
    [DataRow("map good.img -f espf", 2, "FLASHFS1010", "did you mean 'espfs'?")]
    [DataRow("map good.img -s foo=1", 2, "FLASHFS1011", "'foo'")]
    [DataRow("map good.img --flash-size 5", 2, "FLASHFS1021", "'5'")]
    [DataRow("map table.bin -s pageSize=256", 2, "FLASHFS9003", "'table.bin' is a partition table, and -s, --profile")]
    [DataRow("map table.csv --profile esp-idf", 2, "FLASHFS9003", "'table.csv' is a partition table, and -s, --profile")]
    [DataRow("map flash.bin -s pageSize=256", 2, "FLASHFS9003", "'flash.bin' is a flash dump, and -s, --profile")]
    [DataRow("map flash.bin --sdkconfig sdkconfig", 2, "FLASHFS9003", "flashfs split")]
    [DataRow("map flash.bin --flash-size 1MB", 2, "FLASHFS9003", "--flash-size says 1M (0x100000)")]
    [DataRow("map table.bin --flash-size 1MB", 2, "FLASHFS9003", "'table.bin' goes up to 0x")]
    [DataRow("map flash.bin --table-offset 0x9000", 1, "FLASHFS5008", "a flash dump with a partition table at 0x8000")]
    [DataRow("map damaged.bin -o map.svg", 1, "FLASHFS5004", "damaged.bin: ")]
    public void WhatIsWrongHasACodeAndAStatus(string command, int status, string code, string fragment)
    {
        using var folder = new ToolFolder();
        byte[] damaged = Vectors.Bytes("partitions/single.bin");
        damaged[8] ^= 1;
        folder.With("dir.svg/x", "x").With("empty.img", "").With("good.img", EspfsImage.Of(("a", "a"))).With("bad.csv", "what is this\n")
            .WithVector("noise.bin", "inputs/img/noise.bin").With("damaged.bin", damaged)
            .WithTable("table.csv").WithVector("table.bin", "partitions/single.bin").With("app.bin", [0xE9, 2, 3]);
        folder.Run("merge", "table.csv", "factory=app.bin", "-o", "flash.bin").Succeeded();
        using (FileStream huge = File.Create(folder["huge.img"]))
        {
            huge.SetLength((256L << 20) + 1); // sparse: takes no room
        }

        folder.Run(command.Split(' ')).Failed(status, code, fragment);
        Assert.AreEqual(command.StartsWith("map damaged", StringComparison.Ordinal), File.Exists(folder["map.svg"]), "what could be read of a damaged table is drawn");
    }

    private static XElement Load(ToolFolder folder, string file) => XDocument.Parse(File.ReadAllText(folder[file])).Root!;

    private static ToolFolder Dump()
    {
        ToolFolder folder = new ToolFolder().WithTable("t.csv").WithVector("storage.img", "images/spiffs-idf-default.img")
            .With("boot.bin", [0xE9, 1]).With("app.bin", [0xE9, 2, 3]);
        folder.Run("merge", "t.csv", "bootloader=boot.bin", "factory=app.bin", "storage=storage.img", "-o", "flash.bin").Succeeded();
        return folder;
    }
}
