using FlashFs.Pipeline.Manifest;

namespace FlashFs.Reporting;

/// <summary>The flash as a whole: chip, bar to scale, table of partitions.</summary>
internal static class PartitionSection
{
    private const double Width = 1000;

    /// <summary>Writes chip and flash in a line.</summary>
    public static void WriteFacts(HtmlWriter page, FlashManifest manifest)
    {
        page.Raw("<dl class=\"facts\">");
        if (manifest.Flash is { } flash)
        {
            // Of a flash that was read, neither chip nor clock need be known.
            if (flash.Chip.Value.Length > 0)
            {
                Fact(page, "Chip", flash.Chip.Value);
            }

            Fact(page, "Flash", string.Join(", ", new[] { Sizes.Short(flash.Size.Value), flash.Mode.Value, flash.Frequency.Value }.Where(value => value.Length > 0)));
        }

        if (manifest.PartitionTable is { } table)
        {
            Fact(page, "Partition table", $"{table.Source}, at {Sizes.Address(table.Offset)}");
        }

        if (manifest.Images.Count > 0)
        {
            Fact(page, manifest.Images.Count == 1 ? "Image" : "Images", string.Join(", ", manifest.Images.Select(image => image.Name)));
        }

        page.Raw("</dl>");
    }

    /// <summary>Writes a fact of a list.</summary>
    public static void Fact(HtmlWriter page, string name, string value) => page.Raw($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    /// <summary>Writes the section; nothing where nothing goes into a flash.</summary>
    public static void Write(HtmlWriter page, FlashManifest manifest)
    {
        if (manifest.Flash is not { } flash || manifest.PartitionTable is not { } table)
        {
            return;
        }

        long size = flash.Size.Value;
        List<FlashRange> ranges = FlashRange.All(manifest, table, size);
        page.Raw("<section data-figure aria-labelledby=\"flash\"><h2 id=\"flash\">The flash</h2>\n");
        page.Raw($"<div class=\"bar\"><svg viewBox=\"0 0 {Width} 52\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"The flash of {Sizes.Short(size)} to scale, from address 0 on the left; the table below has the same in numbers.\">");
        for (int i = 0; i < ranges.Count; i++)
        {
            FlashRange range = ranges[i];
            double x = Width * range.Offset / size;
            double width = Math.Max(Width * range.Size / size, 0.75); // the smallest is still to be seen
            if (range.Kind is not null)
            {
                page.Raw($"<rect class=\"f\" style=\"--h:{Hues.Of(i)}\" data-k=\"p{i}\" x=\"{x}\" y=\"0\" width=\"{width}\" height=\"52\"><title>{range.Name}: {Sizes.Short(range.Size)} at {Sizes.Address(range.Offset)}</title></rect>");
            }
        }

        page.Raw($"</svg></div><div class=\"ends\" aria-hidden=\"true\"><span>0x0</span><span>{Sizes.Address(size)}</span></div>\n");
        page.Raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Partitions\"><table><caption>What lies where, in ascending order. Ranges without a name are free.</caption><thead><tr><th scope=\"col\">Partition</th><th scope=\"col\">Kind</th><th scope=\"col\" class=\"n\">Address</th><th scope=\"col\" class=\"n\">Size</th><th scope=\"col\">Holds</th><th scope=\"col\" class=\"n\">Filled</th></tr></thead><tbody>\n");
        for (int i = 0; i < ranges.Count; i++)
        {
            WriteRow(page, ranges[i], i);
        }

        page.Raw("</tbody></table></div></section>\n");
    }

    private static void WriteRow(HtmlWriter page, FlashRange range, int index)
    {
        if (range.Kind is null)
        {
            page.Raw($"<tr><td class=\"soft\">free</td><td></td><td class=\"n\"><code>{Sizes.Address(range.Offset)}</code></td><td class=\"n\">{Sizes.Short(range.Size)}</td><td></td><td></td></tr>\n");
            return;
        }

        page.Raw($"<tr data-k=\"p{index}\" tabindex=\"-1\"><td><i class=\"s f\" style=\"--h:{Hues.Of(index)}\"></i>{range.Name}</td><td>{range.Kind}</td><td class=\"n\"><code>{Sizes.Address(range.Offset)}</code></td><td class=\"n\">{Sizes.Short(range.Size)}</td><td class=\"name\">{range.Holds}</td><td class=\"n\">{(range.Filled is { } filled ? Sizes.Percent(filled, range.Size) : "")}</td></tr>\n");
    }
}
