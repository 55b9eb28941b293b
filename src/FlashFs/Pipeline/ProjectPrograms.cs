using FlashFs.Diagnostics;
using FlashFs.Scripting;

namespace FlashFs.Pipeline;

/// <summary>The programs that a project's contents go through. Found before anything else: a new version of one is a reason to build.</summary>
internal sealed class ProjectPrograms
{
    private const string DuktapeProgram = "duk";

    private readonly Dictionary<ProjectTransform, ProjectProgram> _transforms = [];

    private ProjectPrograms()
    {
    }

    /// <summary>The compiler of Duktape; null where no image asks for it, or an error was reported.</summary>
    public ProjectProgram? Duktape { get; private set; }

    /// <summary>The project's own compiler; null where no image asks for it, or an error was reported.</summary>
    public ProjectProgram? Compiler { get; private set; }

    /// <summary>All of them.</summary>
    public IEnumerable<ProjectProgram> All =>
        new[] { Duktape, Compiler }.OfType<ProjectProgram>().Concat(_transforms.Values);

    /// <summary>The program of a transform; null where an error was reported.</summary>
    public ProjectProgram? Of(ProjectTransform transform) => _transforms.GetValueOrDefault(transform);

    /// <summary>Finds all programs; what is missing is reported at once.</summary>
    public static ProjectPrograms Find(FlashProject project, IEnumerable<ProjectImage> images, DiagnosticBag diagnostics)
    {
        var programs = new ProjectPrograms();
        ProjectScripts scripts = project.Scripts;
        foreach (ProjectTransform transform in scripts.Transforms.Where(transform => transform.Command is not null))
        {
            const string Hint = "Install it, or correct the Command.";
            if (ProjectProgram.Find($"FlashTransform '{transform.Name}'", transform.Command!, project, transform.Location, Hint, diagnostics) is { } program)
            {
                programs._transforms[transform] = program; // an item may be given twice
            }
        }

        bool Asks(BytecodeMode mode) => images.Any(image => ScriptSettings.ModeOf(image, scripts) == mode);
        if (Asks(BytecodeMode.Duktape))
        {
            string program = string.IsNullOrWhiteSpace(scripts.BytecodeCommand) ? DuktapeProgram : scripts.BytecodeCommand.Trim();
            programs.Duktape = ProjectProgram.Find(
                "FlashBytecode Duktape", $"\"{program}\" -c {{output}} {{input}}", project, project.Location,
                "It is the command line of Duktape 2 (on Debian the package 'duktape'); install it, or name it with FlashBytecodeCommand.", diagnostics);
        }

        if (Asks(BytecodeMode.Command))
        {
            if (string.IsNullOrWhiteSpace(scripts.BytecodeCommand))
            {
                diagnostics.Add(
                    DiagnosticCodes.InvalidScriptSetting, project.Location, "FlashBytecode is Command, and FlashBytecodeCommand is empty; write the command, such as 'qjsc -b -o {output} {input}'.");
            }
            else
            {
                programs.Compiler = ProjectProgram.Find(
                    "FlashBytecodeCommand", scripts.BytecodeCommand, project, project.Location, "Install it, or correct FlashBytecodeCommand.", diagnostics);
            }
        }

        return programs;
    }
}
