using System.Text;

namespace FlashFs.Reporting;

/// <summary>Text that has to fit where nothing can measure it.</summary>
internal static class TextWidth
{
    // From Hangul on, most scripts are about as wide as high.
    private const int FirstWide = 0x1100;

    /// <summary>The text, or as much of it as fits with an ellipsis in its middle: both ends of a path tell something.</summary>
    /// <param name="text">The text.</param>
    /// <param name="columns">How many letters of the usual width there is room for.</param>
    public static string Cut(string text, int columns)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        if (runes.Sum(Of) <= columns)
        {
            return text;
        }

        int front = (columns - 1) / 2;
        return $"{Take(runes, front)}…{string.Concat(Take(runes.Reverse(), columns - 1 - front).EnumerateRunes().Reverse())}";
    }

    private static string Take(IEnumerable<Rune> runes, int columns)
    {
        var taken = new StringBuilder();
        foreach (Rune rune in runes)
        {
            columns -= Of(rune);
            if (columns < 0)
            {
                break;
            }

            taken.Append(rune.ToString());
        }

        return taken.ToString();
    }

    // What has no shape of its own is written as \u{…}.
    private static int Of(Rune rune) => HtmlWriter.IsHidden(rune) ? 8 : rune.Value >= FirstWide ? 2 : 1;
}
