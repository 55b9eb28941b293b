namespace FlashFs.Files;

/// <summary>The names of ways of packing a file, in results and wherever one is asked for.</summary>
public static class FileCompressionNames
{
    /// <summary>The name of one, lower case.</summary>
    public static string Of(FileCompression compression) => compression switch
    {
        FileCompression.Heatshrink => "heatshrink",
        FileCompression.Gzip => "gzip",
        _ => "none",
    };

    /// <summary>Finds a way of packing by its name, in any case.</summary>
    public static bool TryParse(string name, out FileCompression compression)
    {
        foreach (FileCompression candidate in Enum.GetValues<FileCompression>())
        {
            if (Of(candidate).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                compression = candidate;
                return true;
            }
        }

        compression = default;
        return false;
    }
}
