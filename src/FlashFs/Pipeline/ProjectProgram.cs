using FlashFs.Diagnostics;
using FlashFs.Transforms;

namespace FlashFs.Pipeline;

/// <summary>A command of the project with the program that it runs.</summary>
/// <param name="Command">The command.</param>
/// <param name="Path">The program, rooted.</param>
/// <param name="Files">The files that tell its versions apart, rooted: the program and what the command names beside it.</param>
internal sealed record ProjectProgram(CommandTemplate Command, string Path, IReadOnlyList<string> Files)
{
    /// <summary>Finds the program of a command, or reports what is wrong with it.</summary>
    /// <param name="what">What the command belongs to, for messages.</param>
    /// <param name="text">The command.</param>
    /// <param name="project">The project.</param>
    /// <param name="location">Where messages point.</param>
    /// <param name="hint">What to do when the program is not there.</param>
    /// <param name="diagnostics">Takes FLASHFS4020 and FLASHFS4021.</param>
    public static ProjectProgram? Find(
        string what, string text, FlashProject project, DiagnosticLocation? location, string hint, DiagnosticBag diagnostics)
    {
        if (CommandTemplate.Parse(text, out string? problem) is not { } command)
        {
            diagnostics.Add(DiagnosticCodes.InvalidTransform, location, $"{what}: the command '{text}' {problem}.");
            return null;
        }

        if (ProgramFinder.Find(command.Program, project.Folder, project.Scripts.SearchPath) is not { } program)
        {
            diagnostics.Add(
                DiagnosticCodes.ProgramNotFound,
                location,
                $"{what}: there is no program '{command.Program}', neither on the search path nor, if it is a path, below the folder of the project. {hint}");
            return null;
        }

        IEnumerable<string> named = command.PossibleFiles.Select(word => System.IO.Path.GetFullPath(word, project.Folder)).Where(File.Exists);
        return new ProjectProgram(command, program, [.. named.Prepend(program).SelectMany(ProgramFinder.IdentityOf).Distinct(StringComparer.Ordinal)]);
    }
}
