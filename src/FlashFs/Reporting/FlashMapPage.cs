using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace FlashFs.Reporting;

/// <summary>
/// <c>flash-map.html</c>: one page that shows the flash to scale, every image by its files, the module graph and what transforms
/// saved. It holds all that it needs, fetches nothing, and depends on nothing but what was built.
/// </summary>
public static class FlashMapPage
{
    /// <summary>Makes the page, UTF-8.</summary>
    public static byte[] ToBytes(FlashMapRequest request)
    {
        string style = Resource("flash-colours.css") + Resource("flash-map.css");
        string script = Resource("flash-map.js");
        var page = new HtmlWriter();
        page.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");

        // Names of files come from anywhere: should one ever slip through as markup, it can load and run nothing.
        page.Raw($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{HashOf(script)}'\">\n");
        page.Raw($"<title>Flash map of {request.Title}</title>\n<style>");
        page.Raw(style).Raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n");
        page.Raw($"<header><h1>Flash map of {request.Title}</h1>");
        PartitionSection.WriteFacts(page, request.Manifest);
        page.Raw("</header>\n<main id=\"content\">\n");

        page.Raw("<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\">").Raw(BlockPicture.Definitions).Raw("</svg>\n");
        PartitionSection.Write(page, request.Manifest);
        BaselineSection.Write(page, request.Manifest, request.Baseline);
        foreach (MapImage image in request.Images)
        {
            new ImageSection(page, image).Write();
        }

        page.Raw("</main>\n");
        page.Raw($"<footer>Made by FlashFs {request.Manifest.ToolVersion}. Sizes are × 1024; addresses count from the start of the flash.</footer>\n<script>");
        page.Raw(script).Raw("</script>\n</body>\n</html>\n");
        return page.ToUtf8();
    }

    private static string HashOf(string script) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    /// <summary>A style or script of the maps, with line feeds.</summary>
    internal static string Resource(string name)
    {
        Assembly assembly = typeof(FlashMapPage).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream($"FlashFs.Reporting.{name}")!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n"); // whatever the checkout made of them
    }
}
