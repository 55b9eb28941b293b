namespace FlashFs.Reporting;

/// <summary>The flash as a bar to scale, and a row for each range beside it: however small a range is, its row can be read.</summary>
internal sealed class SvgPartitions(HtmlWriter svg, IReadOnlyList<FlashRange> ranges, long flashSize)
{
    private const double BarWidth = 64;
    private const double BarRight = SvgText.Margin + BarWidth;
    private const double RowLeft = BarRight + 36;
    private const double OffsetRight = SvgText.Right - 84;
    private const double RowHeight = 44;
    private const double GapHeight = 24;
    private const double LeastHeight = 320;
    private const double SmallestRange = 2;

    /// <summary>Draws it and returns where what follows begins.</summary>
    public double Write(double top)
    {
        SvgText.Line(svg, SvgText.Margin, top + 10, $"{Sizes.Short(flashSize)}, from address 0 at the top. What is filled is solid.", isSoft: true);
        top += 30;
        double[] heights = [.. ranges.Select(range => range.Kind is null ? GapHeight : RowHeight)];
        double height = Math.Max(LeastHeight, heights.Sum());
        double[] rows = RangeRows.Place([.. ranges.Select(range => height * (range.Offset + (range.Size / 2.0)) / flashSize)], heights, height);
        svg.Raw($"<rect class=\"panel\" x=\"{SvgText.Margin}\" y=\"{top}\" width=\"{BarWidth}\" height=\"{height}\" fill=\"#f6f8fa\" stroke=\"#d1d9e0\"/>\n");

        // Small ranges are wider than they are, so that they are seen; they come last, lest a neighbour cover them.
        foreach (int i in Enumerable.Range(0, ranges.Count).OrderByDescending(i => ranges[i].Size))
        {
            WriteRange(ranges[i], i, top, height);
        }

        for (int i = 0; i < ranges.Count; i++)
        {
            double y = top + (height * (ranges[i].Offset + (ranges[i].Size / 2.0)) / flashSize);
            WriteRow(ranges[i], i, Math.Min(y, top + height - (SmallestRange / 2)), top + rows[i]);
        }

        return top + height + 28;
    }

    private void WriteRange(FlashRange range, int index, double top, double height)
    {
        if (range.Kind is null)
        {
            return;
        }

        double high = Math.Max(height * range.Size / flashSize, SmallestRange);
        double y = Math.Min(top + (height * range.Offset / flashSize), top + height - high);
        string title = $"{range.Name}: {Sizes.Short(range.Size)} at {Sizes.Address(range.Offset)}";
        svg.Raw($"<g style=\"--h:{Hues.Of(index)}\"><title>{title}</title><rect class=\"f room\" fill=\"{Hues.Hex(index)}\" opacity=\".4\" x=\"{SvgText.Margin}\" y=\"{y}\" width=\"{BarWidth}\" height=\"{high}\"/>");
        if (range.Filled is { } filled && filled > 0)
        {
            svg.Raw($"<rect class=\"f\" fill=\"{Hues.Hex(index)}\" x=\"{SvgText.Margin}\" y=\"{y}\" width=\"{BarWidth * Math.Min(1, (double)filled / range.Size)}\" height=\"{high}\"/>");
        }

        svg.Raw("</g>\n");
    }

    private void WriteRow(FlashRange range, int index, double from, double middle)
    {
        bool isGap = range.Kind is null;
        svg.Raw($"<path class=\"lead{(isGap ? " gap" : "")}\" style=\"--h:{Hues.Of(index)}\" fill=\"none\" stroke=\"{(isGap ? "#d1d9e0" : Hues.Hex(index))}\" stroke-width=\"1.5\" d=\"M{BarRight} {from}L{RowLeft - 8} {middle}\"/>");
        double y = isGap ? middle + 5 : middle - 3;
        SvgText.Line(svg, RowLeft, y, isGap ? "free" : range.Name, 22, 16, isSoft: isGap, isBold: !isGap);
        SvgText.Line(svg, OffsetRight, y, Sizes.Address(range.Offset), 12, 15, atEnd: true, isSoft: isGap);
        SvgText.Line(svg, SvgText.Right, y, Sizes.Short(range.Size), 12, 15, atEnd: true, isSoft: isGap);
        if (!isGap)
        {
            string filled = range.Filled is { } bytes ? $"{Sizes.Percent(bytes, range.Size)} filled" : "";
            SvgText.Line(svg, RowLeft, middle + 15, string.Join(", ", new[] { range.Kind!, range.Holds, filled }.Where(part => part.Length > 0)), 58, isSoft: true);
        }

        svg.Raw("\n");
    }
}
