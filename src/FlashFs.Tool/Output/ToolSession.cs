using System.Text;
using FlashFs.Diagnostics;

namespace FlashFs.Tool.Output;

/// <summary>All that a run has of the world beside files: its streams, its folder, and whether a person is looking.</summary>
internal sealed class ToolSession
{
    // A damaged image can have a problem for each of a million names; nobody reads more than these of one kind.
    private const int ShownOfACode = 20;

    /// <summary>Takes results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Takes diagnostics.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Is read where the command line says <c>-</c>.</summary>
    public required TextReader In { get; init; }

    /// <summary>The folder that relative paths start from, rooted.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether results go to a terminal: then tables are drawn, else they are plain aligned text.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether diagnostics go to a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether a terminal may be given colours: not when NO_COLOR is set, and not when it is dumb.</summary>
    public bool UseColour { get; init; }

    /// <summary>How long somebody in front of a terminal waits before it is said what takes so long.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Ends what else runs until it is stopped. Where it cannot be cancelled, the signals of the process end it: Ctrl+C and
    /// SIGTERM.
    /// </summary>
    public CancellationToken Stop { get; init; }

    /// <summary>The session of a process: the only place that asks for its surroundings.</summary>
    public static ToolSession OfProcess() => new()
    {
        Out = Console.IsOutputRedirected ? Utf8(Console.OpenStandardOutput()) : Console.Out,
        Error = Console.IsErrorRedirected ? Utf8(Console.OpenStandardError()) : Console.Error,
        In = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8),
        Folder = Environment.CurrentDirectory,
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        UseColour = WantsColour(Environment.GetEnvironmentVariable("NO_COLOR"), Environment.GetEnvironmentVariable("TERM")),
    };

    /// <summary>Whether a terminal may be given colours.</summary>
    /// <param name="noColour"><c>NO_COLOR</c>: anything but nothing says no.</param>
    /// <param name="terminal"><c>TERM</c>: one that is dumb knows no colours.</param>
    public static bool WantsColour(string? noColour, string? terminal) => string.IsNullOrEmpty(noColour) && terminal != "dumb";

    /// <summary>A path of the command line, rooted.</summary>
    public string Rooted(string path) => Path.GetFullPath(path, Folder);

    /// <summary>Prints diagnostics.</summary>
    /// <returns>The exit status they lead to.</returns>
    public int Report(IEnumerable<Diagnostic> diagnostics)
    {
        // Where both streams go to one file, results come first, as they do on a terminal.
        Out.Flush();
        Diagnostic[] all = [.. diagnostics];
        var shown = new Dictionary<DiagnosticDescriptor, int>();
        foreach (Diagnostic diagnostic in all)
        {
            int number = shown[diagnostic.Descriptor] = shown.GetValueOrDefault(diagnostic.Descriptor) + 1;
            if (number <= ShownOfACode)
            {
                DiagnosticLine.Write(this, diagnostic);
            }
        }

        foreach ((DiagnosticDescriptor kind, int count) in shown)
        {
            if (count > ShownOfACode)
            {
                DiagnosticLine.Write(this, kind.At(null, $"and {count - ShownOfACode} more of the same."));
            }
        }

        return ExitStatus.Of(all);
    }

    private static StreamWriter Utf8(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
