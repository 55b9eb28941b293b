using System.Globalization;
using FlashFs.Diagnostics;
using FlashFs.Formats;

namespace FlashFs.Reporting;

/// <summary>The flash map as lines of text. Names come last in a line, so that whatever is made of them moves no column.</summary>
public static class FlashMapText
{
    private const int BarColumns = 48;
    private const string Keys = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const char OtherFiles = '+';
    private const char Own = '#';
    private const char Gone = 'x';
    private const char Unusable = '!';

    /// <summary>Makes the lines.</summary>
    /// <param name="request">What the map shows.</param>
    /// <param name="blocks">Whether the reader has block elements; else all is ASCII but for names.</param>
    public static IEnumerable<string> Lines(FlashMapRequest request, bool blocks)
    {
        if (request.Manifest is { Flash: { } flash, PartitionTable: { } table })
        {
            yield return $"{request.Title}: flash of {Sizes.Short(flash.Size.Value)}";
            foreach (string line in Ranges(FlashRange.All(request.Manifest, table, flash.Size.Value), flash.Size.Value, blocks))
            {
                yield return line;
            }
        }

        bool isFirst = request.Manifest.PartitionTable is null;
        foreach (MapImage image in request.Images)
        {
            if (!isFirst)
            {
                yield return "";
            }

            isFirst = false;
            foreach (string line in Image(image, blocks))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Ranges(List<FlashRange> ranges, long flashSize, bool blocks)
    {
        (char filled, char room, char edge) = blocks ? ('█', '░', '│') : ('#', '-', '|');
        string end = Sizes.Address(flashSize);
        yield return $"{"address",10}  {"size",9}  {"filled",7}  0x0{end.PadLeft(BarColumns - 1)}";
        foreach (FlashRange range in ranges)
        {
            int start = (int)Math.Min(BarColumns * range.Offset / flashSize, BarColumns - 1);
            int stop = (int)Math.Clamp(((BarColumns * (range.Offset + range.Size)) + flashSize - 1) / flashSize, start + 1, BarColumns);
            int solid = range.Filled is { } bytes && bytes > 0 ? (int)Math.Clamp((((stop - start) * bytes) + range.Size - 1) / range.Size, 1, stop - start) : 0;
            string bar = range.Kind is null
                ? ""
                : new string(' ', start) + new string(filled, solid) + new string(room, stop - start - solid);
            string share = range.Filled is { } part ? Sizes.Percent(part, range.Size) : "";
            string name = range.Kind is null ? "free" : string.Join("  ", new[] { range.Name, range.Kind, range.Holds }.Where(text => text.Length > 0));
            yield return $"{Sizes.Address(range.Offset),10}  {Sizes.Short(range.Size),9}  {share,7}  {edge}{bar.PadRight(BarColumns)}{edge}  {name}";
        }
    }

    private static IEnumerable<string> Image(MapImage image, bool blocks)
    {
        FigureShares figures = new(image.Manifest);
        string place = image.Manifest.Partition is { } label ? $", on {label} at {Sizes.Address(image.Manifest.Offset ?? 0)}" : "";
        yield return $"{image.Manifest.Name}: {image.Volume.Format.DisplayName}, {Counted.Of(image.Manifest.Figures.FileCount, "file")}, {Sizes.Short(image.Manifest.Size)}{place}";
        yield return $"contents {Share(figures, figures.Data)}, overhead {Share(figures, figures.Overhead)}, free {Share(figures, figures.Free)}";
        if (image.Manifest.Size == 0)
        {
            yield break;
        }

        long[] costs = VolumeCosts.Of(image.Volume);
        VolumeEntry[] files = [.. VolumeCosts.MostExpensiveFirst(image.Volume, costs)];
        char[] keys = new char[files.Length];
        Array.Fill(keys, OtherFiles);
        for (int i = 0; i < Math.Min(files.Length, Keys.Length); i++)
        {
            keys[files[i].Index] = Keys[i];
        }

        yield return "";
        foreach (string line in Grid(BlockGrid.Of(image.Volume, image.Manifest.Size), keys, blocks))
        {
            yield return line;
        }

        yield return "";
        yield return $"key  {"size",9}  {"cost",9}  {"share",7}  file";
        foreach (VolumeEntry entry in files.Take(Keys.Length))
        {
            yield return $"{keys[entry.Index]}    {Sizes.Short(entry.Length),9}  {Sizes.Short(costs[entry.Index]),9}  {Sizes.Percent(costs[entry.Index], figures.Whole),7}  {entry.Name}{(entry.IsDamaged ? " (damaged)" : "")}";
        }

        if (files.Length > Keys.Length)
        {
            long length = files.Skip(Keys.Length).Sum(entry => entry.Length);
            long cost = files.Skip(Keys.Length).Sum(entry => costs[entry.Index]);
            yield return $"{OtherFiles}    {Sizes.Short(length),9}  {Sizes.Short(cost),9}  {Sizes.Percent(cost, figures.Whole),7}  {Counted.Of(files.Length - Keys.Length, "more file")}";
        }
    }

    private static IEnumerable<string> Grid(BlockGrid grid, char[] keys, bool blocks)
    {
        (char free, char edge) = blocks ? ('·', '│') : ('.', '|');
        long last = BlockGrid.Columns * grid.CellSize * (grid.Rows - 1);
        int width = Math.Max(Sizes.Address(last).Length, 7);
        string? above = null;
        int alike = 0;
        for (int row = 0; row < grid.Rows; row++)
        {
            string cells = string.Concat(grid.Cells.Skip(row * BlockGrid.Columns).Take(BlockGrid.Columns).Select(cell => SymbolOf(cell.Kind, cell.Entry, keys, free)));
            if (cells == above && row < grid.Rows - 1)
            {
                alike++;
                continue;
            }

            if (alike > 0)
            {
                yield return $"{"".PadLeft(width)}  {Counted.Of(alike, "row")} like the one above";
            }

            (above, alike) = (cells, 0);
            yield return $"{Sizes.Address(row * BlockGrid.Columns * grid.CellSize).PadLeft(width)}  {edge}{cells}{edge}";
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{"",-7}  a cell is {Sizes.Short(grid.CellSize)}; {Own} the file system's own, {free} free, {Gone} deleted, {Unusable} cannot be used");
    }

    private static char SymbolOf(ExtentKind kind, int entry, char[] keys, char free) => kind switch
    {
        ExtentKind.Free => free,
        ExtentKind.Metadata => Own,
        ExtentKind.Deleted => Gone,
        ExtentKind.FileHeader or ExtentKind.FileData when entry >= 0 && entry < keys.Length => keys[entry],
        _ => Unusable,
    };

    private static string Share(FigureShares figures, long part) => $"{Sizes.Short(part)} ({Sizes.Percent(part, figures.Whole)})";
}
