using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Scripting;
using FlashFs.Transforms;

namespace FlashFs.Pipeline;

/// <summary>Makes the transforms and compilers of a project of what it says about them.</summary>
internal sealed class TransformRules(FlashProject project, ProjectPrograms programs, InputTable inputs, ProcessSweeper sweeper, DiagnosticBag diagnostics)
{
    private static readonly ContentTransform[] BuiltIn = [new GzipTransform(), new StripBomTransform(), new LineEndingsTransform()];

    private readonly CommandSurroundings _surroundings = new(
        project.Folder,
        project.Scripts.WorkFolder,
        TimeLimit(project, diagnostics))
    {
        Sweeper = sweeper,
    };

    private string? _duktapeVersion;
    private bool _duktapeFailed;

    /// <summary>The rules in the order in which they run.</summary>
    /// <param name="names">The images that there are, by file name.</param>
    public IReadOnlyList<TransformRule> Make(IReadOnlyList<string> names) => project.Scripts.IsEmpty
        ? []
        : [.. project.Scripts.Transforms.Select(item => Make(item, names)).OfType<TransformRule>().OrderBy(rule => rule.Order)]; // stable: the project's order within one

    /// <summary>The compiler of an image; null for none, or when an error was reported.</summary>
    public BytecodeCompiler? CompilerOf(ScriptSettings settings) => settings.Mode switch
    {
        BytecodeMode.Placeholder => new PlaceholderCompiler(settings.Loader.Target) { Wrapper = settings.Wrapper },
        BytecodeMode.Duktape when programs.Duktape is { } duktape && VersionOf(duktape) is { } version => new CommandCompiler(
            "Duktape", $"duktape {version}", duktape.Command, duktape.Path, Identity(duktape, null), _surroundings, runsBesideInput: true)
        {
            Wrapper = settings.Wrapper,
        },
        BytecodeMode.Command when programs.Compiler is { } compiler => new CommandCompiler(
            "FlashBytecodeCommand", EngineOf(compiler), compiler.Command, compiler.Path, Identity(compiler, project.Scripts.BytecodeVersion), _surroundings, runsBesideInput: false)
        {
            Wrapper = settings.Wrapper,
        },
        _ => null,
    };

    private static TimeSpan TimeLimit(FlashProject project, DiagnosticBag diagnostics)
    {
        const int Longest = 24 * 60 * 60;
        if (project.Scripts.CommandTimeLimit is not { } seconds)
        {
            return CommandSurroundings.DefaultTimeLimit;
        }

        if (seconds is >= 1 and <= Longest)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        diagnostics.Add(DiagnosticCodes.InvalidScriptSetting, project.Location, $"FlashCommandTimeLimit is {seconds}; it takes from 1 to {Longest} seconds.");
        return CommandSurroundings.DefaultTimeLimit;
    }

    private TransformRule? Make(ProjectTransform item, IReadOnlyList<string> names)
    {
        string what = $"FlashTransform '{item.Name}'";
        long order = 0;
        if (item.Order is not null && !long.TryParse(item.Order, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out order))
        {
            diagnostics.Add(DiagnosticCodes.InvalidTransform, item.Location, $"{what}: Order is '{item.Order}'; it takes a whole number. Bytecode is made at {TransformRule.BytecodeOrder}.");
        }

        string? extension = item.Extension is null || item.Extension.StartsWith('.') ? item.Extension : $".{item.Extension}";
        if (extension is not null && (extension.Length < 2 || extension.AsSpan(1).ContainsAny('.', '/', '\\')))
        {
            diagnostics.Add(DiagnosticCodes.InvalidTransform, item.Location, $"{what}: OutputExtension is '{item.Extension}'; it takes one extension, such as '.js'.");
            return null;
        }

        ContentTransform? transform = item.Command is null ? FindBuiltIn(item, what, extension) : FindCommand(item, extension);
        IReadOnlyList<string>? images = string.IsNullOrWhiteSpace(item.Images) ? null : ImageNames.Split(item.Images);
        foreach (string name in images?.Where(name => !names.Any(image => ImageNames.Matches(name, image))) ?? [])
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidTransform, item.Location, $"{what} is for the image '{name}', and there is none{NearestName.Hint(name, names.Select(Path.GetFileNameWithoutExtension).OfType<string>())}");
        }

        return transform is null ? null : new TransformRule(transform, FileGlob.ParseList(item.Match), images, item.KeepIfSmaller, order);
    }

    private ContentTransform? FindBuiltIn(ProjectTransform item, string what, string? extension)
    {
        ContentTransform? found = BuiltIn.FirstOrDefault(known => known.Name.Equals(item.Name, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidTransform, item.Location, $"{what} has no Command, and no built-in transform has that name{NearestName.Hint(item.Name, BuiltIn.Select(known => known.Name))}");
        }
        else if (extension is not null)
        {
            diagnostics.Add(DiagnosticCodes.InvalidTransform, item.Location, $"{what} is built in and gives the path that it gives; leave OutputExtension out.");
        }

        return found;
    }

    // A program that is missing was reported when it was looked for.
    private CommandTransform? FindCommand(ProjectTransform item, string? extension) => programs.Of(item) is { } program
        ? new CommandTransform(item.Name, program.Command, program.Path, Identity(program, item.Version), _surroundings) { Extension = extension }
        : null;

    private List<string> Identity(ProjectProgram program, string? version)
    {
        List<string> identity = [.. program.Files.Select(file => inputs.Find(project.Display(file)) is { } stamp ? Convert.ToHexStringLower(stamp.Sha256.Span) : "")];
        identity.Add(version ?? "");
        return identity;
    }

    private string EngineOf(ProjectProgram program)
    {
        string name = Path.GetFileNameWithoutExtension(program.Command.Program);
        return string.IsNullOrWhiteSpace(project.Scripts.BytecodeVersion) ? name : $"{name} {project.Scripts.BytecodeVersion.Trim()}";
    }

    // Duktape.version is major * 10000 + minor * 100 + patch.
    private string? VersionOf(ProjectProgram duktape)
    {
        if (_duktapeVersion is not null || _duktapeFailed)
        {
            return _duktapeVersion;
        }

        (int? status, string said) = AskForVersion(duktape);
        if (status == 0 && int.TryParse(said, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int version))
        {
            return _duktapeVersion = $"{version / 10000}.{version / 100 % 100}.{version % 100}";
        }

        _duktapeFailed = true;
        diagnostics.Add(
            DiagnosticCodes.InvalidScriptSetting, project.Location, $"'{duktape.Command.Program}' does not answer as the command line of Duktape 2 does: asked for its version it said '{QuotedText.Cut(said)}'. Install that of Duktape, or name it with FlashBytecodeCommand.");
        return null;
    }

    private (int? Status, string Said) AskForVersion(ProjectProgram duktape)
    {
        var question = new ExternalCommand
        {
            Program = duktape.Path,
            Arguments = ["-e", "print(Duktape.version)"],
            Folder = project.Folder,
            TimeLimit = _surroundings.TimeLimit,
            Sweeper = sweeper,
        };
        try
        {
            CommandOutcome outcome = question.Run(project.Cancellation);
            return (outcome.Status, System.Text.Encoding.UTF8.GetString(outcome.Output.Span).Trim());
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (null, e.Message);
        }
    }
}
