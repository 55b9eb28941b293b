namespace FlashFs.Formats.ChirpOs;

/// <summary>Takes paths apart and puts them together, as texts: nothing is looked up.</summary>
/// <remarks>Source: Abracawdabra/ChirpOS, <c>src/node_modules/_os.js</c>, <c>path</c>.</remarks>
public static class ChirpPath
{
    /// <summary>What separates names.</summary>
    public const char Separator = ChirpOsLayout.Separator;

    /// <summary>The path of the directory: what comes before the last <c>/</c>; <c>/</c> where that is the first unit, empty without one.</summary>
    public static string GetDirectoryName(string path) => path.LastIndexOf(Separator) switch
    {
        < 0 => "",
        0 => path[..1],
        int last => path[..last],
    };

    /// <summary>The name: what comes behind the last <c>/</c>, or all of it without one.</summary>
    public static string GetBaseName(string path) => path[(path.LastIndexOf(Separator) + 1)..];

    /// <summary>The parts with a <c>/</c> between any two. An empty part at the beginning stands for a root without a name.</summary>
    public static string Join(params ReadOnlySpan<string?> parts) => string.Join(Separator, parts);
}
