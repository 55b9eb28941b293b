using FlashFs.Pipeline.Manifest;

namespace FlashFs.Reporting;

/// <summary>
/// The flash map as one picture: the flash to scale, and every image by its files. The SVG holds all that it needs, fetches
/// nothing, and is light or dark as its reader is.
/// </summary>
public static class FlashMapSvg
{
    /// <summary>Makes the picture, UTF-8.</summary>
    public static byte[] ToBytes(FlashMapRequest request)
    {
        var body = new HtmlWriter();
        double height = SvgText.Margin;
        height = SvgText.Heading(body, request.Title, height, isTitle: true);
        if (request.Manifest is { Flash: { } flash, PartitionTable: { } table })
        {
            height = new SvgPartitions(body, FlashRange.All(request.Manifest, table, flash.Size.Value), flash.Size.Value).Write(height);
        }

        foreach (MapImage image in request.Images)
        {
            height = new SvgImage(body, image).Write(height);
        }

        height += SvgText.Margin;
        var picture = new HtmlWriter();

        // Wider than its letters need, so that it is read with ease; narrower pages shrink it.
        const double Enlarged = 1.2;
        picture.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map\" width=\"{SvgText.Width * Enlarged}\" height=\"{height * Enlarged}\" viewBox=\"0 0 {SvgText.Width} {height}\" role=\"img\" aria-labelledby=\"map-title map-desc\">\n");
        picture.Raw($"<title id=\"map-title\">Flash map of {request.Title}</title>\n<desc id=\"map-desc\">{Describe(request.Manifest)}</desc>\n<style>");
        picture.Raw(FlashMapPage.Resource("flash-colours.css")).Raw(FlashMapPage.Resource("flash-map-svg.css")).Raw("</style>\n").Raw(BlockPicture.Definitions);
        picture.Raw($"\n<rect class=\"ground\" width=\"{SvgText.Width}\" height=\"{height}\" fill=\"#fff\"/>\n");
        picture.Raw(body.ToString()).Raw("</svg>\n");
        return picture.ToUtf8();
    }

    // The same in words, for whoever does not see it.
    private static string Describe(FlashManifest manifest)
    {
        var sentences = new List<string>();
        if (manifest is { Flash: { } flash, PartitionTable: { } table })
        {
            IEnumerable<string> partitions = table.Partitions.Select(partition =>
                $"{partition.Label}, {Sizes.Short(partition.Size)} at {Sizes.Address(partition.Offset)}");
            sentences.Add($"A flash of {Sizes.Short(flash.Size.Value)}: {string.Join("; ", partitions)}.");
        }

        sentences.AddRange(manifest.Images.Select(image =>
        {
            FigureShares figures = new(image);
            return $"Image {image.Name}: {Diagnostics.Counted.Of(image.Figures.FileCount, "file")}, {Sizes.Percent(figures.Data, figures.Whole)} contents, {Sizes.Percent(figures.Overhead, figures.Whole)} overhead, {Sizes.Percent(figures.Free, figures.Whole)} free.";
        }));
        return string.Join(' ', sentences);
    }
}
