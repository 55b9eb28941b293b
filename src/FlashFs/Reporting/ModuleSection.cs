using FlashFs.Diagnostics;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Reporting;

/// <summary>The modules of an image: which asks for which, and what stays out.</summary>
internal static class ModuleSection
{
    /// <summary>Writes the section; nothing without a module graph.</summary>
    public static void Write(HtmlWriter page, ImageContents contents)
    {
        if (contents.Modules.Count == 0)
        {
            return;
        }

        page.Raw("<h3>Modules</h3><dl class=\"facts\">");
        PartitionSection.Fact(page, "In the image", $"{Sizes.Bytes(contents.Modules.Count)}, {Sizes.Short(contents.Modules.Sum(module => module.Length))} as sources");
        PartitionSection.Fact(page, "Left out", contents.Unreached.Count == 0 ? "none" : $"{Sizes.Bytes(contents.Unreached.Count)}, {Sizes.Short(contents.Unreached.Sum(module => module.Length))} saved");
        PartitionSection.Fact(page, "Provided by the target", contents.Externals.Count == 0 ? "none" : string.Join(", ", contents.Externals));
        PartitionSection.Fact(page, "Cycles", contents.Cycles.Count == 0 ? "none" : Sizes.Bytes(contents.Cycles.Count));
        page.Raw("</dl>\n");
        ModulePicture.Of(contents).Write(page, contents.Image);
        page.Raw($"<details><summary>All modules as a table</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Modules of {contents.Image}\"><table><caption>By distance from a root.</caption><thead><tr><th scope=\"col\">Module</th><th scope=\"col\" class=\"n\">Size</th><th scope=\"col\" class=\"n\">Distance</th><th scope=\"col\">Asks for</th></tr></thead><tbody>\n");
        foreach (ContentModule module in contents.Modules)
        {
            page.Raw($"<tr><td class=\"name\">{module.Path}</td><td class=\"n\">{Sizes.Bytes(module.Length)}</td><td class=\"n\">{module.Depth}</td><td class=\"name\">{string.Join(", ", module.Imports)}</td></tr>\n");
        }

        foreach (ContentModule module in contents.Unreached)
        {
            page.Raw($"<tr><td class=\"name soft\">{module.Path}</td><td class=\"n\">{Sizes.Bytes(module.Length)}</td><td></td><td class=\"soft\">left out</td></tr>\n");
        }

        page.Raw("</tbody></table></div></details>\n");
        if (contents.Cycles.Count > 0)
        {
            page.Raw($"<details><summary>{Counted.Of(contents.Cycles.Count, "cycle")}</summary><ul>");
            foreach (IReadOnlyList<string> cycle in contents.Cycles)
            {
                page.Raw($"<li>{string.Join(", ", cycle)}</li>");
            }

            page.Raw("</ul></details>\n");
        }
    }
}
