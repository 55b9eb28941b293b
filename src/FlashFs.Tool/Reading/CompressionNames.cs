using FlashFs.Files;

namespace FlashFs.Tool.Reading;

/// <summary>What the tool calls ways of packing a file.</summary>
internal static class CompressionNames
{
    /// <summary>The name in results.</summary>
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
