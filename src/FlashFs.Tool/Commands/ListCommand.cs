using System.CommandLine;
using System.Globalization;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs list</c>: the files of an image.</summary>
internal sealed class ListCommand : ImageVerb
{
    private readonly Option<bool> _json = JsonOption.For(ListJson.Schema);

    public ListCommand(ToolSession session)
        : base(
            "list",
            "Lists the files of an image.",
            "The image.",
            session,
            "flashfs list spiffs.img",
            "flashfs list espfs.img -f espfs --json") => Add(_json);

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        if (Open(arguments, diagnostics) is { } image)
        {
            if (arguments.GetValue(_json))
            {
                JsonReport.Write(Session, json => ListJson.Write(json, image));
            }
            else
            {
                WriteText(image);
            }

            diagnostics.AddRange(DamageReport.Of(image));
        }

        return Session.Report(diagnostics);
    }

    private void WriteText(OpenedImage image)
    {
        var table = new TextTable(
            new("path"), new("size", IsNumber: true), new("stored", IsNumber: true), new("offset", IsNumber: true), new("compression"), new("attributes"));
        foreach (VolumeEntry entry in image.Volume.Entries)
        {
            table.Add(
                entry.Name,
                entry.Length.ToString(CultureInfo.InvariantCulture),
                entry.StoredLength.ToString(CultureInfo.InvariantCulture),
                $"0x{entry.Offset:x}",
                FileCompressionNames.Of(entry.Compression),
                string.Join(' ', entry.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}")));
        }

        table.Write(Session);
        long size = image.Volume.Entries.Sum(entry => entry.Length);
        Session.Out.WriteLine($"{Counted.Of(image.Volume.Entries.Count, "file")}, {Counted.Of(size, "byte")}, {ImageLine.Describe(image)}");
    }
}
