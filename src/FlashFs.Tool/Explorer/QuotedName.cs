namespace FlashFs.Tool.Explorer;

/// <summary>Text of a stranger as a message may quote it.</summary>
internal static class QuotedName
{
    private const int Longest = 80;

    /// <summary>The text, or its beginning.</summary>
    public static string Cut(string text) => text.Length <= Longest
        ? text
        : $"{text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)]}…";
}
