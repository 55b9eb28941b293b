namespace FlashFs.Pipeline;

/// <summary>How items name images: by file name, with or without the extension, in any case.</summary>
internal static class ImageNames
{
    private static readonly char[] Separators = [';', ','];

    /// <summary>The names of a list.</summary>
    public static string[] Split(string? list) =>
        (list ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether a name means an image.</summary>
    public static bool Matches(string name, string image) =>
        image.Equals(name, StringComparison.OrdinalIgnoreCase)
        || Path.GetFileNameWithoutExtension(image).Equals(name, StringComparison.OrdinalIgnoreCase);
}
