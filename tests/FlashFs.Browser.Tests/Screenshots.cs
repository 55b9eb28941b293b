using Microsoft.Playwright;

namespace FlashFs.Browser.Tests;

/// <summary>Pictures that tests leave for people to look at, in <c>artifacts/screenshots</c>.</summary>
internal static class Screenshots
{
    private static string Folder { get; } = Directory.CreateDirectory(Repository.PathOf("artifacts", "screenshots")).FullName;

    public static Task KeepAsync(IPage page, string name, bool wholePage = false) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), FullPage = wholePage });
}
