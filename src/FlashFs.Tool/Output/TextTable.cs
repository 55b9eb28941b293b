namespace FlashFs.Tool.Output;

/// <summary>A table of results: drawn on a terminal, plain aligned columns everywhere else.</summary>
internal sealed class TextTable(params TableColumn[] columns)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row, a cell for each column.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(Printable.Text)]);

    /// <summary>Writes it.</summary>
    public void Write(ToolSession session)
    {
        if (session.OutIsTerminal)
        {
            TerminalOutput.WriteTable(session, columns, _rows);
        }
        else
        {
            WritePlain(session.Out);
        }
    }

    private void WritePlain(TextWriter writer)
    {
        string[] headers = [.. columns.Select(column => column.Header)];
        int[] widths = [.. headers.Select((header, i) => _rows.Select(row => row[i].Length).Append(header.Length).Max())];
        foreach (string[] row in _rows.Prepend(headers))
        {
            IEnumerable<string> cells = row.Select((cell, i) => columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            writer.WriteLine(string.Join(Gap, cells).TrimEnd());
        }
    }
}
