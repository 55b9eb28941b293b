using System.Globalization;
using Microsoft.Playwright;

namespace FlashFs.Browser.Tests.Explorer;

/// <summary>The explorer as people use it.</summary>
[TestClass]
public sealed class ExplorerTests
{
    [TestMethod]
    public async Task TheTreeIsWalkedByKeyboardAndAPackedFileOpened()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(RunningExplorer.Sample());
        ExplorerPage page = await ExplorerPage.OpenAsync(explorer);
        await page.Page.Locator("#query").FocusAsync();
        await page.PressAsync("Tab", "Tab");
        Assert.AreEqual("app", await page.FocusedAsync(), "one stop for the whole tree");
        await page.PressAsync("ArrowDown", "ArrowUp", "End", "Home", "w");
        Assert.AreEqual("web", await page.FocusedAsync());
        await page.PressAsync("ArrowRight", "ArrowRight");
        Assert.AreEqual("css", await page.FocusedAsync());
        await page.PressAsync("ArrowLeft", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown");
        Assert.AreEqual("index.html", await page.FocusedAsync());
        await page.PressAsync("Enter");
        await page.Page.GetByText("<title>Fernhaus</title>").WaitForAsync();
        Assert.AreEqual("web/index.html", await page.Page.TextContentAsync("#file-name"));
        StringAssert.Contains(await page.Page.TextContentAsync("#file-facts"), "gzip");
        Assert.AreEqual("true", await page.Page.Locator("#tree .row", new() { HasText = "index.html" }).GetAttributeAsync("aria-selected"));

        await page.Page.Locator("#mode-text").FocusAsync();
        await page.PressAsync("ArrowRight");
        await page.Page.Locator("#hex-rows .row").First.WaitForAsync();
        StringAssert.StartsWith(await page.Page.Locator("#hex-rows .row").First.TextContentAsync(), "00003c 21 44 4f 43 54 59 50  45 20 68 74 6d 6c 3e 0a<!DOCTYPE html>·");

        await page.Page.ReloadAsync();
        await page.Page.GetByText("<title>Fernhaus</title>").WaitForAsync();
        Assert.AreEqual("web/index.html", await page.Page.TextContentAsync("#file-name"));
        page.AssertNoComplaint();
    }

    [TestMethod]
    public async Task FilesAreFoundByNameAndByContents()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(RunningExplorer.Sample());
        ExplorerPage page = await ExplorerPage.OpenAsync(explorer);
        await page.PressAsync("/");
        Assert.AreEqual("query", await page.FocusedAsync());
        await page.Page.Keyboard.TypeAsync("house");
        await page.Page.Locator("#results .row", new() { HasText = "house.png" }).WaitForAsync();
        await page.PressAsync("Enter");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#body img')?.naturalWidth === 256");

        await page.Page.Locator("input[value=contents]").CheckAsync();
        await page.Page.FillAsync("#query", "wifimanager");
        await page.Page.Locator("#found", new() { HasText = "3 files" }).WaitForAsync();
        await page.Page.Locator("#query").FocusAsync();
        await page.PressAsync("ArrowDown", "ArrowDown", "Enter");
        await page.Page.Locator("#body mark").WaitForAsync();
        Assert.AreEqual("WifiManager", await page.Page.Locator("#body mark").TextContentAsync(), ignoreCase: true);
        await page.PressAsync("Escape");
        Assert.IsTrue(await page.Page.Locator("#tree").IsVisibleAsync());
        page.AssertNoComplaint();
    }

    [TestMethod]
    public async Task ThePreviewRendersWithItsStylesheetAndCannotReachTheExplorer()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(RunningExplorer.Pack(
            ("index.html", "<!DOCTYPE html><html><head><title>Lamp</title><link rel=icon href=data:,><link rel=stylesheet href=/style.css></head><body><h1>Lamp</h1><script src=/try.js></script></body></html>"),
            ("style.css", "h1 { color: rgb(1, 2, 3); }"),
            ("try.js", "document.body.dataset.ran = '1';")));
        ExplorerPage page = await ExplorerPage.OpenAsync(explorer);
        await page.Page.ClickAsync("#view-preview");
        IFrameLocator frame = page.Page.FrameLocator("#stage iframe");
        await frame.Locator("body[data-ran='1'] h1").WaitForAsync();
        Assert.AreEqual("rgb(1, 2, 3)", await frame.Locator("h1").EvaluateAsync<string>("element => getComputedStyle(element).color"));
        page.AssertNoComplaint();

        // Even with the explorer's address, which pages of the preview do not get, nothing of it can be had from there.
        string tried = await frame.Locator("h1").EvaluateAsync<string>(
            """
            async (_, address) => {
              const tries = {
                fetch: () => fetch(address + "api/images").then(answer => answer.text()),
                opaque: () => fetch(address + "api/images", { mode: "no-cors" }).then(answer => answer.text()),
                picture: () => new Promise((done, failed) => { const i = new Image(); i.onload = done; i.onerror = () => failed(new Error()); i.src = address + "app/icon.svg"; }),
                parent: () => parent.document.title,
                referrer: () => { if (document.referrer.length > location.ancestorOrigins[0].length + 1) return document.referrer; throw new Error(); },
              };
              const got = [];
              for (const [name, attempt] of Object.entries(tries)) {
                try { if (await attempt()) got.push(name); } catch { /* refused */ }
              }
              return got.join(" ");
            }
            """,
            explorer.Address);
        Assert.AreEqual("", tried);
    }

    [TestMethod]
    [DataRow(375, 812, ColorScheme.Light)]
    [DataRow(375, 812, ColorScheme.Dark)]
    [DataRow(768, 1024, ColorScheme.Light)]
    [DataRow(768, 1024, ColorScheme.Dark)]
    [DataRow(1440, 900, ColorScheme.Light)]
    [DataRow(1440, 900, ColorScheme.Dark)]
    public async Task ThePageFitsItsWindow(int width, int height, ColorScheme scheme)
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(RunningExplorer.Pack(
            ("index.html", "<h1>Lamp</h1>" + new string('x', 3000)),
            (new string('n', 250), "long name"),
            ("deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/file.txt", "deep")));
        ExplorerPage page = await ExplorerPage.OpenAsync(explorer, width, height, scheme);
        string at = string.Create(CultureInfo.InvariantCulture, $"{width}-{scheme}").ToLowerInvariant();
        foreach (string name in (string[])["index", "nnn", "file.txt"])
        {
            await page.PressAsync("/");
            await page.Page.FillAsync("#query", name);
            await page.Page.Locator("#found", new() { HasText = "1 file" }).WaitForAsync();
            await page.PressAsync("Enter");
            await page.Page.Locator("#file-name", new() { HasText = name }).WaitForAsync();
            await page.Page.Locator("#body .text").WaitForAsync();
            Assert.AreEqual(0, await page.OverflowAsync(), name);
            await InSightAsync(page, "#body");
        }

        await page.PressAsync("Escape");
        await page.ShootAsync($"files-{at}");
        await page.Page.ClickAsync("#mode-hex");
        Assert.AreEqual(0, await page.OverflowAsync(), "hex");
        await page.ShootAsync($"hex-{at}");
        foreach (string view in (string[])["map", "preview"])
        {
            await page.Page.ClickAsync($"#view-{view}");
            Assert.AreEqual(0, await page.OverflowAsync(), view);
            await page.ShootAsync($"{view}-{at}");
        }

        await InSightAsync(page, "#stage iframe");
        page.AssertNoComplaint();
    }

    [TestMethod]
    public async Task NamesAreShownAndNeverDone()
    {
        byte[] image = RunningExplorer.Pack(
            ("<img src=x onerror=document.title='done'>", "<script>document.title='done'</script>"),
            ("a\u202egnp.exe", "turned \u202e text"),
            ("b\u0007\u001b[31m", "bell"));
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(image);
        ExplorerPage page = await ExplorerPage.OpenAsync(explorer);
        CollectionAssert.AreEquivalent(
            (string[])["<img src=x onerror=document.title='done'>", "a\\u{202e}gnp.exe", "b\\u{7}\\u{1b}[31m"],
            (await page.Page.Locator("#tree .name").AllTextContentsAsync()).ToArray());
        await page.Page.Locator("#tree .row", new() { HasText = "gnp.exe" }).ClickAsync();
        await page.Page.Locator("#body .escape", new() { HasText = "\\u{202e}" }).WaitForAsync();
        await page.Page.Locator("#tree .row", new() { HasText = "<img" }).ClickAsync();
        await page.Page.GetByText("<script>document.title").WaitForAsync();
        Assert.AreEqual("espfs.img · flashfs", await page.Page.TitleAsync());
        page.AssertNoComplaint();
    }

    [TestMethod]
    public async Task TenThousandFilesAreFewElements()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(RunningExplorer.Pack(
            [.. Enumerable.Range(0, 10_000).Select(i => ($"all/f{i:D5}.txt", $"{i}"))]));
        ExplorerPage page = await ExplorerPage.OpenAsync(explorer);
        await page.Page.Locator("#tree .row").First.FocusAsync();
        await page.PressAsync("End");
        Assert.AreEqual("f09999.txt", await page.FocusedAsync());
        Assert.IsLessThan(100, await page.Page.Locator("#tree .row").CountAsync());
        Assert.AreEqual("10000", await page.Page.Locator("#tree .row:focus").GetAttributeAsync("aria-setsize"));

        // The row with the focus stays, wherever the list is scrolled to.
        await page.Page.EvaluateAsync("() => { document.querySelector('#tree').scrollTop = 0; }");
        await page.Page.Locator("#tree .row", new() { HasText = "f00003.txt" }).WaitForAsync();
        Assert.AreEqual("f09999.txt", await page.FocusedAsync());
        await page.PressAsync("Enter");
        await page.Page.Locator("#body pre", new() { HasText = "9999" }).Last.WaitForAsync();
        page.AssertNoComplaint();
    }

    [TestMethod]
    public async Task AChangedImageIsShownByItself()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(RunningExplorer.Pack(("a.txt", "old"), ("b.txt", "1")), "--watch");
        ExplorerPage page = await ExplorerPage.OpenAsync(explorer);
        await page.Page.Locator("#tree .row", new() { HasText = "a.txt" }).ClickAsync();
        await page.Page.Locator("#body pre", new() { HasText = "old" }).WaitForAsync();
        await File.WriteAllBytesAsync(explorer.Image, RunningExplorer.Pack(("a.txt", "new contents"), ("c.txt", "1")));
        await page.Page.Locator("#body pre", new() { HasText = "new contents" }).WaitForAsync();
        CollectionAssert.AreEqual((string[])["a.txt", "c.txt"], (await page.Page.Locator("#tree .name").AllTextContentsAsync()).ToArray());
        page.AssertNoComplaint();
    }

    [TestMethod]
    public async Task TheBlockMapNamesWhatLiesWhere()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(RunningExplorer.Pack(("a.bin", new string('a', 3000)), ("b.bin", "b")));
        ExplorerPage page = await ExplorerPage.OpenAsync(explorer);
        await page.Page.ClickAsync("#view-map");
        StringAssert.Contains(await page.Page.GetAttributeAsync("#blocks", "aria-label"), "file header");
        await page.Page.Locator("#extents .row").First.FocusAsync();
        await page.PressAsync("ArrowDown");
        StringAssert.Contains(await page.Page.Locator("#extents .row:focus").GetAttributeAsync("aria-label"), "file data");
        await page.PressAsync("Enter");
        await page.Page.Locator("#file-name", new() { HasText = "a.bin" }).WaitForAsync();
        page.AssertNoComplaint();
    }

    // On a narrow window the file lies below the list, and the page goes there as soon as the file has come; until then the former one is shown.
    private static Task InSightAsync(ExplorerPage page, string what) => page.Page.WaitForFunctionAsync(
        "what => { const box = document.querySelector(what).getBoundingClientRect(); return Math.min(box.bottom, innerHeight) - Math.max(box.top, 0) > 300; }", what);
}
