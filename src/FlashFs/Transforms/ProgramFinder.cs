namespace FlashFs.Transforms;

/// <summary>Finds the program of a command as a shell would, from the folder of the project.</summary>
public static class ProgramFinder
{
    /// <summary>Finds a program.</summary>
    /// <param name="program">A name to look for on the search path, or a path, which counts from the folder.</param>
    /// <param name="folder">The folder of the project.</param>
    /// <param name="searchPath">The value of PATH.</param>
    /// <returns>The rooted file, links followed; null when there is none.</returns>
    public static string? Find(string program, string folder, string? searchPath)
    {
        bool isPath = program.Contains('/', StringComparison.Ordinal) || program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        IEnumerable<string> folders = isPath ? [folder] : (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders
            .SelectMany(candidate => Extensions(program), (candidate, extension) => Path.GetFullPath(program + extension, Path.GetFullPath(candidate, folder)))
            .FirstOrDefault(file => File.Exists(file) && (isPath || MayRun(file)));
    }

    /// <summary>
    /// The files that say which version of a program this is: the program itself, with links followed, and the
    /// <c>package.json</c> of the npm package that it belongs to, as the program there is often three lines that never change.
    /// </summary>
    public static IEnumerable<string> IdentityOf(string program)
    {
        string target = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
        yield return target;
        string? folder = Path.GetDirectoryName(target);
        while (folder is not null && folder.Contains("node_modules", StringComparison.Ordinal) && Path.GetFileName(folder) != "node_modules")
        {
            string package = Path.Combine(folder, "package.json");
            if (File.Exists(package))
            {
                yield return package;
                yield break;
            }

            folder = Path.GetDirectoryName(folder);
        }
    }

    // As a shell does: what may not be executed is passed over on the search path.
    private static bool MayRun(string file) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    private static string[] Extensions(string program) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(program) ? [".exe", ".cmd", ".bat"] : [""];
}
