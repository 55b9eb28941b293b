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
        StringAssert.Contains(await page.TextContentAsync("#state"), $"{Image.Length / 2} of 2619440 code units");
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
