using System.Globalization;
using System.Text;

namespace FlashFs.Tool.Explorer;

/// <summary>
/// What a request asks for, taken from the line as it came: the server's own decoding folds <c>..</c> away, and a path that
/// has one asks for nothing that is here.
/// </summary>
/// <param name="Raw">The target as it came, path and query.</param>
/// <param name="Path">The path, decoded, without its first slash.</param>
/// <param name="Query">What stands behind the question mark, by name; of two of one name the first.</param>
internal sealed record RequestTarget(string Raw, string Path, IReadOnlyDictionary<string, string> Query)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a target; null for what is no path, is not UTF-8, or has a segment <c>.</c> or <c>..</c> in any spelling.</summary>
    public static RequestTarget? Parse(string raw)
    {
        if (!raw.StartsWith('/') || raw.Contains('#', StringComparison.Ordinal))
        {
            return null;
        }

        int question = raw.IndexOf('?', StringComparison.Ordinal);
        if (Decode(raw.AsSpan(1, (question < 0 ? raw.Length : question) - 1)) is not { } path || HasDots(path))
        {
            return null;
        }

        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        if (question >= 0)
        {
            foreach (string pair in raw[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                int equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (Decode(equals < 0 ? pair : pair.AsSpan(0, equals)) is not { } name
                    || Decode(equals < 0 ? [] : pair.AsSpan(equals + 1)) is not { } value)
                {
                    return null;
                }

                query.TryAdd(name, value);
            }
        }

        return new RequestTarget(raw, path, query);
    }

    /// <summary>A number of the query: the default where it is not given, null where it is no number from 0 to the highest.</summary>
    public long? Number(string name, long highest, long absent) =>
        !Query.TryGetValue(name, out string? text) ? absent
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value <= highest ? value
        : null;

    private static bool HasDots(string path)
    {
        ReadOnlySpan<char> rest = path;
        foreach (Range range in rest.SplitAny('/', '\\'))
        {
            if (rest[range] is "." or "..")
            {
                return true;
            }
        }

        return path.Contains('\0', StringComparison.Ordinal);
    }

    private static string? Decode(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[text.Length];
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char letter = text[i];
            if (letter is <= ' ' or >= '\u007f')
            {
                return null; // never in a target, which is ASCII
            }

            if (letter == '%')
            {
                if (i + 2 >= text.Length
                    || !byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[count]))
                {
                    return null;
                }

                i += 2;
            }
            else
            {
                bytes[count] = (byte)letter;
            }

            count++;
        }

        try
        {
            return Strict.GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
