using System.CommandLine;
using System.Globalization;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Tool.Images;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs list</c>: the files of an image.</summary>
internal sealed class ListCommand : Verb
{
    private readonly Argument<string> _image = new("IMAGE") { Description = "The image." };
    private readonly Option<bool> _json = new("--json") { Description = "As JSON, schema flashfs-list/1." };
    private readonly FormatOptions _format;

    public ListCommand(ToolSession session)
        : base(
            "list",
            "Lists the files of an image.",
            session,
            "flashfs list spiffs.img",
            "flashfs list espfs.img -f espfs --json")
    {
        _format = new FormatOptions(session, required: false);
        Add(_image);
        _format.AddTo(this);
        Add(_json);
    }

    public override void WriteMoreHelp(TextWriter writer) => FormatOptions.WriteHelp(writer);

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        if (new ImageOpener(Session, _format).Open(arguments, arguments.GetRequiredValue(_image), diagnostics) is { } image)
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
                CompressionNames.Of(entry.Compression),
                string.Join(' ', entry.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}")));
        }

        table.Write(Session);
        long size = image.Volume.Entries.Sum(entry => entry.Length);
        Session.Out.WriteLine($"{image.Volume.Entries.Count} files, {size} bytes, {ImageLine.Describe(image)}");
    }
}
