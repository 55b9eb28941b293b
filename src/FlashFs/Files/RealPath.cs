namespace FlashFs.Files;

/// <summary>
/// Where a folder really is, behind all links on the way to it. The framework resolves the last name of a path and takes what
/// is before it as written, so that the same folder has as many names as there are ways to it.
/// </summary>
internal static class RealPath
{
    // As many as Linux follows. Of a path with more of them nobody can open anything.
    private const int MaxLinks = 40;

    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The path without links, <c>.</c> and <c>..</c>; what is not there stays as it is written.</summary>
    /// <param name="path">A rooted path.</param>
    public static string Of(string path)
    {
        var rest = new Stack<string>();
        string real = Start(path, rest);
        int links = 0;
        while (rest.TryPop(out string? name))
        {
            if (name == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            string next = Path.Join(real, name);
            if (new DirectoryInfo(next).LinkTarget is not { } target || ++links > MaxLinks)
            {
                real = next;
            }
            else
            {
                real = Path.IsPathRooted(target) ? Start(target, rest) : Push(target, rest, real);
            }
        }

        return real;
    }

    /// <summary>Whether a folder is another one or lies in it, both real.</summary>
    /// <param name="folder">The folder that may lie in the other.</param>
    /// <param name="other">The other folder.</param>
    public static bool IsWithin(string folder, string other) =>
        folder.StartsWith(other, Comparison)
        && (folder.Length == other.Length || Path.EndsInDirectorySeparator(other) || folder[other.Length] == Path.DirectorySeparatorChar);

    private static string Start(string path, Stack<string> rest)
    {
        string root = Path.GetPathRoot(path)!;
        return Push(path[root.Length..], rest, root);
    }

    private static string Push(string names, Stack<string> rest, string real)
    {
        string[] each = names.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        foreach (string name in each.Where(name => name != ".").Reverse())
        {
            rest.Push(name);
        }

        return real;
    }
}
