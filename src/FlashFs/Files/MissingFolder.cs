namespace FlashFs.Files;

/// <summary>What is said of a folder that is named and not there.</summary>
public static class MissingFolder
{
    /// <summary>That it does not exist, or is a file, and what to do; with the folder beside it whose name is nearest.</summary>
    /// <param name="subject">What the sentence begins with: who names the folder, and how.</param>
    /// <param name="path">The folder, rooted.</param>
    public static string Describe(string subject, string path)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        if (File.Exists(path))
        {
            return $"{subject} is a file, not a folder; name the folder it is in.";
        }

        string hint = Nearest(path) is { } near ? $"; did you mean '{near}'?" : ".";
        return $"{subject} does not exist; create it or correct its name{hint}";
    }

    private static string? Nearest(string path)
    {
        string? parent = Path.GetDirectoryName(path);
        if (!Directory.Exists(parent))
        {
            return null;
        }

        // Hidden folders and those that may not be read are nobody's suggestion; of two that are as near, the first by name.
        var options = new EnumerationOptions { IgnoreInaccessible = true };
        IEnumerable<string> beside = Directory.EnumerateDirectories(parent, "*", options).Select(folder => Path.GetFileName(folder));
        return NearestName.Find(Path.GetFileName(path), beside.Order(StringComparer.Ordinal));
    }
}
