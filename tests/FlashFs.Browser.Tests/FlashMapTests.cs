using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Pipeline;
using FlashFs.Pipeline.Manifest;
using FlashFs.Reporting;
using Microsoft.Playwright;

namespace FlashFs.Browser.Tests;

/// <summary>The flash map in a browser: nothing runs over, nothing fails, and the keyboard is enough.</summary>
[TestClass]
public sealed class FlashMapTests
{
    [TestMethod]
    [DataRow(375, ColorScheme.Light)]
    [DataRow(375, ColorScheme.Dark)]
    [DataRow(768, ColorScheme.Light)]
    [DataRow(768, ColorScheme.Dark)]
    [DataRow(1440, ColorScheme.Light)]
    [DataRow(1440, ColorScheme.Dark)]
    public async Task ThePageFitsCanBeReadAndSaysNothingOnTheConsole(int width, ColorScheme scheme)
    {
        (IPage page, List<string> said) = await OpenAsync(width, scheme);
        Assert.IsLessThanOrEqualTo(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        string[] low = await Contrast.TooLowAsync(page);
        Assert.IsEmpty(low, string.Join('\n', low));
        Assert.AreEqual(string.Empty, string.Join('\n', said));
        await Screenshots.KeepAsync(page, $"flash-map-{width}-{scheme}".ToLowerInvariant(), wholePage: true);
        await page.CloseAsync();
    }

    [TestMethod]
    public async Task ArrowKeysWalkTheFilesAndLightUpTheirBlocks()
    {
        (IPage page, _) = await OpenAsync(1440);
        await page.Locator("tr[data-k=e1]").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        string first = (await page.EvaluateAsync<string>("() => document.activeElement.dataset.k"))!;
        Assert.AreEqual(1, await page.Locator($"g.on[data-k={first}] path.f").CountAsync());
        await page.Keyboard.PressAsync("ArrowDown");
        string second = (await page.EvaluateAsync<string>("() => document.activeElement.dataset.k"))!;
        Assert.AreNotEqual(first, second);
        Assert.AreEqual(0, await page.Locator($"g.on[data-k={first}]").CountAsync());
        Assert.IsGreaterThan(0, await page.Locator($"g.on[data-k={second}]").CountAsync());
        await page.CloseAsync();
    }

    [TestMethod]
    public async Task EveryPictureAndRegionHasAName()
    {
        (IPage page, _) = await OpenAsync(1440);
        Assert.AreEqual(0, await page.EvaluateAsync<int>("() => [...document.querySelectorAll('[role=img],[role=region]')].filter(e => !e.getAttribute('aria-label')).length"));
        Assert.AreEqual(0, await page.EvaluateAsync<int>("() => [...document.querySelectorAll('table')].filter(e => !e.caption || [...e.querySelectorAll('thead th')].some(h => h.scope !== 'col')).length"));
        await page.CloseAsync();
    }

    [TestMethod]
    [DataRow(375, ColorScheme.Light)]
    [DataRow(768, ColorScheme.Dark)]
    [DataRow(1440, ColorScheme.Light)]
    public async Task ThePictureFitsAndItsTextCanBeRead(int width, ColorScheme scheme)
    {
        (IPage page, List<string> said) = await OpenAsync(width, scheme, "flash-map.svg");
        Assert.IsLessThanOrEqualTo(width, await page.EvaluateAsync<int>("() => Math.ceil(document.documentElement.getBoundingClientRect().right)"));
        string[] outside = await page.EvaluateAsync<string[]>("""
            () => {
              const all = document.documentElement.viewBox.baseVal;
              return [...document.querySelectorAll('text')].filter(t => { const b = t.getBBox(); return b.x < 0 || b.y < 0 || b.x + b.width > all.width || b.y + b.height > all.height; }).map(t => t.textContent);
            }
            """);
        Assert.IsEmpty(outside, string.Join('\n', outside));
        string[] overlapping = await page.EvaluateAsync<string[]>("""
            () => {
              const boxes = [...document.querySelectorAll('text')].map(t => [t.textContent, t.getBBox()]);
              const within = 2;
              return boxes.flatMap(([a, p], i) => boxes.slice(i + 1).filter(([, q]) => p.x + within < q.x + q.width && q.x + within < p.x + p.width && p.y + within * 2 < q.y + q.height && q.y + within * 2 < p.y + p.height).map(([b]) => `${a} | ${b}`));
            }
            """);
        Assert.IsEmpty(overlapping, string.Join('\n', overlapping));
        double contrast = await page.EvaluateAsync<double>("""
            () => {
              const light = css => { const [r, g, b] = css.match(/[\d.]+/g).map(Number).map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
              const ground = light(getComputedStyle(document.querySelector('.ground')).fill);
              return Math.min(...[...document.querySelectorAll('text')].map(e => {
                const text = light(getComputedStyle(e).fill);
                return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
              }));
            }
            """);
        Assert.IsGreaterThanOrEqualTo(4.5, contrast);
        Assert.AreEqual(string.Empty, string.Join('\n', said));
        await page.CloseAsync();
    }

    private static async Task<(IPage Page, List<string> Said)> OpenAsync(int width, ColorScheme scheme = ColorScheme.Light, string name = "flash-map.html")
    {
        IPage page = await Chromium.NewPageAsync();
        var said = new List<string>();
        page.Console += (_, message) => said.Add(message.Text);
        page.PageError += (_, error) => said.Add(error);
        await page.SetViewportSizeAsync(width, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });

        // From a file, as people open it, with its own policy in force.
        string folder = Directory.CreateTempSubdirectory("flashfs-map-").FullName;
        string file = Path.Combine(folder, name);
        FlashMapRequest request = Request();
        await File.WriteAllBytesAsync(file, name.EndsWith(".svg", StringComparison.Ordinal) ? FlashMapSvg.ToBytes(request) : FlashMapPage.ToBytes(request));
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        Directory.Delete(folder, recursive: true);
        return (page, said);
    }

    private static FlashMapRequest Request()
    {
        FlashFormat format = FlashFormats.All.Single(format => format.Id == "spiffs");
        var diagnostics = new DiagnosticBag();
        IEnumerable<(string Name, string Text)> files = Enumerable.Range(0, 60).Select(i => ($"dir/{i:d2}-a-long-name-{i}.js", new string('x', 100 * i)))
            .Append(("<b>ü\u202e", "markup"));
        FlashFileSet set = FlashFileSet.Sorted(
            files.Select(file => new FlashFile(FlashPath.Parse(file.Name), FlashContents.FromMemory(Encoding.UTF8.GetBytes(file.Text)))), diagnostics);
        OptionValues options = OptionValues.Defaults(format);
        byte[] bytes = format.Plan(set, options, 512 << 10, diagnostics)!.ToArray();
        FlashVolume volume = format.Open(bytes, options, ReadMode.Strict);
        var image = new ManifestImage
        {
            Name = "an-image-with-a-name-that-is-quite-long-for-a-narrow-page.img",
            Format = "spiffs",
            Size = bytes.Length,
            Sha256 = "00",
            Partition = "storage",
            Offset = 0x180000,
            Options = new Dictionary<string, ManifestValue>(),
            Figures = new ImageFigures(set.Count, volume.Usage.Data, volume.Usage.Overhead, volume.Usage.Free, volume.Usage.FreeBlocks),
        };
        var contents = new ImageContents(
            image.Name,
            [new TransformFigures("terser", 60, 3, 180_000, 90_000)],
            [.. Enumerable.Range(0, 40).Select(i => new ContentModule($"dir/{i:d2}.js", 100 * i, i / 8, i < 32 ? [$"dir/{i + 8:d2}.js", "dir/00.js"] : []))],
            [new ContentModule("dir/unused.js", 1000, 0, [])],
            ["wifi"],
            [["dir/00.js", "dir/08.js"]]);
        return new FlashMapRequest
        {
            Title = "Firmware",
            Manifest = new FlashManifest
            {
                ToolVersion = "1.0.0",
                Flash = new ManifestFlash(new("esp32", "default"), new ManifestSize(4 << 20, "default"), new("dio", "default"), new("40m", "default")),
                PartitionTable = new ManifestTable(
                    "partition-table.bin", 0x8000, "partitions.csv", 0xC00, "00",
                    [
                        new ManifestPartition("nvs", 1, 2, "data/nvs", 0x9000, 0x6000, false, false, true),
                        new ManifestPartition("storage", 1, 0x82, "data/spiffs", 0x180000, 512 << 10, false, false, false),
                    ]),
                Images = [image],
            },
            Images = [new MapImage(image, volume, contents)],
        };
    }
}
