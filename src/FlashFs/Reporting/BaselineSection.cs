using FlashFs.Pipeline.Manifest;

namespace FlashFs.Reporting;

/// <summary>The sizes of a former build beside those of this one.</summary>
internal static class BaselineSection
{
    /// <summary>Writes the section; nothing without a baseline.</summary>
    public static void Write(HtmlWriter page, FlashManifest manifest, FlashManifest? baseline)
    {
        if (baseline is null)
        {
            return;
        }

        page.Raw($"<section aria-labelledby=\"since\"><h2 id=\"since\">Since the baseline</h2><p class=\"soft\">Made by FlashFs {baseline.ToolVersion}.</p><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Changes\"><table><caption>Images of either build.</caption><thead><tr><th scope=\"col\">Image</th><th scope=\"col\" class=\"n\">Files</th><th scope=\"col\" class=\"n\">Contents</th><th scope=\"col\" class=\"n\">Change</th><th scope=\"col\" class=\"n\">Free</th><th scope=\"col\" class=\"n\">Change</th><th scope=\"col\">Bytes</th></tr></thead><tbody>\n");
        foreach (string name in manifest.Images.Concat(baseline.Images).Select(image => image.Name).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            ManifestImage? now = manifest.Images.FirstOrDefault(image => image.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            ManifestImage? before = baseline.Images.FirstOrDefault(image => image.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            string files = now is null ? "" : before is null ? Sizes.Bytes(now.Figures.FileCount) : $"{Sizes.Bytes(now.Figures.FileCount)} ({Sizes.Change(now.Figures.FileCount - before.Figures.FileCount)})";
            string verdict = now is null ? "gone" : before is null ? "new" : now.Sha256 == before.Sha256 ? "the same" : "other";
            page.Raw($"<tr><td class=\"name\">{name}</td><td class=\"n\">{files}</td><td class=\"n\">{Number(now?.Figures.Data)}</td><td class=\"n\">{Change(now?.Figures.Data, before?.Figures.Data)}</td><td class=\"n\">{Number(now?.Figures.Free)}</td><td class=\"n\">{Change(now?.Figures.Free, before?.Figures.Free)}</td><td>{verdict}</td></tr>\n");
        }

        page.Raw("</tbody></table></div></section>\n");
    }

    private static string Number(long? size) => size is { } known ? Sizes.Bytes(known) : "";

    private static string Change(long? now, long? before) => now is { } size && before is { } former ? Sizes.Change(size - former) : "";
}
