using System.Globalization;
using System.Text;
using FlashFs.Diagnostics;

namespace FlashFs.Tool.Output;

/// <summary>Makes text of strangers safe to print: a name in an image must not move the cursor or colour the terminal.</summary>
internal static class Printable
{
    /// <summary>The text with everything that a terminal would act on written as <c>\u{…}</c>.</summary>
    public static string Text(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') || !text.Any(ActiveCharacter.Is))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16);
        foreach (char letter in text)
        {
            if (ActiveCharacter.Is(letter))
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
}
