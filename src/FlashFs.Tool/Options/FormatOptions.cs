using System.CommandLine;
using System.CommandLine.Completions;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Pipeline;
using FlashFs.Profiles;
using FlashFs.Tool.Completion;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Options;

/// <summary>What every verb that makes or opens an image takes to say of which format it is and how it is laid out.</summary>
internal sealed class FormatOptions
{
    private readonly Option<string?> _format = new("--format", "-f") { HelpName = "FORMAT" };

    private readonly Option<string?> _profile = new("--profile")
    {
        Description = "The options of a known target; see below.",
        HelpName = "ID",
    };

    private readonly Option<string?> _sdkConfig = new("--sdkconfig")
    {
        Description = "An ESP-IDF sdkconfig to take options from; weaker than -s and --profile.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _set = new("--set", "-s")
    {
        Description = "An option of the format; may be repeated.",
        HelpName = "option=value",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly ToolSession _session;

    public FormatOptions(ToolSession session, bool required)
    {
        _session = session;
        _format.Required = required;
        _format.CompletionSources.AddValues(_ => FlashFormats.All.Select(format => new WordCompletion(format.Id, format.Summary)));
        _profile.CompletionSources.AddValues(_ => FlashProfiles.All.Select(profile => new WordCompletion(profile.Id, profile.Summary)));
        _set.CompletionSources.AddValues(Settings);
        _format.Description = required ? "The format; see below." : "The format, recognised when not given; see below.";
    }

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_format);
        verb.Add(_profile);
        verb.Add(_sdkConfig);
        verb.Add(_set);
    }

    /// <summary>The format that was named, or null when none was or there is no such format.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="diagnostics">Takes FLASHFS1010 for a format that there is not.</param>
    public FlashFormat? Named(ParseResult arguments, DiagnosticBag diagnostics) =>
        arguments.GetValue(_format) is { } id ? FlashFormats.Find(id, null, diagnostics) : null;

    /// <summary>Whether the command line says anything about the options of the format.</summary>
    public bool AreGiven(ParseResult arguments) =>
        arguments.GetValue(_profile) is not null || arguments.GetValue(_sdkConfig) is not null || arguments.GetValue(_set) is { Length: > 0 };

    /// <summary>Refuses options of the format for what is no one image.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="path">The file as the command line has it.</param>
    /// <param name="what">What it is.</param>
    /// <param name="diagnostics">Takes FLASHFS9003 where some are given.</param>
    /// <returns>Whether some are given.</returns>
    public bool AreRefused(ParseResult arguments, string path, string what, DiagnosticBag diagnostics)
    {
        if (AreGiven(arguments))
        {
            diagnostics.Add(UsageErrors.Wrong(
                $"'{path}' is a {what}, and -s, --profile and --sdkconfig say how one image is read; leave them out, or cut a flash dump with 'flashfs split' and name the image of a partition."));
        }

        return AreGiven(arguments);
    }

    /// <summary>The profile as given; null for none.</summary>
    public string? ProfileOf(ParseResult arguments) => arguments.GetValue(_profile);

    /// <summary>The options of a format as the command line has them: <c>-s</c>, then profile, then sdkconfig, then defaults.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="format">The format.</param>
    /// <param name="diagnostics">Takes every option, value, profile or sdkconfig that cannot be used.</param>
    public OptionValues Resolve(ParseResult arguments, FlashFormat format, DiagnosticBag diagnostics) =>
        OptionFolders.Load(
            OptionValues.Resolve(format, Layers(arguments, format, diagnostics), diagnostics), _session.Folder, diagnostics);

    /// <summary>Writes formats, their options as declared, and profiles for the help.</summary>
    public static void WriteHelp(TextWriter writer)
    {
        writer.WriteLine("Formats, with their options for -s:");
        foreach (FlashFormat format in FlashFormats.All)
        {
            writer.WriteLine($"  {format.Id}  {format.Summary}");
            foreach (FlashOption option in format.Options)
            {
                string unit = option.Unit.Length > 0 ? $" ({option.Unit})" : "";
                writer.WriteLine($"    {option.Name}={option.DefaultText}  {option.Range}{unit}. {option.Summary}");
            }
        }

        writer.WriteLine();
        writer.WriteLine("Profiles:");
        foreach (FlashProfile profile in FlashProfiles.All)
        {
            writer.WriteLine($"  {profile.Id}  {profile.Summary}");
        }

        writer.WriteLine();
    }

    // Of the format that is named, else of all; with values where there are few.
    private IEnumerable<WordCompletion> Settings(CompletionContext context)
    {
        string? id = context.ParseResult.GetResult(_format)?.Tokens is [var named, ..] ? named.Value : null;
        IEnumerable<FlashFormat> formats = FlashFormats.All.Any(format => format.Id == id) ? FlashFormats.All.Where(format => format.Id == id) : FlashFormats.All;
        FlashOption[] options = [.. formats.SelectMany(format => format.Options)];
        return options.Select(option => new WordCompletion($"{option.Name}=", option.Summary))
            .Concat(options.Where(option => context.WordToComplete.StartsWith($"{option.Name}=", StringComparison.OrdinalIgnoreCase))
                .SelectMany(option => option.Choices.Select(choice => new WordCompletion($"{option.Name}={choice}", ""))))
            .Where(word => word.Text != context.WordToComplete)
            .DistinctBy(word => word.Text);
    }

    private List<OptionLayer> Layers(ParseResult arguments, FlashFormat format, DiagnosticBag diagnostics)
    {
        var layers = new List<OptionLayer> { new("command line", Pairs(arguments.GetValue(_set) ?? [], diagnostics)) };
        if (arguments.GetValue(_profile) is { } id && FlashProfiles.Find(id, null, diagnostics) is { } profile)
        {
            NoteSilence(profile, format, diagnostics);
            layers.Add(profile.LayerOf(format));
        }

        if (arguments.GetValue(_sdkConfig) is { } file)
        {
            layers.Add(SdkConfig.Parse(InputFile.ReadText(_session, file), file, diagnostics).LayerOf(format));
        }

        return layers;
    }

    private static void NoteSilence(FlashProfile profile, FlashFormat format, DiagnosticBag diagnostics)
    {
        if (profile.LayerOf(format).Values.Count == 0)
        {
            string[] others = [.. FlashProfiles.All.Where(other => other.LayerOf(format).Values.Count > 0).Select(other => other.Id)];
            diagnostics.Add(
                DiagnosticCodes.ProfileIsSilent,
                null,
                $"Profile '{profile.Id}' has no value for {format.DisplayName} and changes nothing; {(others.Length == 0 ? "no profile has one" : $"those that have are {string.Join(", ", others)}")}.");
        }
    }

    private static Dictionary<string, string> Pairs(string[] settings, DiagnosticBag diagnostics)
    {
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string setting in settings)
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                diagnostics.Add(UsageErrors.Wrong($"'{setting}' given to -s is no option=value."));
            }
            else if (!pairs.TryAdd(setting[..equals].Trim(), setting[(equals + 1)..]))
            {
                diagnostics.Add(UsageErrors.Wrong($"'{setting[..equals].Trim()}' is given to -s twice; give it once."));
            }
        }

        return pairs;
    }
}
