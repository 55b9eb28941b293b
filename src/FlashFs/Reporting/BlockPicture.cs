using FlashFs.Formats;

namespace FlashFs.Reporting;

/// <summary>The grid of an image as shapes of an SVG in which a cell is one unit.</summary>
internal static class BlockPicture
{
    /// <summary>What the shapes refer to: SVG has no other way to hatch.</summary>
    public const string Definitions =
        "<defs><pattern id=\"hatch\" width=\".5\" height=\".5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\".12\" height=\".5\" fill=\"gray\"/></pattern></defs>";

    /// <summary>Writes the shapes, each with what it is as its title.</summary>
    /// <param name="page">Takes them.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="volume">The image.</param>
    /// <param name="plainColours">Whether each has a colour too that needs no style sheet.</param>
    public static void WriteShapes(HtmlWriter page, BlockGrid grid, FlashVolume volume, bool plainColours)
    {
        foreach ((ExtentKind kind, int entry, string path) in grid.Shapes())
        {
            bool isHeader = kind == ExtentKind.FileHeader;
            page.Raw("<g");
            if (entry >= 0 && entry < volume.Entries.Count)
            {
                page.Raw($" data-k=\"e{entry}\"><title>{volume.Entries[entry].Name}{(isHeader ? " (header)" : "")}</title><path class=\"{ClassOf(kind)}\" style=\"--h:{Hues.Of(entry)}\"");
            }
            else
            {
                page.Raw($"><title>{NameOf(kind)}</title><path class=\"{ClassOf(kind)}\"");
            }

            if (plainColours)
            {
                string colour = kind is ExtentKind.FileData or ExtentKind.FileHeader ? Hues.Hex(Math.Max(entry, 0), isHeader)
                    : kind == ExtentKind.Metadata ? Hues.OwnHex : "url(#hatch)";
                page.Raw($" fill=\"{colour}\"");
            }

            page.Raw($" d=\"{path}\"/></g>");
        }
    }

    /// <summary>What a run is that belongs to no file.</summary>
    public static string NameOf(ExtentKind kind) => kind switch
    {
        ExtentKind.Metadata => "the file system's own",
        ExtentKind.Deleted => "deleted",
        ExtentKind.FileHeader or ExtentKind.FileData => "of no file",
        _ => "cannot be used",
    };

    private static string ClassOf(ExtentKind kind) => kind switch
    {
        ExtentKind.FileData => "f",
        ExtentKind.FileHeader => "h",
        ExtentKind.Metadata => "m",
        ExtentKind.Deleted => "d",
        _ => "u",
    };
}
