using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Pipeline;
using FlashFs.Scripting;
using FlashFs.Tool.Completion;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Packing;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs pack</c>: makes an image of a folder or of a list of files.</summary>
internal sealed class PackCommand : Verb
{
    private readonly Argument<string?> _folder = new("DIR")
    {
        Description = "The folder: every regular file in it goes in, in the ordinal order of the paths.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly string FixedSize = string.Join(
        ", ", FlashFormats.All.Where(format => format.Sizing == ImageSizing.Fixed).Select(format => format.DisplayName));

    private readonly Option<string?> _list = new("--list")
    {
        Description = "Instead of a folder: a file that lists files, in the order they are stored; - for standard input.",
        HelpName = "FILE|-",
    };

    private readonly Option<string> _output = new("--output", "-o") { Description = "The image.", HelpName = "IMAGE", Required = true };

    private readonly Option<string?> _size = new("--size")
    {
        Description = $"The size of the image, which for {FixedSize} is that of its partition; a limit for the others.",
        HelpName = "N",
    };

    private readonly Option<bool> _reproducible = new("--check-reproducible")
    {
        Description = "Make the image twice and fail if the two differ.",
    };

    // A command of one's own belongs into a project, which says what it is.
    private static readonly string[] Modes = [nameof(BytecodeMode.None), nameof(BytecodeMode.Placeholder), nameof(BytecodeMode.Duktape)];

    private readonly Option<string?> _bytecode = new("--bytecode")
    {
        Description = $"What becomes of JavaScript modules: {string.Join(", ", Modes)}.",
        HelpName = "MODE",
    };

    private readonly Option<bool> _json = JsonOption.For(PackJson.Schema);
    private readonly FormatOptions _format;

    public PackCommand(ToolSession session)
        : base(
            "pack",
            "Makes an image of a folder or of a list of files, and reads it back.",
            session,
            "flashfs pack web -f espfs -o espfs.img",
            "flashfs pack web -f spiffs --size 512K -s metaLength=0 -o spiffs.img",
            "flashfs pack web -f espfs --bytecode placeholder -o espfs.img",
            "flashfs pack --list files.txt -f espfs --profile libesphttpd -o espfs.img --check-reproducible")
    {
        _format = new FormatOptions(session, required: true);
        _bytecode.CompletionSources.AddValues(Modes);
        Add(_folder);
        Add(_list);
        Add(_output);
        Add(_size);
        _format.AddTo(this);
        Add(_bytecode);
        Add(_reproducible);
        Add(_json);
    }

    public override void WriteMoreHelp(TextWriter writer)
    {
        writer.WriteLine("A line of --list: source[:path], then tab-separated title= version= flags= compress=");
        writer.WriteLine();
        FormatOptions.WriteHelp(writer);
    }

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        PackRequest? request = Read(arguments, diagnostics);
        if (request is not null && Made(arguments, request, diagnostics) is { } image)
        {
            string output = arguments.GetRequiredValue(_output);
            if (!diagnostics.HasErrors && OutputPath.Check(Session, output, diagnostics) is { } path)
            {
                OutputFile.Write(path, image.Bytes.Span);
                Write(output, image, request.Options, arguments.GetValue(_json));
            }
        }

        return Session.Report(diagnostics);
    }

    private BuiltImage? Made(ParseResult arguments, PackRequest request, DiagnosticBag diagnostics)
    {
        using WaitingLine? line = WaitingLine.Begin(Session, "packing", arguments.GetValue(_json));
        if (Build(request, diagnostics) is not { } image)
        {
            return null;
        }

        FreeBlockWarning.Check(image.Plan.Format, image.Plan.Usage, FreeBlockWarning.DefaultMinimum, null, diagnostics);
        if (arguments.GetValue(_reproducible))
        {
            CheckReproducible(request, image, diagnostics);
        }

        return image;
    }

    // Everything that the command line can be wrong about, before any file is looked at.
    private PackRequest? Read(ParseResult arguments, DiagnosticBag diagnostics)
    {
        string? folder = arguments.GetValue(_folder);
        string? list = arguments.GetValue(_list);
        if (folder is null == list is null)
        {
            diagnostics.Add(UsageErrors.Wrong(folder is null
                ? "Nothing to pack is named; give a folder, or --list with a file or -."
                : "Both a folder and --list are given; give one of them."));
        }

        long? size = NumberText.Parse("--size", arguments.GetValue(_size), diagnostics);
        FlashFormat? format = _format.Named(arguments, diagnostics);
        OptionValues? options = format is null ? null : _format.Resolve(arguments, format, diagnostics);
        string? bytecode = arguments.GetValue(_bytecode);
        if (bytecode is not null && !Modes.Contains(bytecode, StringComparer.OrdinalIgnoreCase))
        {
            diagnostics.Add(UsageErrors.Wrong($"--bytecode is '{bytecode}'{NearestName.Hint(bytecode, Modes)}"));
        }

        return diagnostics.HasErrors ? null : new PackRequest(
            format!, options!, size, FilesOf(folder, list, format!), new ProjectScripts { Bytecode = bytecode, SearchPath = Environment.GetEnvironmentVariable("PATH") },
            _format.ProfileOf(arguments));
    }

    private Func<DiagnosticBag, FlashFileSet> FilesOf(string? folder, string? list, FlashFormat format)
    {
        if (folder is not null)
        {
            return diagnostics => FlashFileSet.Sorted(PackFolder.Read(Session, folder, diagnostics), diagnostics);
        }

        // Read once, as standard input can be; what it lists is looked at each time.
        var opened = PackList.Open(Session, list!, format);
        return diagnostics => FlashFileSet.InOrder(opened.Read(diagnostics), diagnostics);
    }

    private static BuiltImage? Build(PackRequest request, DiagnosticBag diagnostics)
    {
        FlashFileSet sources = request.Files(diagnostics);
        FlashFileSet files = sources;
        if (request.Scripts.Bytecode is not null && !diagnostics.HasErrors)
        {
            files = Compile(request, files, diagnostics);
        }

        if (diagnostics.HasErrors)
        {
            return null;
        }

        // Behind the image: by then the files were read.
        BuiltImage? image = ImageBuilder.Build(request.Format, files, request.Options, request.Size, verify: true, diagnostics);
        if (image is not null)
        {
            SecretWarning.Check(sources, "pack a folder without it, or only what a --list names, unless it is meant to be there", diagnostics);
        }

        return image;
    }

    private static FlashFileSet Compile(PackRequest request, FlashFileSet files, DiagnosticBag diagnostics)
    {
        DirectoryInfo work = Directory.CreateTempSubdirectory("flashfs-");
        try
        {
            return ScriptStage.Apply(
                request.Format.DefaultImageName, request.Format, files, request.Scripts with { WorkFolder = work.FullName }, work.FullName, request.Profile, diagnostics, CancellationToken.None);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static void CheckReproducible(PackRequest request, BuiltImage first, DiagnosticBag diagnostics)
    {
        // What the first build had to say has been said.
        var again = new DiagnosticBag();
        BuiltImage? second = Build(request, again);
        if (second is null)
        {
            diagnostics.AddRange(again);
        }
        else
        {
            ReproducibilityCheck.Compare(first.Bytes.Span, second.Bytes.Span, diagnostics);
        }
    }

    private void Write(string output, BuiltImage image, OptionValues options, bool asJson)
    {
        if (asJson)
        {
            WriteJson(output, image, options);
        }
        else
        {
            Session.Out.WriteLine(Summary(output, image));
        }
    }

    // By itself: a method that speaks of JSON loads all there is for it before it runs.
    private void WriteJson(string output, BuiltImage image, OptionValues options) =>
        JsonReport.Write(Session, json => PackJson.Write(json, output, image, options));

    private static string Summary(string output, BuiltImage image) =>
        $"{Printable.Text(output)}: {image.Plan.Format.DisplayName}, {Counted.Of(image.Bytes.Length, "byte")}, {FitLine.Of(image.Plan)}";
}
