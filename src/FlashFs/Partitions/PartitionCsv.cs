using System.Text;
using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

/// <summary>The text form of a partition table: <c>name, type, subtype, offset, size, flags</c>, a row a line.</summary>
/// <remarks>Source: espressif/esp-idf, <c>components/partition_table/gen_esp32part.py</c> 1.5 (from_csv, to_csv).</remarks>
public static class PartitionCsv
{
    private const int Fields = 6;

    /// <summary>Reads a CSV all the way to a table.</summary>
    /// <param name="bytes">The file: UTF-8 or UTF-16, with or without byte order mark.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="options">What the table depends on beside its rows.</param>
    /// <param name="diagnostics">Takes everything that is wrong with it: FLASHFS3001 to 3026.</param>
    /// <returns>The table, or null when an error was reported.</returns>
    public static PartitionTable? Read(ReadOnlySpan<byte> bytes, string file, PartitionTableOptions options, DiagnosticBag diagnostics)
    {
        IReadOnlyList<PartitionRow>? rows = Parse(bytes, file, options, diagnostics);
        return rows is null ? null : PartitionTableBuilder.Build(rows, options, diagnostics);
    }

    /// <summary>Reads the rows of a CSV.</summary>
    /// <param name="bytes">The file: UTF-8 or UTF-16, with or without byte order mark.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="options">The variables are taken from here.</param>
    /// <param name="diagnostics">Takes FLASHFS3001 for what is no table at all, FLASHFS3020 for variables without a value, FLASHFS3026 for text after the flags.</param>
    /// <returns>
    /// The rows, also those that something was reported about, of which <see cref="PartitionTableBuilder"/> then makes no
    /// table; null when there are none.
    /// </returns>
    public static IReadOnlyList<PartitionRow>? Parse(
        ReadOnlySpan<byte> bytes, string file, PartitionTableOptions options, DiagnosticBag diagnostics)
    {
        string? text = PartitionText.Decode(bytes, file, diagnostics);
        return text is null ? null : Parse(text, file, options, diagnostics);
    }

    /// <summary>Reads the rows of a CSV that is text already: see the other overload.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The name of the file, for messages.</param>
    /// <param name="options">The variables are taken from here.</param>
    /// <param name="diagnostics">Takes FLASHFS3001, FLASHFS3020 and FLASHFS3026.</param>
    public static IReadOnlyList<PartitionRow>? Parse(
        string text, string file, PartitionTableOptions options, DiagnosticBag diagnostics)
    {
        var rows = new List<PartitionRow>();
        int number = 0;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (ParseLine(line, file, number, options, diagnostics) is { } row)
            {
                rows.Add(row);
            }
        }

        if (rows.Count == 0)
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionSyntax,
                new DiagnosticLocation(file),
                $"'{file}' has no row; write one partition a line: name, type, subtype, offset, size, flags.");
            return null;
        }

        return rows;
    }

    /// <summary>Writes a table as CSV text, as the reference tool does: names where there are any, offsets in hexadecimal, sizes in M or K.</summary>
    /// <exception cref="FlashFsException">FLASHFS3025: a label cannot stand in a CSV.</exception>
    public static string Write(PartitionTable table)
    {
        var text = new StringBuilder("# ESP-IDF Partition Table\n# Name, Type, SubType, Offset, Size, Flags\n");
        foreach (Partition partition in table.Partitions)
        {
            if (PartitionLabel.Problem(partition.Label) is { } problem)
            {
                throw new FlashFsException(DiagnosticCodes.InvalidPartitionLabel.At(
                    partition.Location, $"The label '{partition.Label}' {problem}."));
            }

            string type = PartitionTypes.NameOf(partition.Type) ?? $"{partition.Type}";
            string subType = PartitionTypes.NameOf(partition.Type, partition.SubType) ?? $"{partition.SubType}";
            string flags = string.Join(':', FlagsOf(partition));
            text.Append(partition.Label).Append(',').Append(type).Append(',').Append(subType)
                .Append(",0x").Append($"{partition.Offset:x}").Append(',')
                .Append(PartitionTable.FormatSize(partition.Size)).Append(',').Append(flags).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The names of a partition's flags.</summary>
    public static IEnumerable<string> FlagsOf(Partition partition)
    {
        if (partition.Encrypted)
        {
            yield return "encrypted";
        }

        if (partition.ReadOnly)
        {
            yield return "readonly";
        }
    }

    private static PartitionRow? ParseLine(
        string line, string file, int number, PartitionTableOptions options, DiagnosticBag diagnostics)
    {
        if (IsBlankOrComment(line))
        {
            return null;
        }

        (PartitionLine expanded, bool complete) = PartitionVariables.Expand(line, file, number, options.Variables, diagnostics);
        if (complete && IsBlankOrComment(expanded.Text))
        {
            return null;
        }

        List<PartitionCell> cells = Split(expanded, file, number);
        bool readable = complete && CheckCells(cells, diagnostics);
        PartitionCell cell(int index) => index < cells.Count
            ? cells[index]
            : new PartitionCell("", new DiagnosticLocation(file, number, line.TrimEnd().Length + 1));
        return new PartitionRow(cell(0), cell(1), cell(2), cell(3), cell(4), cell(5))
        {
            Location = cells[0].Location,
            Unreadable = !readable,
        };
    }

    private static List<PartitionCell> Split(PartitionLine line, string file, int number)
    {
        var cells = new List<PartitionCell>(Fields + 1);
        for (int start = 0; start <= line.Text.Length;)
        {
            int comma = line.Text.IndexOf(',', start);
            int end = comma < 0 ? line.Text.Length : comma;
            int first = start;
            while (first < end && char.IsWhiteSpace(line.Text[first]))
            {
                first++;
            }

            cells.Add(new PartitionCell(
                line.Text[first..end].TrimEnd(), new DiagnosticLocation(file, number, line.Columns[first])));
            start = end + 1;
        }

        return cells;
    }

    private static bool CheckCells(List<PartitionCell> cells, DiagnosticBag diagnostics)
    {
        bool readable = true;
        for (int i = 0; i < cells.Count; i++)
        {
            PartitionCell cell = cells[i];
            int hash = cell.Text.IndexOf('#', StringComparison.Ordinal);
            if (i >= Fields && !cell.IsEmpty)
            {
                diagnostics.Add(
                    DiagnosticCodes.PartitionTextIgnored,
                    cell.Location,
                    $"'{cell.Shown}' stands after the flags, the last of the six fields, and is not used; put comments on lines of their own.");
                break;
            }

            if (hash >= 0)
            {
                diagnostics.Add(
                    DiagnosticCodes.PartitionSyntax,
                    cell.Location is { } at ? at with { Column = at.Column + hash } : null,
                    $"'{QuotedText.Cut(cell.Text.AsSpan(hash))}' is in a field, and '#' makes a comment only at the start of a line; put it on a line of its own.");
                readable = false;
            }
        }

        if (cells.Count == 1)
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionSyntax,
                cells[0].Location,
                $"'{cells[0].Shown}' has no comma; a row is name, type, subtype, offset, size, flags.");
            return false;
        }

        return readable;
    }

    private static bool IsBlankOrComment(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().TrimStart();
        return text.IsEmpty || text[0] == '#';
    }
}
