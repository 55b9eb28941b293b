using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Pipeline;
using FlashFs.Scripting;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Packing;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs verify</c>: reads everything in an image, and compares it with a folder where one is given.</summary>
internal sealed class VerifyCommand : ImageVerb
{
    private readonly Option<string?> _against = new("--against")
    {
        Description = "A folder that the image should hold, no more and no less.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _json = JsonOption.For(VerifyJson.Schema);

    public VerifyCommand(ToolSession session)
        : base(
            "verify",
            "Reads every file of an image and reports all damage and all differences.",
            "The image.",
            session,
            "flashfs verify spiffs.img",
            "flashfs verify espfs.img --against web --json")
    {
        Add(_against);
        Add(_json);
    }

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        if (Open(arguments, diagnostics) is { } image)
        {
            ImageFindings findings = Examine(image, arguments.GetValue(_against), arguments.GetValue(_json), diagnostics);
            if (!diagnostics.HasErrors)
            {
                Write(image, findings, arguments.GetValue(_json));
                diagnostics.AddRange(findings.ToDiagnostics(image.Name));
                WarnOfMixedBytecode(image, diagnostics);
            }
        }

        return Session.Report(diagnostics);
    }

    private ImageFindings Examine(OpenedImage image, string? against, bool asJson, DiagnosticBag diagnostics)
    {
        using WaitingLine? line = WaitingLine.Begin(Session, "reading every file", asJson);
        IReadOnlyList<VolumeDamage> damage = image.Readable.Damage;
        if (against is null)
        {
            return new ImageFindings(damage, null, []);
        }

        FlashFileSet files = FlashFileSet.Sorted(PackFolder.Read(Session, against, diagnostics), diagnostics);
        return new ImageFindings(damage, against, diagnostics.HasErrors ? [] : [.. ImageVerifier.Differences(image.Volume, files)]);
    }

    private static void WarnOfMixedBytecode(OpenedImage image, DiagnosticBag diagnostics)
    {
        string[] engines = [.. BytecodeEngines.In(image.Volume.Entries
            .Where(entry => entry.Name.EndsWith(BytecodeCompiler.Extension, StringComparison.Ordinal))
            .Select(entry => HeadOf(image.Volume, entry)))];
        if (engines.Length > 1)
        {
            diagnostics.Add(DiagnosticCodes.MixedBytecode, new DiagnosticLocation(image.Name), BytecodeEngines.Describe(engines, "The"));
        }
    }

    private static ReadOnlyMemory<byte> HeadOf(FlashVolume volume, VolumeEntry entry)
    {
        try
        {
            byte[] head = new byte[Math.Min(entry.Length, BytecodeEngines.HeadLength)];
            return head.AsMemory(0, volume.Read(entry, 0, head));
        }
        catch (FlashFormatException)
        {
            return default; // damaged, which was reported
        }
    }

    private void Write(OpenedImage image, ImageFindings findings, bool asJson)
    {
        if (asJson)
        {
            JsonReport.Write(Session, json => VerifyJson.Write(json, image, findings));
            return;
        }

        string compared = findings.Against is null ? ""
            : findings.Differences.Count == 0 ? $", the same as {findings.Against}"
            : $", {Counted.Of(findings.Differences.Count, "difference")} from {findings.Against}";
        string state = findings.Damage.Count == 0 ? "no damage" : Counted.Of(findings.Damage.Count, "damaged place");
        Session.Out.WriteLine(Printable.Text(
            $"{image.Name}: {Counted.Of(image.Volume.Entries.Count, "file")}, {state}{compared}; {ImageLine.Describe(image)}"));
    }
}
