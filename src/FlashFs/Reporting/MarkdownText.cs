using System.Globalization;
using System.Text;
using FlashFs.Diagnostics;

namespace FlashFs.Reporting;

/// <summary>Text of strangers in Markdown, also in a cell of a table: it is shown, and does nothing.</summary>
internal static class MarkdownText
{
    /// <summary>The text as code.</summary>
    public static string Code(string text) =>
        text.Length > 0 && text.All(letter => letter is not ('`' or '|' or '\\') && !ActiveCharacter.Is(letter)) && text.Trim().Length == text.Length
            ? $"`{text}`"
            : $"<code>{Html(text)}</code>"; // what a code span cannot hold in a cell

    /// <summary>The text between tags: every character that means something to Markdown or HTML as a reference.</summary>
    public static string Html(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (ActiveCharacter.Is(rune))
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u&#123;{rune.Value:x}&#125;");
            }
            else if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '/' or '-' or '.')
            {
                safe.Append(rune.ToString());
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
            }
        }

        return safe.ToString();
    }
}
