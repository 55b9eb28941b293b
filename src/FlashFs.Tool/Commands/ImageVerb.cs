using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Commands;

/// <summary>A verb that reads an image: which one, of which format, with which options.</summary>
internal abstract class ImageVerb : Verb
{
    private readonly Argument<string> _image;

    /// <summary>Makes one.</summary>
    /// <param name="name">What is typed.</param>
    /// <param name="description">What it does, in one sentence.</param>
    /// <param name="what">What the image may be.</param>
    /// <param name="session">Where it reads and writes.</param>
    /// <param name="examples">Whole command lines for the help.</param>
    protected ImageVerb(string name, string description, string what, ToolSession session, params string[] examples)
        : base(name, description, session, examples)
    {
        _image = new Argument<string>("IMAGE") { Description = what };
        ImageFormat = new FormatOptions(session, required: false);
        Add(_image);
        ImageFormat.AddTo(this);
    }

    /// <summary>The format and its options.</summary>
    protected FormatOptions ImageFormat { get; }

    public override void WriteMoreHelp(TextWriter writer) => FormatOptions.WriteHelp(writer);

    /// <summary>The image as the command line has it.</summary>
    protected string PathOf(ParseResult arguments) => arguments.GetRequiredValue(_image);

    /// <summary>Opens the image for salvage, or reports why not.</summary>
    /// <exception cref="FlashFsException">The file cannot be read, or the options do not go together.</exception>
    protected OpenedImage? Open(ParseResult arguments, DiagnosticBag diagnostics) =>
        new ImageOpener(Session, ImageFormat).Open(arguments, PathOf(arguments), diagnostics);
}
