using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Partitions;
using FlashFs.Profiles;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs info</c>: what a file is, with which options it was made, how full it is, and who can read it.</summary>
internal sealed class InfoCommand : ImageVerb
{
    private readonly Option<bool> _json = JsonOption.For(InfoJson.Schema);

    public InfoCommand(ToolSession session)
        : base(
            "info",
            "Tells what a file is: format, options, how full, what is damaged, and why a device might refuse it.",
            "An image, a partition table or a flash dump.",
            session,
            "flashfs info spiffs.img",
            "flashfs info spiffs.img --profile esp-idf",
            "flashfs info flash.bin --json") => Add(_json);

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        string path = PathOf(arguments);
        FlashFormat? named = ImageFormat.Named(arguments, diagnostics);
        if (diagnostics.HasErrors)
        {
            return Session.Report(diagnostics);
        }

        byte[] bytes = InputFile.Read(Session, path);
        if (Look(arguments, path, bytes, named, diagnostics) is { } report)
        {
            Write(report, arguments.GetValue(_json));
            diagnostics.AddRange(report.ToDiagnostics());
        }

        return Session.Report(diagnostics);
    }

    private InfoReport? Look(ParseResult arguments, string path, byte[] bytes, FlashFormat? named, DiagnosticBag diagnostics)
    {
        using WaitingLine? line = WaitingLine.Begin(Session, "looking into it", arguments.GetValue(_json));
        return (named is null ? Survey(path, bytes, diagnostics) : null) is { } report ? report
            : !diagnostics.HasErrors && new ImageOpener(Session, ImageFormat).Open(arguments, path, bytes, named, diagnostics) is { } image
            ? new InfoReport(path, bytes.Length) { Image = image, Mounts = DeviceMount.Of(image) }
            : null;
    }

    // What is no image of one file system; null for what is one, or when an error was reported.
    private static InfoReport? Survey(string path, byte[] bytes, DiagnosticBag diagnostics)
    {
        ImageRecognition? recognised = ImageRecognition.Of(bytes);
        if (Flash(path, bytes, recognised) is { } flash)
        {
            return flash;
        }

        if (recognised is { Score: >= ImageRecognition.SureEnough })
        {
            return null;
        }

        if (TextLook.IsTable(bytes))
        {
            // A table that cannot be read is an error at its line.
            TableFile? table = TableFile.Read(path, bytes, new TableRequest(new PartitionTableOptions(), new FlashSettings(), null), diagnostics);
            return table is null ? null : new InfoReport(path, bytes.Length) { Table = table };
        }

        FileLook look = FileSurvey.Of(bytes);
        if (!look.IsOfUse && recognised is not null)
        {
            return null; // an image that is hardly one is more than nothing
        }

        if (!look.IsOfUse)
        {
            diagnostics.Add(DiagnosticCodes.UnknownImageFormat, new DiagnosticLocation(path), ImageOpener.Unknown(path, bytes, look));
        }

        return new InfoReport(path, bytes.Length) { Look = look };
    }

    // A table or a flash dump; null for anything else.
    private static InfoReport? Flash(string path, byte[] bytes, ImageRecognition? recognised)
    {
        bool isTable = PartitionBinary.LooksLikeTable(bytes);
        FlashDump? dump = isTable ? null : FlashDump.Open(bytes);

        // What begins with a format's own magic is an image, whatever lies further on.
        if (!(isTable || dump is { TableIsSound: true }) || recognised is { Score: ImageRecognition.Certain })
        {
            return null;
        }

        if (dump is null)
        {
            PartitionBinaryReading reading = PartitionBinary.Open(bytes, PartitionTableLayout.DefaultTableOffset, ReadMode.Salvage);
            return new InfoReport(path, bytes.Length) { Table = new TableFile(reading.Table, TableFile.Binary, reading.HasMd5, reading.Damage) };
        }

        return new InfoReport(path, bytes.Length)
        {
            Table = new TableFile(dump.Split.Table, TableFile.Dump, null, dump.TableDamage),
            Pieces = [.. dump.Split.Slices.Select(slice => FlashPiece.Of(slice, path))],
            Absent = dump.Absent,
        };
    }

    private void Write(InfoReport report, bool asJson)
    {
        if (asJson)
        {
            JsonReport.Write(Session, json => InfoJson.Write(json, report));
        }
        else
        {
            InfoText.Write(Session, report);
        }
    }
}
