using FlashFs.Diagnostics;

namespace FlashFs.Tool.Output;

/// <summary>A diagnostic as a line: <c>flashfs: error FLASHFS3001: partitions.csv(3,5): …</c>.</summary>
internal static class DiagnosticLine
{
    /// <summary>Writes one.</summary>
    public static void Write(ToolSession session, Diagnostic diagnostic)
    {
        (string weight, string colour) = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => ("error", "red"),
            DiagnosticSeverity.Warning => ("warning", "yellow"),
            _ => ("note", "aqua"),
        };
        string rest = $" {diagnostic.Code}: {Place(diagnostic)}{Printable.Text(diagnostic.Message)}";
        if (session.ErrorIsTerminal && session.UseColour)
        {
            TerminalOutput.WriteColoured(session.Error, "flashfs: ", weight, colour, rest);
        }
        else
        {
            session.Error.WriteLine($"flashfs: {weight}{rest}");
        }
    }

    // A file without a line is usually in the message already; then it is not said twice.
    private static string Place(Diagnostic diagnostic) => diagnostic.Location is not { } location
        || (location.Line == 0 && diagnostic.Message.Contains($"'{location.File}'", StringComparison.Ordinal))
        ? ""
        : $"{Printable.Text(location.ToString())}: ";
}
