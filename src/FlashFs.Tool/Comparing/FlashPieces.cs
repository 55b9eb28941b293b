using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Partitions;
using FlashFs.Profiles;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Comparing;

/// <summary>The ranges to flash again as files, since esptool writes files, and the command that writes them.</summary>
internal static class FlashPieces
{
    private const string ArgumentsFile = "flash_args";

    // A command line of Windows ends at 8191 characters, and nobody reads more than this.
    private const int MostInACommand = 16;

    /// <summary>Writes a file for each range, and <c>flash_args</c> with all of them.</summary>
    /// <param name="session">Where relative paths start.</param>
    /// <param name="output">The folder as the command line has it.</param>
    /// <param name="report">What was found.</param>
    /// <param name="chip">The chip of the command.</param>
    /// <param name="diagnostics">Takes FLASHFS9006 where pieces of an earlier run would stay.</param>
    /// <returns>The report with the pieces and the command.</returns>
    /// <exception cref="FlashFsException">FLASHFS9002: a file cannot be written.</exception>
    public static DiffReport Write(ToolSession session, string output, DiffReport report, FlashChip chip, DiagnosticBag diagnostics)
    {
        string image = Path.GetFileName(report.New.Name);
        (SectorRange Range, string File)[] pieces =
            [.. report.Sectors!.Ranges.Select(range => (range, FlashSegment.NameOf(image, report.Address!.Value + range.Offset)))];
        string folder = session.Rooted(output);
        if (!StalePieces.Check(Path.Combine(output, image), Path.Combine(folder, image), session.Rooted(report.New.Name), [.. pieces.Select(piece => piece.File)], diagnostics)
            || pieces.Length == 0)
        {
            return report;
        }

        foreach ((SectorRange range, string file) in pieces)
        {
            OutputFile.Write(Path.Combine(folder, file), report.New.Bytes.Span.Slice((int)range.Offset, (int)range.Length));
        }

        string lines = string.Concat(pieces.Select(piece => $"{Pair(report, piece.Range, piece.File)}\n"));
        OutputFile.Write(Path.Combine(folder, ArgumentsFile), Encoding.UTF8.GetBytes(lines));
        string written = pieces.Length > MostInACommand
            ? $"@{ArgumentsFile}"
            : string.Join(' ', pieces.Select(piece => Pair(report, piece.Range, Path.Combine(output, piece.File))));
        return report with { Pieces = [.. pieces.Select(piece => Path.Combine(output, piece.File))], Command = Esptool(chip, written) };
    }

    /// <summary>The command that writes the whole of the new side; null where that would write what is to be left, or there is no file of it.</summary>
    public static string? Whole(DiffReport report, FlashChip chip) =>
        report is { Sectors.Ranges.Count: > 0, Address: { } address, Left.Count: 0 } && (report.New.Image is null || report.New.Dump is null)
            ? Esptool(chip, $"0x{address:x} {FlashArguments.Quote(report.New.Name)}")
            : null;

    private static string Pair(DiffReport report, SectorRange range, string file) =>
        $"0x{report.Address!.Value + range.Offset:x} {FlashArguments.Quote(file)}";

    private static string Esptool(FlashChip chip, string written) => $"esptool --chip {chip.Id} write-flash {written}";
}
