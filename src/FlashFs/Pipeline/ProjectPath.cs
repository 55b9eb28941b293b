namespace FlashFs.Pipeline;

/// <summary>Paths as state, manifest and messages have them.</summary>
public static class ProjectPath
{
    /// <summary>A rooted path relative to a rooted folder, with <c>/</c>.</summary>
    public static string Display(string folder, string path) => DisplaySpan(folder, path).ToString();

    /// <summary>The same for who needs no text of its own.</summary>
    internal static ReadOnlySpan<char> DisplaySpan(string folder, string path)
    {
        // Nearly every file of a project lies below it and is named without detours; the general way costs ten times as much.
        ReadOnlySpan<char> trimmed = Path.TrimEndingDirectorySeparator(folder.AsSpan());
        bool below = path.Length > trimmed.Length + 1 && path.AsSpan().StartsWith(trimmed, StringComparison.Ordinal)
            && path[trimmed.Length] == Path.DirectorySeparatorChar
            && !path.Contains("..", StringComparison.Ordinal) && !path.Contains("./", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal);
        ReadOnlySpan<char> relative = below && Path.DirectorySeparatorChar == '/' ? path.AsSpan(trimmed.Length + 1) : Path.GetRelativePath(folder, path);
        return path.Contains('\\') ? relative.ToString().Replace('\\', '/') : relative;
    }
}
