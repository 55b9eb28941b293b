using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Partitions;
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
        InfoReport report = (named is null ? Survey(path, bytes) : null)
            ?? new InfoReport(path, bytes.Length) { Image = new ImageOpener(Session, ImageFormat).Open(arguments, path, bytes, named, diagnostics) };
        if (!diagnostics.HasErrors)
        {
            if (report.Image is { } image)
            {
                report = report with { Mounts = DeviceMount.Of(image) };
            }

            Write(report, arguments.GetValue(_json));
            diagnostics.AddRange(report.ToDiagnostics());
        }

        return Session.Report(diagnostics);
    }

    // A table or a flash dump; null for anything else.
    private static InfoReport? Survey(string path, byte[] bytes)
    {
        bool isTable = PartitionBinary.LooksLikeTable(bytes);
        FlashDump? dump = isTable ? null : FlashDump.Open(bytes);

        // What begins with a format's own magic is an image, whatever lies further on.
        if (!(isTable || dump is { TableIsSound: true }) || ImageRecognition.Of(bytes) is { Score: ImageRecognition.Certain })
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
