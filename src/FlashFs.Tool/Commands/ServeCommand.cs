using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Tool.Explorer;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs serve</c>: images in the browser, until the run is stopped.</summary>
internal sealed class ServeCommand : Verb
{
    private const int HighestPort = 65535;

    private readonly Argument<string> _image = new("IMAGE|DIR") { Description = "An image, a flash dump, or a folder that has some." };
    private readonly FormatOptions _format;

    private readonly Option<string?> _port = new("--port")
    {
        Description = "The port on 127.0.0.1; a free one when not given.",
        HelpName = "N",
    };

    private readonly Option<bool> _watch = new("--watch") { Description = "Reads what changed again, and reloads the page." };

    private readonly Option<string?> _proxy = new("--proxy")
    {
        Description = "A device that is asked for what the preview does not find in the image.",
        HelpName = "URL",
    };

    public ServeCommand(ToolSession session)
        : base(
            "serve",
            "Shows images in the browser: files, block map, search, and the packed web pages as the device would send them.",
            session,
            "flashfs serve espfs.img",
            "flashfs serve spiffs.img --watch --proxy http://192.168.4.1")
    {
        _format = new FormatOptions(session, required: false);
        Add(_image);
        _format.AddTo(this);
        Add(_port);
        Add(_watch);
        Add(_proxy);
    }

    public override void WriteMoreHelp(TextWriter writer) => FormatOptions.WriteHelp(writer);

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        int port = Port(arguments, diagnostics);
        Uri? device = DeviceAddress.Parse(arguments.GetValue(_proxy), diagnostics);
        FlashFormat? named = _format.Named(arguments, diagnostics);
        if (diagnostics.HasErrors)
        {
            return Session.Report(diagnostics);
        }

        string path = arguments.GetRequiredValue(_image);
        ShelfReader reader = Directory.Exists(Session.Rooted(path)) ? Folder(arguments, path, diagnostics) : File(arguments, path, named);
        IReadOnlyList<OpenedImage> images = diagnostics.HasErrors ? [] : reader.Read(diagnostics);
        if (diagnostics.HasErrors)
        {
            return Session.Report(diagnostics);
        }

        Session.Report(diagnostics.Concat(images.SelectMany(DamageReport.Of).Select(AsWarning)));
        var options = new ExplorerOptions { Port = port, Watch = arguments.GetValue(_watch), Device = device };
        ExplorerRun.Run(Session, reader, images, options);
        return ExitStatus.Done;
    }

    private FileShelfReader File(ParseResult arguments, string path, FlashFormat? named) =>
        new(Session, path, named is not null || _format.AreGiven(arguments), (bytes, diagnostics) =>
            new ImageOpener(Session, _format).Open(arguments, path, bytes, named, diagnostics));

    private FolderShelfReader Folder(ParseResult arguments, string path, DiagnosticBag diagnostics)
    {
        if (_format.AreGiven(arguments) || arguments.GetValue<string?>("--format") is not null)
        {
            diagnostics.Add(UsageErrors.Wrong($"'{path}' is a folder, whose images are recognised one by one; to say how an image is laid out, name that image."));
        }

        return new FolderShelfReader(Session, path);
    }

    // Damage keeps nobody from looking: the page lists it, and the run goes on.
    private static Diagnostic AsWarning(Diagnostic damage) =>
        new(damage.Descriptor with { Severity = DiagnosticSeverity.Warning }, damage.Message, damage.Location);

    private int Port(ParseResult arguments, DiagnosticBag diagnostics)
    {
        long? port = NumberText.Parse("--port", arguments.GetValue(_port), diagnostics);
        if (port is < 0 or > HighestPort)
        {
            diagnostics.Add(UsageErrors.Wrong($"{port} given to --port is no port; give 1 to {HighestPort}, or leave it out for a free one."));
        }

        return (int)Math.Clamp(port ?? 0, 0, HighestPort);
    }
}
