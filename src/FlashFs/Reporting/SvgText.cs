namespace FlashFs.Reporting;

/// <summary>The measures of the SVG flash map, and its lines of text.</summary>
internal static class SvgText
{
    /// <summary>The width of the picture: narrow, so that its letters can still be read on a telephone.</summary>
    public const double Width = 560;

    /// <summary>The room around.</summary>
    public const double Margin = 16;

    /// <summary>The right edge of what is drawn.</summary>
    public const double Right = Width - Margin;

    private const string Ink = "#1b1f24";
    private const string SoftInk = "#59636e";
    private const int HeadingColumns = 44;

    /// <summary>Writes a heading and returns where what follows begins.</summary>
    public static double Heading(HtmlWriter svg, string text, double top, bool isTitle)
    {
        int size = isTitle ? 22 : 19;
        svg.Raw($"<text x=\"{Margin}\" y=\"{top + size}\" font-size=\"{size}\" font-weight=\"600\" fill=\"{Ink}\">{TextWidth.Cut(text, HeadingColumns)}</text>\n");
        return top + size + 10;
    }

    /// <summary>Writes a line of text.</summary>
    /// <param name="svg">Takes it.</param>
    /// <param name="x">Where it begins, or ends.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">The text.</param>
    /// <param name="columns">How many letters there is room for.</param>
    /// <param name="size">The size of its letters.</param>
    /// <param name="atEnd">Whether it ends at x.</param>
    /// <param name="isSoft">Whether it steps back.</param>
    /// <param name="isBold">Whether it stands out.</param>
    public static void Line(
        HtmlWriter svg, double x, double y, string text, int columns = 70, double size = 13.5, bool atEnd = false, bool isSoft = false, bool isBold = false)
    {
        svg.Raw($"<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{(isSoft ? SoftInk : Ink)}\"");
        svg.Raw(isSoft ? " class=\"soft\"" : "").Raw(isBold ? " font-weight=\"600\"" : "").Raw(atEnd ? " text-anchor=\"end\"" : "");
        svg.Raw($">{TextWidth.Cut(text, columns)}</text>");
    }
}
