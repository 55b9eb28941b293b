using System.Globalization;
using System.Text;

namespace FlashFs.Scripting;

/// <summary>Decodes what stands between the quotes of a string, or of a template without substitutions.</summary>
internal static class ScriptString
{
    /// <summary>The text, or null where an escape is wrong. Bytes that are no UTF-8 become U+FFFD.</summary>
    public static string? Decode(ReadOnlySpan<byte> raw, bool isTemplate)
    {
        if (!raw.ContainsAny((byte)'\\', (byte)'\r'))
        {
            return Encoding.UTF8.GetString(raw);
        }

        var text = new StringBuilder(raw.Length);
        string source = Encoding.UTF8.GetString(raw);
        for (int i = 0; i < source.Length; i++)
        {
            char letter = source[i];
            if (letter == '\r' && isTemplate)
            {
                // A line end within a template is always a line feed.
                i += source.AsSpan(i + 1).StartsWith('\n') ? 1 : 0;
                text.Append('\n');
            }
            else if (letter != '\\')
            {
                text.Append(letter);
            }
            else if (!Escape(source, ref i, isTemplate, text))
            {
                return null;
            }
        }

        return text.ToString();
    }

    // i is at the backslash, and at the last character of the escape afterwards.
    private static bool Escape(string source, ref int i, bool isTemplate, StringBuilder text)
    {
        if (++i == source.Length)
        {
            return false;
        }

        char letter = source[i];
        switch (letter)
        {
            case 'n': text.Append('\n'); return true;
            case 't': text.Append('\t'); return true;
            case 'r': text.Append('\r'); return true;
            case 'b': text.Append('\b'); return true;
            case 'v': text.Append('\v'); return true;
            case 'f': text.Append('\f'); return true;
            case 'x': return Hexadecimal(source, ref i, 2, text);
            case 'u': return source.AsSpan(i + 1).StartsWith('{') ? CodePoint(source, ref i, text) : Hexadecimal(source, ref i, 4, text);
            case '\r':
                i += source.AsSpan(i + 1).StartsWith('\n') ? 1 : 0;
                return true;
            case '\n' or '\u2028' or '\u2029':
                return true;
            case >= '0' and <= '9':
                return Octal(source, ref i, isTemplate, text);
            default:
                text.Append(letter);
                return true;
        }
    }

    private static bool Hexadecimal(string source, ref int i, int digits, StringBuilder text)
    {
        if (i + digits >= source.Length || !TryParse(source.AsSpan(i + 1, digits), out int value))
        {
            return false;
        }

        text.Append((char)value);
        i += digits;
        return true;
    }

    private static bool CodePoint(string source, ref int i, StringBuilder text)
    {
        int length = source.AsSpan(i + 2).IndexOf('}');
        if (length <= 0 || !TryParse(source.AsSpan(i + 2, length).TrimStart('0'), out int value) || value > 0x10FFFF)
        {
            return false;
        }

        // A half of a pair is allowed here.
        text.Append(Rune.TryCreate(value, out Rune rune) ? rune.ToString() : ((char)value).ToString());
        i += length + 2;
        return true;
    }

    // Only scripts that are not strict have octal escapes; \0 alone is no such.
    private static bool Octal(string source, ref int i, bool isTemplate, StringBuilder text)
    {
        bool isNull = source[i] == '0' && (i + 1 == source.Length || !char.IsAsciiDigit(source[i + 1]));
        if (isTemplate && !isNull)
        {
            return false;
        }

        if (source[i] > '7')
        {
            text.Append(source[i]);
            return true;
        }

        int value = source[i] - '0';
        int most = source[i] <= '3' ? 3 : 2;
        for (int digits = 1; digits < most && i + 1 < source.Length && source[i + 1] is >= '0' and <= '7'; digits++)
        {
            value = (value * 8) + (source[++i] - '0');
        }

        text.Append((char)value);
        return true;
    }

    // No digits at all are zeros that were trimmed.
    private static bool TryParse(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        return digits.Length <= 6 && (digits.IsEmpty || int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value));
    }
}
