using System.Globalization;
using FlashFs.Files;
using FlashFs.Formats.ChirpOs;
using Microsoft.Playwright;

namespace FlashFs.Browser.Tests.ChirpOs;

/// <summary>The page of the sample ChirpDesktop, with an image of its files.</summary>
[TestClass]
public sealed class ChirpDesktopTests
{
    private static byte[] Image => ChirpPage.Pack(ChirpPage.FilesIn(Repository.PathOf("samples", "ChirpDesktop", "flash")).Select(Flagged));

    [TestMethod]
    public async Task ThePageShowsTheTreeOfAnImageThatAServerHas()
    {
        IPage page = await ChirpPage.OpenSampleAsync(Image, "?image=chirpos.txt");
        await page.Locator("#tree ul").First.WaitForAsync();
        CollectionAssert.AreEqual(
            (string[])
            [
                "apps", "clock.js", "notes.js", "viewer.js", "home", "einkauf.txt", "letters", "an-zoë.txt", "pictures", "bird.png",
                "hügel.png", "todo.txt", "日記", "十一月.txt", "settings", "desktop.json", "session.json", "system", "boot.js", "version",
            ],
            (await page.Locator("#tree summary, #tree button").AllTextContentsAsync()).ToArray());
        StringAssert.Contains(await page.TextContentAsync("#state"), string.Create(CultureInfo.InvariantCulture, $"{Image.Length / 2:N0} of 2,619,440 code units"));
        Assert.AreEqual(1, await page.Locator("#tree .hidden").CountAsync());
        Assert.AreEqual(3, await page.Locator("#tree .executable").CountAsync());
        Assert.AreEqual(2, await page.Locator("#tree .system").CountAsync());
    }

    [TestMethod]
    public async Task TextsAndPicturesAreShown()
    {
        IPage page = await ChirpPage.OpenSampleAsync(Image, "?image=chirpos.txt");
        await page.GetByRole(AriaRole.Button, new() { Name = "einkauf.txt" }).ClickAsync();
        Assert.AreEqual("/home/einkauf.txt", await page.TextContentAsync("#path"));
        StringAssert.StartsWith(await page.TextContentAsync("#contents pre"), "½ kg Äpfel\nÖl, 1 l für 7,90 €\n");
        Assert.AreEqual("88 bytes, text", await page.TextContentAsync("#facts"));

        await page.GetByRole(AriaRole.Button, new() { Name = "hügel.png" }).ClickAsync();
        Assert.AreEqual("842 bytes, binary", await page.TextContentAsync("#facts"));
        await page.WaitForFunctionAsync("() => document.querySelector('#contents img')?.naturalWidth === 160");

        await page.GetByRole(AriaRole.Button, new() { Name = "boot.js" }).ClickAsync();
        StringAssert.EndsWith(await page.TextContentAsync("#facts"), "text, system");
    }

    [TestMethod]
    public async Task AnImageIsLoadedByHandStaysAndIsForgotten()
    {
        IPage page = await ChirpPage.OpenSampleAsync([]);
        await page.GetByText("Nothing is saved yet").WaitForAsync();
        await page.SetInputFilesAsync("#image", new FilePayload { Name = "chirpos.txt", MimeType = "text/plain", Buffer = Image });
        await page.Locator("#tree ul").First.WaitForAsync();
        string saved = await page.CallAsync("() => localStorage.getItem('chirpos.filesystem')");
        Assert.AreEqual(System.Text.Encoding.Unicode.GetString(Image), saved, "code unit for code unit");
        await page.ReloadAsync();
        await page.Locator("#tree ul").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Forget it" }).ClickAsync();
        await page.GetByText("Nothing is saved yet").WaitForAsync();
        Assert.AreEqual(0, await page.Locator("#tree ul").CountAsync());
    }

    [TestMethod]
    public async Task WhatIsNoImageNeverTakesThePlaceOfOne()
    {
        IPage page = await ChirpPage.OpenSampleAsync(Image, "?image=chirpos.txt");
        await page.Locator("#tree ul").First.WaitForAsync();
        string saved = await page.CallAsync("() => localStorage.getItem('chirpos.filesystem')");
        await page.SetInputFilesAsync("#image", new FilePayload { Name = "bird.png", MimeType = "image/png", Buffer = [0x89, 0x50, 0x4E, 0x47] });
        await page.GetByText("bird.png is no image of a file system").WaitForAsync();
        Assert.AreEqual(saved, await page.CallAsync("() => localStorage.getItem('chirpos.filesystem')"));
        Assert.AreNotEqual(0, await page.Locator("#tree ul").CountAsync());
    }

    [TestMethod]
    [DataRow(375, ColorScheme.Light)]
    [DataRow(375, ColorScheme.Dark)]
    [DataRow(1280, ColorScheme.Light)]
    [DataRow(1280, ColorScheme.Dark)]
    public async Task EverythingFitsAndTheOpenFileIsInSight(int width, ColorScheme colours)
    {
        IPage page = await ChirpPage.OpenSampleAsync(Image, "?image=chirpos.txt");
        await page.EmulateMediaAsync(new() { ColorScheme = colours });
        await page.SetViewportSizeAsync(width, 600);
        await page.Locator("#tree ul").First.WaitForAsync();
        foreach (string name in (string[])["notes.js", "hügel.png", "version"])
        {
            ILocator button = page.GetByRole(AriaRole.Button, new() { Name = name });
            await button.ClickAsync();
            Assert.AreEqual("true", await button.GetAttributeAsync("aria-current"), name);
            Assert.AreEqual(1, await page.Locator("[aria-current]").CountAsync());
            Assert.IsTrue(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than the page");
            Assert.IsTrue(
                await page.EvaluateAsync<bool>("() => { const { top, bottom } = document.getElementById('path').getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"),
                $"{name} is out of sight");
        }

        // Every word that is not the page's own colour stands out from its ground by 4.5 : 1.
        double contrast = await page.EvaluateAsync<double>(
            """
            () => {
              const parse = colour => colour.match(/[\d.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const ground = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
              const ratios = [...document.querySelectorAll("#tree button, summary, #facts, a, .legend, #state")].map(item => {
                const alpha = Number(getComputedStyle(item).opacity);
                const colour = parse(getComputedStyle(item).color).slice(0, 3).map((v, i) => v * alpha + ground[i] * (1 - alpha));
                const [a, b] = [light(colour), light(ground)].sort((x, y) => y - x);
                return (a + 0.05) / (b + 0.05);
              });
              return Math.min(...ratios);
            }
            """);
        Assert.IsGreaterThan(4.5, contrast);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("garbage")]
    public async Task WhatIsNoFileSystemIsSaid(string saved)
    {
        IPage page = await ChirpPage.OpenSampleAsync([]);
        await page.CallAsync("text => { localStorage.setItem('chirpos.filesystem', text); return ''; }", saved);
        await page.ReloadAsync();
        await page.GetByText("What is saved is no file system").WaitForAsync();
        Assert.AreEqual(0, await page.Locator("#tree ul").CountAsync());
    }

    // As the project has it.
    private static FlashFile Flagged(FlashFile file) => file.Path.Value switch
    {
        string path when path.StartsWith("system/", StringComparison.Ordinal) => file with { Flags = (long)ChirpFlags.System },
        string path when path.StartsWith("apps/", StringComparison.Ordinal) => file with { Flags = (long)ChirpFlags.Executable },
        "settings/session.json" => file with { Flags = (long)ChirpFlags.Hidden },
        _ => file,
    };
}
