using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Partitions;
using FlashFs.Pipeline;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs split</c>: cuts a flash dump by the partition table in it.</summary>
internal sealed class SplitCommand : Verb
{
    private readonly Argument<string> _dump = new("FLASH") { Description = "The dump, from address 0 of the flash." };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The folder for the pieces.", HelpName = "DIR", Required = true };
    private readonly Option<string?> _tableOffset = new("--table-offset")
    {
        Description = "Where the table lies; looked for when not given.",
        HelpName = "N",
    };

    private readonly Option<bool> _json = JsonOption.For(PiecesJson.Schema);

    public SplitCommand(ToolSession session)
        : base("split", "Cuts a flash dump into boot loader, partition table and partitions.", session, "flashfs split flash.bin -o parts")
    {
        Add(_dump);
        Add(_output);
        Add(_tableOffset);
        Add(_json);
    }

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        string path = arguments.GetRequiredValue(_dump);
        long? tableOffset = NumberText.Parse("--table-offset", arguments.GetValue(_tableOffset), diagnostics);
        if (!diagnostics.HasErrors)
        {
            byte[] bytes = InputFile.Read(Session, path);
            var location = new DiagnosticLocation(path);
            if (FlashDump.Open(bytes, tableOffset) is { } dump)
            {
                diagnostics.AddRange(dump.TableDamage.Select(damage => damage.ToDiagnostic(location)));
                diagnostics.AddRange(dump.AbsentAsWarnings(path));
                Write(dump.Split, arguments.GetRequiredValue(_output), location, arguments.GetValue(_json), diagnostics);
            }
            else
            {
                string where = tableOffset is { } offset ? $"at 0x{offset:x}" : "at 0x8000 or at a sector up to 0x40000";
                diagnostics.Add(
                    DiagnosticCodes.NotThisFormat,
                    location,
                    $"'{path}' ({bytes.Length} bytes) has no partition table {where}, so it is no flash dump from address 0; if its table lies elsewhere, say where with --table-offset.");
            }
        }

        return Session.Report(diagnostics);
    }

    private void Write(FlashSplit split, string output, DiagnosticLocation location, bool asJson, DiagnosticBag diagnostics)
    {
        var folder = new ExtractionFolder(Session.Rooted(output));
        var written = new List<WrittenPiece>();
        foreach (FlashSlice slice in split.Slices)
        {
            if (!folder.TryPlace(slice.FileName, out string? path, out string? problem))
            {
                diagnostics.Add(DiagnosticCodes.ExtractionRefused, location, $"'{slice.FileName}' is not written: {problem}; the other pieces are.");
                continue;
            }

            OutputFile.Write(path, slice.Contents.Span);
            written.Add(new WrittenPiece(
                Path.Combine(output, slice.FileName), slice.Offset, slice.Length, [(slice.Label, slice.Partition?.Kind, slice.Offset)]));
        }

        if (asJson)
        {
            JsonReport.Write(Session, json => PiecesJson.Write(json, written));
            return;
        }

        var pieces = new TextTable(new("file"), new("label"), new("kind"), new("offset", IsNumber: true), new("size", IsNumber: true));
        foreach (WrittenPiece piece in written)
        {
            (string label, string? kind, _) = piece.Parts[0];
            pieces.Add(piece.File, label, kind ?? label, $"0x{piece.Offset:x}", $"0x{piece.Size:x}");
        }

        pieces.Write(Session);
    }
}
