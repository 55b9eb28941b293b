using Microsoft.Playwright;

namespace FlashFs.Browser.Tests.Explorer;

/// <summary>The explorer's page in the browser, which complains of nothing.</summary>
internal sealed class ExplorerPage
{
    private ExplorerPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>What the console said and what was thrown.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<ExplorerPage> OpenAsync(RunningExplorer explorer, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        IPage page = await Chromium.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        var explorerPage = new ExplorerPage(page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                explorerPage.Complaints.Add($"{message.Location}: {message.Text}");
            }
        };
        page.PageError += (_, error) => explorerPage.Complaints.Add(error);
        await page.GotoAsync(explorer.Address);
        await page.Locator("#tree .row").First.WaitForAsync();
        return explorerPage;
    }

    /// <summary>The name of the row that has the focus.</summary>
    public Task<string> FocusedAsync() => Page.EvaluateAsync<string>("() => document.activeElement?.querySelector('.name')?.textContent ?? document.activeElement?.id ?? ''");

    public async Task PressAsync(params string[] keys)
    {
        foreach (string key in keys)
        {
            await Page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>How much wider the page is than the window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");

    /// <summary>Keeps a picture of the page for people to look at.</summary>
    public Task ShootAsync(string name) => Screenshots.KeepAsync(Page, $"explorer-{name}");

    public void AssertNoComplaint() => Assert.IsEmpty(Complaints, string.Join(Environment.NewLine, Complaints));

    /// <summary>The same, where a page in the preview asks for a device that is not there.</summary>
    public void AssertNoComplaintButOfThePreview()
    {
        string[] own = [.. Complaints.Where(complaint => !complaint.Contains(".localhost:", StringComparison.Ordinal))];
        Assert.IsEmpty(own, string.Join(Environment.NewLine, own));
    }
}
