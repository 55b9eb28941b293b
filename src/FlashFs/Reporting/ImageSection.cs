using FlashFs.Formats;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Reporting;

/// <summary>One image: how full it is, where its files lie and what each costs, what its contents went through.</summary>
internal sealed class ImageSection(HtmlWriter page, MapImage image)
{
    private readonly ManifestImage _manifest = image.Manifest;
    private readonly FlashVolume _volume = image.Volume;
    private readonly string _id = "i-" + new string([.. image.Manifest.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);

    /// <summary>Writes the section.</summary>
    public void Write()
    {
        page.Raw($"<section data-figure aria-labelledby=\"{_id}\"><h2 id=\"{_id}\">{_manifest.Name}</h2>\n<p class=\"soft\">{_volume.Format.DisplayName}{(_manifest.Partition is { } label ? $", on partition {label} at {Sizes.Address(_manifest.Offset ?? 0)}" : ", stands alone")}</p>\n");
        WriteFigures();
        if (_manifest.Size > 0)
        {
            page.Raw("<div class=\"two\">");
            WriteBlocks();
            WriteFiles();
            page.Raw("</div>");
        }

        if (image.Contents is { } contents)
        {
            WriteTransforms(contents);
            ModuleSection.Write(page, contents);
        }

        page.Raw("</section>\n");
    }

    private void WriteFigures()
    {
        FigureShares figures = new(_manifest);
        page.Raw("<dl class=\"facts\">");
        PartitionSection.Fact(page, "Files", Sizes.Bytes(_manifest.Figures.FileCount));
        PartitionSection.Fact(page, "Contents", $"{Sizes.Short(figures.Data)} ({Sizes.Percent(figures.Data, figures.Whole)})");
        PartitionSection.Fact(page, "Overhead", $"{Sizes.Short(figures.Overhead)} ({Sizes.Percent(figures.Overhead, figures.Whole)})");
        PartitionSection.Fact(page, "Free", $"{Sizes.Short(figures.Free)} ({Sizes.Percent(figures.Free, figures.Whole)})");
        if (_manifest.Figures.FreeBlocks is { } blocks)
        {
            PartitionSection.Fact(page, "Free blocks", Sizes.Bytes(blocks));
        }

        if (_manifest.Bytecode is { } bytecode)
        {
            PartitionSection.Fact(page, "Bytecode", $"{bytecode.Engine}, {Diagnostics.Counted.Of(bytecode.ModuleCount, "module")}");
        }

        page.Raw("</dl>");
        page.Raw($"<div class=\"split\" role=\"img\" aria-label=\"{Sizes.Percent(figures.Data, figures.Whole)} contents, {Sizes.Percent(figures.Overhead, figures.Whole)} overhead, {Sizes.Percent(figures.Free, figures.Whole)} free\"><i class=\"f\" style=\"--h:250;width:{figures.Share(figures.Data)}%\"></i><i class=\"m\" style=\"width:{figures.Share(figures.Overhead)}%\"></i></div>\n");
    }

    private void WriteBlocks()
    {
        var grid = BlockGrid.Of(_volume, _manifest.Size);
        page.Raw($"<figure style=\"margin:0\"><div class=\"cells\"><svg viewBox=\"0 0 {BlockGrid.Columns} {grid.Rows}\" role=\"img\" aria-label=\"The image to scale, {Sizes.Short(grid.CellSize)} a cell, in rows of {BlockGrid.Columns}; the table beside it has the files.\">");
        BlockPicture.WriteShapes(page, grid, _volume, plainColours: false);
        page.Raw($"</svg></div><figcaption><ul class=\"legend\"><li><i class=\"s f\" style=\"--h:{Hues.Of(0)}\"></i>contents, a colour a file</li><li><i class=\"s h\" style=\"--h:{Hues.Of(0)}\"></i>its headers</li><li><i class=\"s m\"></i>the file system's own</li><li><i class=\"s e\"></i>free</li><li class=\"soft\">a cell is {Sizes.Short(grid.CellSize)}</li></ul></figcaption></figure>\n");
    }

    private void WriteFiles()
    {
        long[] costs = VolumeCosts.Of(_volume);
        bool packed = _volume.Entries.Any(entry => entry.Compression != Files.FileCompression.None);
        page.Raw($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Files of {_manifest.Name}\"><table><caption>Files, the most expensive first. Cost is what a file takes with its headers and padding.</caption><thead><tr><th scope=\"col\">File</th><th scope=\"col\" class=\"n\">Size</th><th scope=\"col\" class=\"n\">Cost</th>");
        page.Raw(packed ? "<th scope=\"col\">Packed</th>" : "").Raw("</tr></thead><tbody>\n");
        foreach (VolumeEntry entry in VolumeCosts.MostExpensiveFirst(_volume, costs))
        {
            string stored = entry.Compression == Files.FileCompression.None ? "" : $"{Files.FileCompressionNames.Of(entry.Compression)} {Sizes.Percent(entry.StoredLength, entry.Length)}";
            page.Raw($"<tr data-k=\"e{entry.Index}\" tabindex=\"-1\"><td class=\"name\"><i class=\"s f\" style=\"--h:{Hues.Of(entry.Index)}\"></i>{entry.Name}{(entry.IsDamaged ? " (damaged)" : "")}</td><td class=\"n\">{Sizes.Bytes(entry.Length)}</td><td class=\"n\">{Sizes.Bytes(costs[entry.Index])}</td>");
            if (packed)
            {
                page.Raw($"<td>{stored}</td>");
            }

            page.Raw("</tr>\n");
        }

        page.Raw("</tbody></table></div>\n");
    }

    private void WriteTransforms(ImageContents contents)
    {
        if (contents.Transforms.Count == 0)
        {
            return;
        }

        page.Raw($"<h3>What contents went through</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Transforms of {_manifest.Name}\"><table><caption>Transforms in the order in which they ran.</caption><thead><tr><th scope=\"col\">Transform</th><th scope=\"col\" class=\"n\">Files</th><th scope=\"col\" class=\"n\">Before</th><th scope=\"col\" class=\"n\">After</th><th scope=\"col\" class=\"n\">Change</th><th scope=\"col\" class=\"n\">Kept as they were</th></tr></thead><tbody>\n");
        foreach (TransformFigures transform in contents.Transforms)
        {
            page.Raw($"<tr><td class=\"name\">{transform.Name}</td><td class=\"n\">{transform.FileCount}</td><td class=\"n\">{Sizes.Bytes(transform.Before)}</td><td class=\"n\">{Sizes.Bytes(transform.After)}</td><td class=\"n\">{Sizes.Change(transform.After - transform.Before)}</td><td class=\"n\">{transform.KeptAsTheyWere}</td></tr>\n");
        }

        page.Raw("</tbody></table></div>\n");
    }
}
