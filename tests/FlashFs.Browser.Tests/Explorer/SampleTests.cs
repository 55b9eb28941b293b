using Microsoft.Playwright;

namespace FlashFs.Browser.Tests.Explorer;

/// <summary>The image of the sample Esp32Duktape in the explorer, from its files to its web pages.</summary>
[TestClass]
public sealed class SampleTests
{
    [TestMethod]
    public async Task TheKeyboardIsEnoughForAllOfIt()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(RunningExplorer.Sample());
        ExplorerPage page = await ExplorerPage.OpenAsync(explorer);
        await page.PressAsync("Tab");
        Assert.AreEqual("view-files", await page.FocusedAsync(), "the one image is no choice");
        await page.PressAsync("Tab", "o", "v", "e", "r", "v", "i", "e", "w", ".", "c", "Enter");
        await page.Page.Locator("#file-name", new() { HasText = "web/css/overview.css" }).WaitForAsync();
        StringAssert.Contains(await page.Page.TextContentAsync("#file-facts"), "gzip");
        await page.Page.GetByText("grid-template-columns: 256px 1fr;").WaitForAsync();
        Assert.AreEqual("true", await page.Page.Locator("#results .row").First.GetAttributeAsync("aria-selected"));
        await page.PressAsync("Escape");
        Assert.AreEqual("overview.css", await page.FocusedAsync(), "from the search to the open file in the tree");

        await page.PressAsync("Shift+Tab", "Shift+Tab", "Shift+Tab", "ArrowRight");
        Assert.AreEqual("view-map", await page.FocusedAsync());
        Assert.AreEqual("web/css/overview.css", await page.Page.TextContentAsync("#legend #chosen"));
        await page.PressAsync("Tab", "End", "ArrowUp", "Enter");
        await page.Page.Locator("#file-name", new() { HasText = "web/settings.html" }).WaitForAsync();

        await page.Page.Locator("#view-files").FocusAsync();
        await page.PressAsync("End");
        Assert.AreEqual("view-preview", await page.FocusedAsync());
        await page.Page.FrameLocator("#stage iframe").Locator(".hero").WaitForAsync();
        await page.PressAsync("Tab", "ArrowRight", "ArrowRight");
        Assert.AreEqual(375, (await page.Page.Locator("#stage iframe").BoundingBoxAsync())!.Width);
        page.AssertNoComplaintButOfThePreview();
    }

    [TestMethod]
    [DataRow(375, 812, ColorScheme.Light)]
    [DataRow(768, 1024, ColorScheme.Light)]
    [DataRow(1440, 900, ColorScheme.Light)]
    [DataRow(375, 812, ColorScheme.Dark)]
    [DataRow(768, 1024, ColorScheme.Dark)]
    [DataRow(1440, 900, ColorScheme.Dark)]
    public async Task EverythingCanBeReadAndThePreviewHasItsStyles(int width, int height, ColorScheme scheme)
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(RunningExplorer.Sample());
        ExplorerPage page = await ExplorerPage.OpenAsync(explorer, width, height, scheme);
        string at = $"{width}-{scheme}".ToLowerInvariant();
        await page.PressAsync("/");
        await page.Page.FillAsync("#query", "house");
        await page.Page.Locator("#results .row", new() { HasText = "house.png" }).ClickAsync();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#body img')?.naturalWidth === 256");
        await ReadableAsync(page, $"sample-picture-{at}");
        await page.Page.FillAsync("#query", "overview.css");
        await page.Page.Locator("#results .row", new() { HasText = "overview.css" }).ClickAsync();
        await page.Page.GetByText("grid-template-columns: 256px 1fr;").WaitForAsync();
        await ReadableAsync(page, $"sample-text-{at}");
        await page.Page.ClickAsync("#view-map");
        await ReadableAsync(page, $"sample-map-{at}");

        await page.Page.ClickAsync("#view-preview");
        ILocator hero = page.Page.FrameLocator("#stage iframe").Locator(".hero");
        await hero.WaitForAsync();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#stage iframe').offsetHeight > 300");
        Assert.AreEqual("grid", await hero.EvaluateAsync<string>("element => getComputedStyle(element).display"));
        Assert.IsGreaterThan(100, (await hero.Locator("> img").BoundingBoxAsync())!.Height);
        Assert.IsLessThan(32, (await hero.Locator("img.inline").BoundingBoxAsync())!.Width, "a sign in a line of text");
        await ReadableAsync(page, $"sample-preview-{at}");
        page.AssertNoComplaintButOfThePreview();
    }

    private static async Task ReadableAsync(ExplorerPage page, string name)
    {
        await page.ShootAsync(name);
        string[] low = await Contrast.TooLowAsync(page.Page);
        Assert.IsEmpty(low, $"{name}: {string.Join('\n', low)}");
        Assert.AreEqual(0, await page.OverflowAsync(), name);
    }
}
