using System.Globalization;
using System.Text;

namespace FlashFs.Constants;

/// <summary>
/// What an image is called in code. An image's name depends on that name alone: another image beside it changes nothing, so
/// two that come out equal are an error and get no numbers.
/// </summary>
internal static class ConstantName
{
    /// <summary>The name in macros: <c>web-ui.img</c> is <c>WEB_UI</c>.</summary>
    public static string Macro(string image) => string.Join('_', Words(image)).ToUpperInvariant();

    /// <summary>The name of a class: <c>web-ui.img</c> is <c>WebUiImage</c>, which is no keyword and no name of a member.</summary>
    public static string Class(string image)
    {
        string name = string.Concat(Words(image).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return (char.IsAsciiDigit(name[0]) ? "_" : "") + name + "Image";
    }

    /// <summary>A namespace that compiles, whatever the project is called.</summary>
    public static string Namespace(string text)
    {
        string[] segments = [.. text.Split('.', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Segment)];
        return segments.Length == 0 ? "Flash" : string.Join('.', segments);
    }

    // All keywords of C#, those to come too, are lower-case letters of ASCII; with @ such a word is a name.
    private static string Segment(string text)
    {
        var name = new StringBuilder(text.Length + 1);
        foreach (char letter in text)
        {
            name.Append(char.IsLetterOrDigit(letter) || letter == '_' ? letter : '_');
        }

        if (char.IsDigit(name[0]))
        {
            name.Insert(0, '_');
        }

        string segment = name.ToString();
        return segment.All(char.IsAsciiLetterLower) ? "@" + segment : segment;
    }

    // What is neither a letter nor a digit of ASCII parts words, or, above ASCII, is one by its number.
    private static List<string> Words(string image)
    {
        string stem = Path.GetFileNameWithoutExtension(image);
        List<string> words = Split(stem, onlyNumbers: false);
        return words.Count > 0 ? words : Split(image, onlyNumbers: true);
    }

    private static List<string> Split(string text, bool onlyNumbers)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        void End()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!onlyNumbers && rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value))
            {
                word.Append((char)rune.Value);
                continue;
            }

            End();
            if (onlyNumbers || !rune.IsAscii)
            {
                words.Add(string.Create(CultureInfo.InvariantCulture, $"U{rune.Value:X4}"));
            }
        }

        End();
        return words;
    }
}
