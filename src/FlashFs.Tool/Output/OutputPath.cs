using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Tool.Output;

/// <summary>Where results go that are files.</summary>
internal static class OutputPath
{
    /// <summary>The rooted path of an output file, or null when a folder is in its place. What a killed run left of it goes.</summary>
    /// <param name="session">Where relative paths start.</param>
    /// <param name="path">The file as the command line has it.</param>
    /// <param name="diagnostics">Takes FLASHFS9002.</param>
    public static string? Check(ToolSession session, string path, DiagnosticBag diagnostics)
    {
        string rooted = session.Rooted(path);
        if (!Directory.Exists(rooted) && !Path.EndsInDirectorySeparator(path))
        {
            OutputFile.DeleteAbandonedOf(rooted);
            return rooted;
        }

        diagnostics.Add(
            DiagnosticCodes.OutputNotWritable, new DiagnosticLocation(path), $"'{path}' is a folder; name the file to write.");
        return null;
    }
}
