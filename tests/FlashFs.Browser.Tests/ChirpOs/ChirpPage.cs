using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.ChirpOs;
using Microsoft.Playwright;

namespace FlashFs.Browser.Tests.ChirpOs;

/// <summary>Pages of a made-up host that have the real lz-string; files come from the repository, and nothing from a network.</summary>
internal static class ChirpPage
{
    public const string Key = "chirpos.filesystem";

    private const string Host = "http://chirp.test/";

    /// <summary>An empty page with lz-string.</summary>
    public static async Task<IPage> OpenAsync() => await OpenAsync(await Chromium.NewPageAsync());

    /// <summary>An empty page with lz-string.</summary>
    public static async Task<IPage> OpenAsync(IPage page)
    {
        string script = Path.Combine(Repository.NpmPackage("lz-string"), "libs", "lz-string.js");
        await page.RouteAsync("**/*", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!DOCTYPE html><title>lz-string</title>" }));
        await page.GotoAsync(Host);
        await page.AddScriptTagAsync(new() { Path = script });
        return page;
    }

    /// <summary>The page of the sample, with an image beside it.</summary>
    public static async Task<IPage> OpenSampleAsync(byte[] image, string query = "")
    {
        string sample = Repository.PathOf("samples", "ChirpDesktop", "page");
        string packages = Repository.NpmPackage("lz-string");
        IPage page = await Chromium.NewPageAsync();
        await page.RouteAsync("**/*", route =>
        {
            string path = new Uri(route.Request.Url).AbsolutePath.TrimStart('/');
            const string Packages = "node_modules/lz-string/";
            return path == "chirpos.txt" ? route.FulfillAsync(new() { BodyBytes = image, ContentType = "application/octet-stream" })
                : path.StartsWith(Packages, StringComparison.Ordinal) ? route.FulfillAsync(new() { Path = Path.Combine(packages, path[Packages.Length..]) })
                : File.Exists(Path.Combine(sample, path)) ? route.FulfillAsync(new() { Path = Path.Combine(sample, path) })
                : route.FulfillAsync(new() { Status = 404 });
        });
        await page.GotoAsync($"{Host}index.html{query}");
        return page;
    }

    public static byte[] Pack(IEnumerable<FlashFile> files, ChirpOsOptions? options = null)
    {
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = ChirpOsFormat.Instance.Plan(
            FlashFileSet.Sorted(files, diagnostics), (options ?? new ChirpOsOptions()).ToValues(), null, diagnostics);
        diagnostics.ThrowIfErrors();
        return plan!.ToArray();
    }

    public static IEnumerable<FlashFile> FilesIn(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => new FlashFile(FlashPath.FromRelative(Path.GetRelativePath(folder, path)), FlashContents.FromFile(path)));
}
