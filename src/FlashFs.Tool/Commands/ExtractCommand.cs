using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Pipeline;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs extract</c>: writes the files of an image into a folder.</summary>
internal sealed class ExtractCommand : ImageVerb
{
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The folder; nothing is ever written outside it.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<bool> _json = JsonOption.For(ExtractJson.Schema);

    public ExtractCommand(ToolSession session)
        : base("extract", "Extracts the files of an image into a folder.", "The image.", session, "flashfs extract spiffs.img -o files")
    {
        Add(_output);
        Add(_json);
    }

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        string output = arguments.GetRequiredValue(_output);
        string folder = Session.Rooted(output);
        if (File.Exists(folder))
        {
            diagnostics.Add(
                DiagnosticCodes.OutputNotWritable, new DiagnosticLocation(output), $"'{output}' is a file; name a folder, which is created where there is none.");
        }
        else if (Open(arguments, diagnostics) is { } image)
        {
            Extract(image, output, folder, arguments.GetValue(_json), diagnostics);
        }

        return Session.Report(diagnostics);
    }

    private void Extract(OpenedImage image, string output, string folder, bool asJson, DiagnosticBag diagnostics)
    {
        ExtractionResult result;
        using (WaitingLine.Begin(Session, "extracting", asJson))
        {
            result = VolumeExtractor.Extract(image.Volume, new ExtractionFolder(folder), new DiagnosticLocation(image.Name), diagnostics);
        }

        if (asJson)
        {
            JsonReport.Write(Session, json => ExtractJson.Write(json, image, output, result));
            return;
        }

        string refused = result.Refused > 0 ? $", {result.Refused} refused" : "";
        string damaged = result.Damaged > 0 ? $", {result.Damaged} damaged" : "";
        Session.Out.WriteLine(
            $"{Printable.Text(output)}: {result.Files} of {Counted.Of(image.Volume.Entries.Count, "file")}, {Counted.Of(result.Bytes, "byte")}{refused}{damaged}; {ImageLine.Describe(image)}");
    }
}
