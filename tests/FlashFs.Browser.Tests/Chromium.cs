using Microsoft.Playwright;

namespace FlashFs.Browser.Tests;

/// <summary>The browser of the machine, started once. A test without one says so and is skipped.</summary>
[TestClass]
public static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // Tests often run as root, where Chromium has no sandbox, and without a network, where it must not look for updates.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private static readonly SemaphoreSlim Starting = new(1);
    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    /// <summary>A page with storage of its own.</summary>
    public static Task<IPage> NewPageAsync() => NewPageAsync(new());

    /// <summary>A page with storage of its own.</summary>
    public static async Task<IPage> NewPageAsync(BrowserNewPageOptions options)
    {
        string executable = Executable();
        await Starting.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Arguments });
        }
        finally
        {
            Starting.Release();
        }

        return await _browser.NewPageAsync(options);
    }

    /// <summary>A browser of its own whose storage is kept in a folder.</summary>
    public static async Task<IBrowserContext> StartAsync(string folder)
    {
        string executable = Executable();
        await Starting.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
        }
        finally
        {
            Starting.Release();
        }

        return await _playwright.Chromium.LaunchPersistentContextAsync(folder, new() { ExecutablePath = executable, Args = Arguments });
    }

    /// <summary>Ends the browser.</summary>
    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    private static string Executable()
    {
        string? executable = Array.Find(Places, File.Exists);
        if (executable is null)
        {
            Assert.Inconclusive("Chromium is not installed; on Debian run: apt-get install chromium");
        }

        return executable!;
    }
}
