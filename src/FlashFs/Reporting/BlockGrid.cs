using System.Globalization;
using System.Text;
using FlashFs.Formats;

namespace FlashFs.Reporting;

/// <summary>
/// An image to scale as rows of cells, each in the colour of what takes most of it: few enough to draw, however many runs the
/// image has.
/// </summary>
internal sealed class BlockGrid
{
    /// <summary>Cells in a row.</summary>
    public const int Columns = 64;

    private const int MaxRows = 48;
    private const int SmallestCell = 16;

    private readonly (ExtentKind Kind, int Entry)[] _cells;

    private BlockGrid(long cellSize, (ExtentKind Kind, int Entry)[] cells)
    {
        CellSize = cellSize;
        _cells = cells;
    }

    /// <summary>The bytes of a cell; a power of two.</summary>
    public long CellSize { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => (_cells.Length + Columns - 1) / Columns;

    /// <summary>What takes most of each cell, in ascending order: the file by its index, -1 for none.</summary>
    public IReadOnlyList<(ExtentKind Kind, int Entry)> Cells => _cells;

    /// <summary>Makes the grid of a volume.</summary>
    public static BlockGrid Of(FlashVolume volume, long size)
    {
        long cellSize = SmallestCell;
        while (size > cellSize * Columns * MaxRows)
        {
            cellSize *= 2;
        }

        var cells = new (ExtentKind Kind, int Entry)[(size + cellSize - 1) / cellSize];
        Array.Fill(cells, (ExtentKind.Free, -1));
        long[] most = new long[cells.Length];
        foreach (VolumeExtent extent in volume.Extents)
        {
            for (long at = extent.Offset; at < Math.Min(extent.Offset + extent.Length, size);)
            {
                long cell = at / cellSize;
                long end = Math.Min(extent.Offset + extent.Length, (cell + 1) * cellSize);
                if (end - at > most[cell])
                {
                    most[cell] = end - at;
                    cells[cell] = (extent.Kind, extent.EntryIndex);
                }

                at = end;
            }
        }

        return new BlockGrid(cellSize, cells);
    }

    /// <summary>What is drawn, each once in the order of its first cell, with the outline of all its cells as an SVG path.</summary>
    public IEnumerable<(ExtentKind Kind, int Entry, string Path)> Shapes()
    {
        var paths = new Dictionary<(ExtentKind Kind, int Entry), StringBuilder>();
        for (int from = 0; from < _cells.Length;)
        {
            int to = from + 1;
            while (to < _cells.Length && to % Columns != 0 && _cells[to] == _cells[from])
            {
                to++;
            }

            if (_cells[from].Kind != ExtentKind.Free)
            {
                if (!paths.TryGetValue(_cells[from], out StringBuilder? path))
                {
                    paths.Add(_cells[from], path = new StringBuilder());
                }

                path.Append(CultureInfo.InvariantCulture, $"M{from % Columns} {from / Columns}h{to - from}v1h-{to - from}z");
            }

            from = to;
        }

        return paths.Select(shape => (shape.Key.Kind, shape.Key.Entry, shape.Value.ToString()));
    }
}
