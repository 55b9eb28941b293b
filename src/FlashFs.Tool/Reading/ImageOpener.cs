using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Reading;

/// <summary>Opens the image of a reading verb: by the format given, else by the one it looks like most.</summary>
internal sealed class ImageOpener(ToolSession session, FormatOptions format)
{
    /// <summary>Opens an image for salvage.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="path">The image as the command line has it.</param>
    /// <param name="diagnostics">Takes what is wrong with the options, and FLASHFS5008 for an image that looks like no format.</param>
    /// <returns>The image, or null when an error was reported.</returns>
    /// <exception cref="FlashFsException">The file cannot be read, or the options do not go together.</exception>
    public OpenedImage? Open(ParseResult arguments, string path, DiagnosticBag diagnostics)
    {
        FlashFormat? named = format.Named(arguments, diagnostics);
        return diagnostics.HasErrors ? null : Open(arguments, path, InputFile.Read(session, path), named, diagnostics);
    }

    /// <summary>Opens bytes that have been read, as a format or as what they look like.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="path">The image as the command line has it.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="named">The format that was named; null to recognise it.</param>
    /// <param name="diagnostics">Takes what is wrong with the options, and FLASHFS5008 for an image that looks like no format.</param>
    /// <returns>The image, or null when an error was reported.</returns>
    /// <exception cref="FlashFsException">The options do not go together.</exception>
    public OpenedImage? Open(ParseResult arguments, string path, byte[] bytes, FlashFormat? named, DiagnosticBag diagnostics)
    {
        FlashFormat? known = named ?? Recognised(bytes);
        if (known is null)
        {
            diagnostics.Add(DiagnosticCodes.UnknownImageFormat, new DiagnosticLocation(path), Unknown(path, bytes));
            return null;
        }

        if (!format.AreGiven(arguments))
        {
            return OpenedImage.Guessed(path, bytes, known);
        }

        OptionValues options = format.Resolve(arguments, known, diagnostics);
        return diagnostics.HasErrors ? null : OpenedImage.With(path, bytes, known, options);
    }

    // Hardly an image, and surely something else: an error that names it helps more than a list of damage.
    private static FlashFormat? Recognised(byte[] bytes) => ImageRecognition.Of(bytes) is not { } found ? null
        : found.Score < ImageRecognition.SureEnough && FileSurvey.Of(bytes) is { IsOfUse: true, Kind: not (TextLook.Text or TextLook.Json) } ? null
        : found.Format;

    /// <summary>What to say of bytes that are no image of one file system.</summary>
    /// <param name="path">The file as the command line has it.</param>
    /// <param name="bytes">Its bytes, at least one.</param>
    /// <param name="look">What they look like; null where nobody looked yet.</param>
    public static string Unknown(string path, ReadOnlyMemory<byte> bytes, FileLook? look = null)
    {
        if (FlashDump.Describe(bytes) is { } dump)
        {
            return $"'{path}' is {dump}, not an image of one file system; 'flashfs split' cuts a flash dump into its partitions, 'flashfs info' shows what is in it.";
        }

        look ??= FileSurvey.Of(bytes);
        string formats = string.Join(", ", FlashFormats.All.Select(known => known.Id));
        return look.IsOfUse ? $"'{path}' ({Counted.Of(bytes.Length, "byte")}) is {look.Description}, and no image. {look.Next}".TrimEnd()
            : look.Kind == FileLook.Unknown
                ? $"'{path}' ({Counted.Of(bytes.Length, "byte")}) looks {look.Description}{(look.Next.Length > 0 ? $". {look.Next}" : $" ({formats}).")} Give a format with -f if it is a damaged image, and how its device is set with --profile or -s."
            : $"'{path}' ({Counted.Of(bytes.Length, "byte")}) is {look.Description}. {look.Next}";
    }
}
