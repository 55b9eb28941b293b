using Spectre.Console;

namespace FlashFs.Tool.Output;

/// <summary>What is drawn on a terminal. Nothing else touches Spectre.Console, so that a piped run never loads it.</summary>
internal static class TerminalOutput
{
    private const int Unwrapped = 4096;

    /// <summary>Draws a table.</summary>
    public static void WriteTable(ToolSession session, IReadOnlyList<TableColumn> columns, IReadOnlyList<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Minimal, BorderStyle = new Style(decoration: Decoration.Dim) };
        foreach (TableColumn column in columns)
        {
            var header = new Text(column.Header, new Style(decoration: Decoration.Bold));
            table.AddColumn(new Spectre.Console.TableColumn(header)
            {
                Alignment = column.IsNumber ? Justify.Right : Justify.Left,
                NoWrap = column.IsNumber,
            });
        }

        foreach (string[] row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        Open(session.Out, session.UseColour).Write(table);
    }

    /// <summary>Writes a line with one word in a colour.</summary>
    public static void WriteColoured(TextWriter writer, string before, string word, string colour, string after)
    {
        var line = new Paragraph(before).Append(word, new Style(Style.Parse(colour).Foreground, decoration: Decoration.Bold)).Append(after);
        IAnsiConsole console = Open(writer, useColour: true);
        console.Write(line);
        console.WriteLine();
    }

    private static IAnsiConsole Open(TextWriter writer, bool useColour)
    {
        // Without the default enrichers nothing is taken from the environment: the session has decided already.
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = useColour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = useColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(writer),
        });

        // The terminal wraps long lines better than a table does: there they can still be copied whole.
        console.Profile.Width = Unwrapped;
        return console;
    }
}
