namespace FlashFs.Diagnostics;

/// <summary>Text of a user's file as a message may quote it: enough to find it again, never a page.</summary>
internal static class QuotedText
{
    private const int Longest = 40;

    /// <summary>The text, or its first 40 characters and how many there are.</summary>
    public static string Cut(ReadOnlySpan<char> text) => text.Length <= Longest
        ? text.ToString()
        : $"{text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)]}… ({text.Length} characters)";

    /// <summary>Where the first character is that no text holds: a control character that is no white space; -1 for none.</summary>
    public static int IndexOfBinary(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (IsBinary(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Where the first byte is that no text in UTF-8, Latin-1 or the like holds; -1 for none.</summary>
    public static int IndexOfBinary(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (IsBinary((char)text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsBinary(char letter) => (letter < ' ' && !char.IsWhiteSpace(letter)) || letter == '\u007f';
}
