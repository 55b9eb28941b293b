using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Partitions;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs merge</c>: one flash image of a table and the parts on it.</summary>
internal sealed class MergeCommand : Verb
{
    private readonly Argument<string> _tableFile = new("TABLE") { Description = "The partition table, as CSV or binary; it goes in at its own offset." };

    private readonly Argument<string[]> _parts = new("LABEL|OFFSET=FILE")
    {
        Description = "A part: the label of its partition, 'bootloader' or an offset, and the file.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _output = new("--output", "-o") { Description = "The flash image.", HelpName = "FLASH", Required = true };

    private readonly Option<string[]> _preserve = new("--preserve")
    {
        Description = "A partition that must stay as it is: the image is then cut into pieces around it. May be repeated.",
        HelpName = "LABEL",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _json = JsonOption.For(PiecesJson.Schema);
    private readonly TableOptions _options = new();

    public MergeCommand(ToolSession session)
        : base(
            "merge",
            "Merges a partition table and parts into one flash image, each part checked against its partition.",
            session,
            "flashfs merge partitions.csv bootloader=bootloader.bin factory=app.bin storage=spiffs.img -o flash.bin",
            "flashfs merge partitions.csv factory=app.bin 0x110000=spiffs.img --preserve nvs --flash-size 4MB -o flash.bin")
    {
        Add(_tableFile);
        Add(_parts);
        Add(_output);
        _options.AddTo(this);
        Add(_preserve);
        Add(_json);
    }

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        string output = arguments.GetRequiredValue(_output);
        if (_options.Resolve(arguments, diagnostics) is { } request
            && ReadTable(arguments.GetRequiredValue(_tableFile), request, diagnostics) is { } file)
        {
            PartitionTable table = Preserve(file.Table, arguments.GetValue(_preserve) ?? [], diagnostics);
            FlashPartSource[] sources = [TablePart(table, file), .. Parts(arguments.GetRequiredValue(_parts), table, diagnostics)];
            FlashLayout? layout = diagnostics.HasErrors ? null : FlashLayout.Resolve(table, request.Settings, sources, diagnostics);
            if (layout is not null)
            {
                PartImages.Check(layout, diagnostics);
            }

            if (layout is not null && !diagnostics.HasErrors && OutputPath.Check(Session, output, diagnostics) is { } rooted)
            {
                Write(layout, output, rooted, arguments.GetValue(_json), diagnostics);
            }
        }

        return Session.Report(diagnostics);
    }

    private TableFile? ReadTable(string path, TableRequest request, DiagnosticBag diagnostics)
    {
        // Here the size of the flash has a default, and the table must keep to it as the parts must.
        PartitionTableOptions options = request.Options with { FlashSize = request.Settings.Size };
        TableFile? file = TableFile.Read(path, InputFile.Read(Session, path), request with { Options = options }, diagnostics);
        if (file is { Form: not TableFile.Csv })
        {
            // A CSV was checked when it was read; a binary may come from anywhere.
            file.Table.Check(options with { Md5 = file.HasMd5 ?? true }, diagnostics);
        }

        return diagnostics.HasErrors ? null : file;
    }

    private static PartitionTable Preserve(PartitionTable table, string[] labels, DiagnosticBag diagnostics)
    {
        foreach (string label in labels.Where(label => table.Find(label) is null))
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionNotFound,
                null,
                $"--preserve names '{label}', which the table does not have{NearestName.Hint(label, table.Partitions.Select(partition => partition.Label))}");
        }

        return new PartitionTable(
            table.Partitions.Select(partition => partition with { Preserve = labels.Contains(partition.Label) }), table.TableOffset);
    }

    private static FlashPartSource TablePart(PartitionTable table, TableFile file) =>
        FlashPartSource.Table("the partition table", FlashContents.FromMemory(PartitionBinary.Write(table, file.HasMd5 ?? true)));

    private List<FlashPartSource> Parts(string[] arguments, PartitionTable table, DiagnosticBag diagnostics)
    {
        var parts = new List<FlashPartSource>();
        foreach (string argument in arguments)
        {
            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == argument.Length - 1)
            {
                diagnostics.Add(UsageErrors.Wrong($"'{argument}' is no part; write LABEL=FILE, bootloader=FILE or OFFSET=FILE."));
                continue;
            }

            string place = argument[..equals];
            string file = argument[(equals + 1)..];
            try
            {
                // A partition may be called 0x10000 or 4K: then its label is meant.
                bool isOffset = table.Find(place) is null & FlashNumber.TryParse(place, out long offset);
                FlashContents contents = DiskContents.Open(Session.Rooted(file), file);
                parts.Add(FlashPartSource.Binary(file, contents, isOffset ? null : place, isOffset ? offset : null));
            }
            catch (FlashFsException e)
            {
                diagnostics.AddRange(e.Diagnostics);
            }
        }

        return parts;
    }

    private void Write(FlashLayout layout, string output, string rooted, bool asJson, DiagnosticBag diagnostics)
    {
        IReadOnlyList<FlashSegment> segments = MergedImage.Create(layout, fileName: Path.GetFileName(rooted)).Segments;
        if (!StalePieces.Check(output, rooted, null, [.. segments.Select(segment => segment.FileName)], diagnostics))
        {
            return;
        }

        var written = new List<WrittenPiece>();
        foreach (FlashSegment segment in segments)
        {
            using TemporaryFile file = OutputFile.Create(Path.Combine(Path.GetDirectoryName(rooted)!, segment.FileName));
            segment.WriteTo(file.Stream);
            file.Commit();
            written.Add(new WrittenPiece(
                Path.Combine(Path.GetDirectoryName(output)!, segment.FileName),
                segment.Address,
                segment.Length,
                [.. segment.Parts.Select(part => (part.Name, (string?)null, part.Address))]));
        }

        if (asJson)
        {
            JsonReport.Write(Session, json => PiecesJson.Write(json, written));
            return;
        }

        var pieces = new TextTable(new("file"), new("offset", IsNumber: true), new("size", IsNumber: true), new("parts"));
        foreach (WrittenPiece piece in written)
        {
            pieces.Add(piece.File, $"0x{piece.Offset:x}", $"0x{piece.Size:x}", string.Join(' ', piece.Parts.Select(part => $"{part.Name}@0x{part.Offset:x}")));
        }

        pieces.Write(Session);
        if (segments.All(segment => segment.FileName != Path.GetFileName(rooted)))
        {
            Session.Out.WriteLine(Printable.Text(
                $"'{output}' itself is not made, as writing it would wipe what is preserved: write each piece at its offset."));
        }
    }
}
