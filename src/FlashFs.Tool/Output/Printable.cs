using System.Globalization;
using System.Text;

namespace FlashFs.Tool.Output;

/// <summary>Makes text of strangers safe to print: a name in an image must not move the cursor or colour the terminal.</summary>
internal static class Printable
{
    /// <summary>The text with everything that a terminal would act on written as <c>\u{…}</c>.</summary>
    public static string Text(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') || !text.Any(IsActive))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16);
        foreach (char letter in text)
        {
            if (IsActive(letter))
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)letter:x}}}");
            }
            else
            {
                safe.Append(letter);
            }
        }

        return safe.ToString();
    }

    // Controls act; format characters include those that turn the direction of all that follows.
    private static bool IsActive(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
