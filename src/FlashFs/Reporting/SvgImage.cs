using FlashFs.Diagnostics;
using FlashFs.Formats;

namespace FlashFs.Reporting;

/// <summary>An image by its files: figures, the blocks to scale, and what the most expensive files cost.</summary>
internal sealed class SvgImage(HtmlWriter svg, MapImage image)
{
    private const int MostFiles = 24;
    private const double Inner = SvgText.Right - SvgText.Margin;
    private const double RowHeight = 24;
    private const double CostRight = SvgText.Right - 68;
    private const int NameColumns = 44;

    private readonly FlashVolume _volume = image.Volume;

    /// <summary>Draws it and returns where what follows begins.</summary>
    public double Write(double top)
    {
        svg.Raw($"<g><title>{image.Manifest.Name}</title>\n");
        top = SvgText.Heading(svg, image.Manifest.Name, top, isTitle: false);
        string place = image.Manifest.Partition is { } label ? $", on {label} at {Sizes.Address(image.Manifest.Offset ?? 0)}" : "";
        SvgText.Line(svg, SvgText.Margin, top + 8, $"{_volume.Format.DisplayName}, {Counted.Of(image.Manifest.Figures.FileCount, "file")}, {Sizes.Short(image.Manifest.Size)}{place}", isSoft: true);
        top = WriteShares(top + 20);
        if (image.Manifest.Size > 0)
        {
            top = WriteBlocks(top + 12);
            top = WriteFiles(top + 14);
        }

        svg.Raw("</g>\n");
        return top + 24;
    }

    private double WriteShares(double top)
    {
        FigureShares figures = new(image.Manifest);
        const double Percent = Inner / 100;
        svg.Raw($"<rect class=\"panel\" x=\"{SvgText.Margin}\" y=\"{top}\" width=\"{Inner}\" height=\"12\" rx=\"3\" fill=\"#f6f8fa\" stroke=\"#d1d9e0\"/>");
        svg.Raw($"<rect class=\"f\" style=\"--h:250\" fill=\"#70b0f1\" x=\"{SvgText.Margin}\" y=\"{top}\" width=\"{Percent * figures.Share(figures.Data)}\" height=\"12\" rx=\"3\"/>");
        svg.Raw($"<rect class=\"m\" fill=\"{Hues.OwnHex}\" x=\"{SvgText.Margin + (Percent * figures.Share(figures.Data))}\" y=\"{top}\" width=\"{Percent * figures.Share(figures.Overhead)}\" height=\"12\"/>\n");
        (string Name, long Size)[] parts = [("contents", figures.Data), ("overhead", figures.Overhead), ("free", figures.Free)];
        for (int i = 0; i < parts.Length; i++)
        {
            double left = SvgText.Margin + (Inner * i / parts.Length);
            SvgText.Line(svg, left, top + 30, parts[i].Name, isSoft: true);
            SvgText.Line(svg, left, top + 47, $"{Sizes.Short(parts[i].Size)} ({Sizes.Percent(parts[i].Size, figures.Whole)})");
        }

        svg.Raw("\n");
        return top + 52;
    }

    private double WriteBlocks(double top)
    {
        var grid = BlockGrid.Of(_volume, image.Manifest.Size);
        double height = Inner / BlockGrid.Columns * grid.Rows;
        svg.Raw($"<rect class=\"grid\" x=\"{SvgText.Margin}\" y=\"{top}\" width=\"{Inner}\" height=\"{height}\" fill=\"#fff\" stroke=\"#d1d9e0\"/>\n");
        svg.Raw($"<svg x=\"{SvgText.Margin}\" y=\"{top}\" width=\"{Inner}\" height=\"{height}\" viewBox=\"0 0 {BlockGrid.Columns} {grid.Rows}\">");
        BlockPicture.WriteShapes(svg, grid, _volume, plainColours: true);
        svg.Raw("</svg>\n");
        double y = top + height + 20;
        SvgText.Line(svg, SvgText.Margin, y, $"a cell is {Sizes.Short(grid.CellSize)}; a colour a file, its headers darker;", isSoft: true);
        svg.Raw($"<rect class=\"m\" fill=\"{Hues.OwnHex}\" x=\"{SvgText.Right - 164}\" y=\"{y - 11}\" width=\"12\" height=\"12\" rx=\"3\"/>");
        SvgText.Line(svg, SvgText.Right, y, "the file system's own", atEnd: true, isSoft: true);
        return y + 4;
    }

    private double WriteFiles(double top)
    {
        long[] costs = VolumeCosts.Of(_volume);
        long whole = new FigureShares(image.Manifest).Whole;
        VolumeEntry[] files = [.. VolumeCosts.MostExpensiveFirst(_volume, costs)];
        foreach (VolumeEntry entry in files.Take(MostFiles))
        {
            string name = $"{entry.Name}{(entry.IsDamaged ? " (damaged)" : "")}";
            svg.Raw($"<g><title>{name}: {Sizes.Bytes(entry.Length)} bytes, costs {Sizes.Bytes(costs[entry.Index])}</title><rect class=\"f\" style=\"--h:{Hues.Of(entry.Index)}\" fill=\"{Hues.Hex(entry.Index)}\" x=\"{SvgText.Margin}\" y=\"{top + 5}\" width=\"13\" height=\"13\" rx=\"3\"/>");
            SvgText.Line(svg, SvgText.Margin + 22, top + 16.5, name, NameColumns, 14.5);
            SvgText.Line(svg, CostRight, top + 16.5, Sizes.Short(costs[entry.Index]), size: 14.5, atEnd: true);
            SvgText.Line(svg, SvgText.Right, top + 16.5, Sizes.Percent(costs[entry.Index], whole), size: 14.5, atEnd: true, isSoft: true);
            svg.Raw("</g>\n");
            top += RowHeight;
        }

        if (files.Length > MostFiles)
        {
            long rest = files.Skip(MostFiles).Sum(entry => costs[entry.Index]);
            SvgText.Line(svg, SvgText.Margin + 22, top + 16.5, $"and {Counted.Of(files.Length - MostFiles, "more file")}", size: 14.5, isSoft: true);
            SvgText.Line(svg, CostRight, top + 16.5, Sizes.Short(rest), size: 14.5, atEnd: true, isSoft: true);
            SvgText.Line(svg, SvgText.Right, top + 16.5, Sizes.Percent(rest, whole), size: 14.5, atEnd: true, isSoft: true);
            top += RowHeight;
        }

        return top;
    }
}
