using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Partitions;
using FlashFs.Reporting;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs map</c>: a picture of an image, a partition table or a flash.</summary>
internal sealed class MapCommand : ImageVerb
{
    private const string Page = ".html";
    private const string Picture = ".svg";

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The page or picture to write, by its extension; text on standard output without.",
        HelpName = "map.html|map.svg",
    };

    private readonly TableOptions _table = new();

    public MapCommand(ToolSession session)
        : base(
            "map",
            "Draws an image by its files, or a flash by its partitions: as text, as a page or as a picture.",
            "An image, a partition table (.csv or binary) or a flash dump.",
            session,
            "flashfs map spiffs.img",
            "flashfs map partitions.csv --flash-size 4MB",
            "flashfs map flash.bin -o map.html",
            "flashfs map flash.bin -o map.svg")
    {
        Add(_output);
        _table.AddTo(this);
    }

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        FlashFormat? named = ImageFormat.Named(arguments, diagnostics);
        TableRequest? request = _table.Resolve(arguments, diagnostics);
        string? output = arguments.GetValue(_output);
        if (output is not null && !IsOne(output, Page) && !IsOne(output, Picture))
        {
            diagnostics.Add(UsageErrors.Wrong($"'{output}' given to -o ends in neither {Page} nor {Picture}, which say what is made: a page or a picture."));
        }

        string? rooted = output is null || diagnostics.HasErrors ? null : OutputPath.Check(Session, output, diagnostics);
        if (diagnostics.HasErrors)
        {
            return Session.Report(diagnostics);
        }

        var damage = new DiagnosticBag();
        if (Read(arguments, named, request!, diagnostics, damage) is { } map)
        {
            Write(map, output, rooted);
        }

        diagnostics.AddRange(damage);
        return Session.Report(diagnostics);
    }

    private static bool IsOne(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private FlashMapRequest? Read(ParseResult arguments, FlashFormat? named, TableRequest request, DiagnosticBag diagnostics, DiagnosticBag damage)
    {
        string path = PathOf(arguments);
        byte[] bytes = InputFile.Read(Session, path);
        if (named is null && TableFile.IsOne(path, bytes))
        {
            return !ImageFormat.AreRefused(arguments, path, "partition table", diagnostics) && TableFile.Read(path, bytes, request, damage) is { } file
                && FitsInto(path, file.Table.End, request, diagnostics) ? MapSubject.Of(path, file.Table, request) : null;
        }

        if (named is null && FlashDump.Recognise(bytes, request.TableOffset) is { } dump)
        {
            if (ImageFormat.AreRefused(arguments, path, "flash dump", diagnostics)
                || !FitsInto(path, Math.Max(bytes.Length, dump.Split.Table.End), request, diagnostics))
            {
                return null;
            }

            FlashPiece[] pieces = [.. dump.Split.Slices.Select(slice => FlashPiece.Of(slice, path))];
            damage.AddRange(pieces.Select(piece => piece.Image).OfType<OpenedImage>().SelectMany(DamageReport.Of));
            return MapSubject.Of(path, dump, bytes.Length, pieces, request);
        }

        if (new ImageOpener(Session, ImageFormat).Open(arguments, path, bytes, named, diagnostics) is not { } image)
        {
            return null;
        }

        damage.AddRange(DamageReport.Of(image));
        return MapSubject.Of(image);
    }

    // A CSV is checked against the flash as it is read; what a device holds is what it is.
    private static bool FitsInto(string path, long end, TableRequest request, DiagnosticBag diagnostics)
    {
        if (request.Options.FlashSize is { } size && end > size)
        {
            diagnostics.Add(UsageErrors.Wrong(
                $"'{path}' goes up to 0x{end:x}, and --flash-size says {PartitionTable.FormatSize(size)} (0x{size:x}); leave it out, or give the size of the flash it is for."));
            return false;
        }

        return true;
    }

    private void Write(FlashMapRequest map, string? output, string? rooted)
    {
        if (output is null || rooted is null)
        {
            // Elsewhere than on a terminal nothing is known of who reads it.
            bool blocks = Session.OutIsTerminal && Session.Out.Encoding.WebName.StartsWith("utf", StringComparison.OrdinalIgnoreCase);
            foreach (string line in FlashMapText.Lines(map, blocks))
            {
                Session.Out.WriteLine(Printable.Text(line));
            }

            return;
        }

        byte[] bytes = IsOne(output, Page) ? FlashMapPage.ToBytes(map) : FlashMapSvg.ToBytes(map);
        OutputFile.Write(rooted, bytes);
        Session.Out.WriteLine(Printable.Text($"{output}: {(IsOne(output, Page) ? "page" : "picture")} of {map.Title}, {Counted.Of(bytes.Length, "byte")}"));
    }
}
