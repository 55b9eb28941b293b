using System.Buffers;
using System.Runtime.CompilerServices;

namespace FlashFs.Scripting;

/// <summary>What single bytes of a script in UTF-8 are.</summary>
internal static class ScriptBytes
{
    private const string Word = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$";

    /// <summary>What ends or changes a line; 0xE2 begins U+2028 and U+2029, and much else.</summary>
    public static readonly SearchValues<byte> LineEnds = SearchValues.Create([(byte)'\n', (byte)'\r', 0xE2]);

    /// <summary>What matters in a string between double quotes.</summary>
    public static readonly SearchValues<byte> DoubleQuoted = SearchValues.Create("\"\\\n\r"u8);

    /// <summary>What matters in a string between single quotes.</summary>
    public static readonly SearchValues<byte> SingleQuoted = SearchValues.Create("'\\\n\r"u8);

    private static readonly bool[] WordParts = [.. Enumerable.Range(0, 256).Select(value => value >= 0x80 || Word.Contains((char)value, StringComparison.Ordinal))];

    /// <summary>Whether a byte belongs to a word; for the first byte of a character beyond ASCII ask for white space too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWordPart(byte value) => WordParts[value];

    /// <summary>The length of the white space beyond ASCII, or of the line end, that begins here; 0 for none.</summary>
    public static int WideSpace(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        if (text[0] == 0xC2)
        {
            return text[1] == 0xA0 ? 2 : 0;
        }

        if (text.Length < 3)
        {
            return 0;
        }

        return (text[0], text[1], text[2]) switch
        {
            (0xE2, 0x80, (>= 0x80 and <= 0x8A) or 0xA8 or 0xA9 or 0xAF) => 3,
            (0xE1, 0x9A, 0x80) or (0xE2, 0x81, 0x9F) or (0xE3, 0x80, 0x80) or (0xEF, 0xBB, 0xBF) => 3,
            _ => 0,
        };
    }

    /// <summary>The length of the line end that begins here, CR LF being one; 0 for none.</summary>
    public static int LineEnd(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'\r', (byte)'\n', ..] => 2,
        [(byte)'\r' or (byte)'\n', ..] => 1,
        [0xE2, 0x80, 0xA8 or 0xA9, ..] => 3,
        _ => 0,
    };

    /// <summary>Where the next line end begins, or the length of the text.</summary>
    public static int IndexOfLineEnd(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (true)
        {
            int found = text[at..].IndexOfAny(LineEnds);
            if (found < 0)
            {
                return text.Length;
            }

            at += found;
            if (LineEnd(text[at..]) > 0)
            {
                return at;
            }

            at++;
        }
    }
}
