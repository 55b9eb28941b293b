using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Pipeline;
using FlashFs.Pipeline.Manifest;
using FlashFs.Reporting;

namespace FlashFs.Tests.Reporting;

[TestClass]
public sealed partial class FlashMapPageTests
{
    [TestMethod]
    public void ThePageRunsItsOwnScriptAndNothingElse()
    {
        string page = Page(RequestOf([("a.js", 10)]));
        string script = Script.Match(page).Groups["text"].Value;
        StringAssert.Contains(page, $"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'", StringComparison.Ordinal);
        Assert.DoesNotMatchRegex(new Regex("(src|href)=\"(?!#)|https?://|@import|url\\((?!#)"), page.Replace(script, "", StringComparison.Ordinal));
        Assert.DoesNotContain("\r", page);
    }

    [TestMethod]
    public void NamesAreTextWhateverTheyLookLike()
    {
        const string Evil = "<script>alert(1)</script>\u202e.js";
        FlashMapRequest request = RequestOf([(Evil, 10)], contents: new ImageContents(
            "app.fs", [new TransformFigures(Evil, 1, 0, 10, 9)], [new ContentModule(Evil, 10, 0, [])], [new ContentModule(Evil, 1, 0, [])], [Evil], [[Evil]]));
        string page = Page(request with { Title = Evil });
        Assert.AreEqual(1, Regex.Count(page, "<script>"));
        Assert.DoesNotContain("\u202e", page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}.js", page);
    }

    [TestMethod]
    public void EveryFileModuleTransformAndPartitionIsInATable()
    {
        var contents = new ImageContents(
            "app.fs",
            [new TransformFigures("terser", 12, 2, 48_210, 20_113)],
            [new ContentModule("index.js", 100, 0, ["lib/a.js"]), new ContentModule("lib/a.js", 50, 1, ["index.js"])],
            [new ContentModule("old.js", 7, 0, [])],
            ["@target/api"],
            [["index.js", "lib/a.js"]]);
        string page = Page(RequestOf([("index.js", 100), ("lib/a.js", 50)], contents));
        foreach (string part in (string[])
            [
                "terser</td><td class=\"n\">12</td><td class=\"n\">48,210</td><td class=\"n\">20,113</td><td class=\"n\">-28,097</td><td class=\"n\">2</td>",
                "index.js</td><td class=\"n\">100</td><td class=\"n\">0</td>", "old.js</td>", "left out", "@target/api", "1 cycle",
                "storage</td><td>data/spiffs (preserved)</td>", "<code>0x110000</code></td><td class=\"n\">1 MB</td>", "class=\"edge\"", "class=\"edge back\"",
            ])
        {
            Assert.Contains(part, page);
        }
    }

    [TestMethod]
    public void ABaselineShowsWhatChanged()
    {
        FlashMapRequest request = RequestOf([("a.js", 10), ("b.js", 20)]);
        ManifestImage image = request.Manifest.Images[0];
        FlashManifest baseline = request.Manifest with
        {
            Images = [image with { Sha256 = "00", Figures = image.Figures with { FileCount = 1, Data = image.Figures.Data - 5 } }, image with { Name = "gone.fs" }],
        };
        string page = Page(request with { Baseline = baseline });
        Assert.Contains("2 (+1)", page);
        Assert.Contains("<td class=\"n\">+5</td>", page);
        Assert.Contains("<td>other</td>", page);
        Assert.Contains("<td>gone</td>", page);
        Assert.DoesNotContain("Since the baseline", Page(request));
    }

    [TestMethod]
    public void ManyModulesAreDrawnByFolder()
    {
        ContentModule[] modules = [.. Enumerable.Range(0, 300).Select(i => new ContentModule($"f{i % 7}/m{i:d3}.js", 10, 0, [$"f{(i + 1) % 7}/m{(i + 1) % 300:d3}.js"]))];
        string page = Page(RequestOf([("a.js", 10)], new ImageContents("app.fs", [], modules, [], [], [])));
        Assert.AreEqual(7, Regex.Count(page, "<g class=\"node"));
        Assert.Contains("43 modules", page);
    }

    [TestMethod]
    public void EqualRequestsGiveEqualPages() =>
        Assert.AreEqual(Page(RequestOf([("a.js", 10), ("b/c.js", 9000)])), Page(RequestOf([("a.js", 10), ("b/c.js", 9000)])));

    [GeneratedRegex("<script>(?<text>.*)</script>", RegexOptions.Singleline)]
    private static partial Regex Script { get; }

    private static string Page(FlashMapRequest request) => Encoding.UTF8.GetString(FlashMapPage.ToBytes(request));

    private static FlashMapRequest RequestOf((string Name, int Length)[] files, ImageContents? contents = null)
    {
        FlashFormat format = FlashFormats.All.Single(format => format.Id == "espfs");
        var diagnostics = new DiagnosticBag();
        FlashFileSet set = FlashFileSet.InOrder(
            files.Select(file => new FlashFile(FlashPath.Parse(file.Name), FlashContents.FromMemory(new byte[file.Length]))), diagnostics);
        OptionValues options = OptionValues.Defaults(format);
        byte[] bytes = format.Plan(set, options, null, diagnostics)!.ToArray();
        FlashVolume volume = format.Open(bytes, options, ReadMode.Strict);
        var image = new ManifestImage
        {
            Name = "app.fs",
            Format = "espfs",
            Size = bytes.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Partition = "web",
            Offset = 0x10000,
            Options = new Dictionary<string, ManifestValue>(),
            Figures = new ImageFigures(files.Length, volume.Usage.Data, volume.Usage.Overhead, volume.Usage.Free, null),
        };
        return new FlashMapRequest
        {
            Title = "Firmware",
            Manifest = new FlashManifest
            {
                ToolVersion = "1.0.0",
                Flash = new ManifestFlash(new("esp32", "default"), new ManifestSize(4 << 20, "default"), new("dio", "default"), new("40m", "default")),
                PartitionTable = new ManifestTable(
                    "partition-table.bin", 0x8000, "default", 0xC00, "00",
                    [
                        new ManifestPartition("web", 1, 0x80, "data/esphttpd", 0x10000, 0x100000, false, false, false),
                        new ManifestPartition("storage", 1, 0x82, "data/spiffs", 0x110000, 0x100000, false, false, true),
                    ]),
                Images = [image],
            },
            Images = [new MapImage(image, volume, contents)],
        };
    }
}
