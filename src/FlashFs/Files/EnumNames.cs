namespace FlashFs.Files;

/// <summary>Values that are written as words.</summary>
internal static class EnumNames
{
    /// <summary>Reads a word in any case; null when it is none. Numbers are no words.</summary>
    public static T? Parse<T>(string text)
        where T : struct, Enum
    {
        string word = text.Trim();
        return Enum.GetNames<T>().FirstOrDefault(name => name.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<T>(name) : null;
    }
}
