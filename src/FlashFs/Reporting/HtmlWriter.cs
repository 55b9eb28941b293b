using System.Globalization;
using System.Text;
using FlashFs.Diagnostics;

namespace FlashFs.Reporting;

/// <summary>Builds a page. Text goes in escaped; only what is marked as markup here is markup.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _page = new();

    /// <summary>Appends markup: constant text with values of ours, escaped where they are text.</summary>
    public HtmlWriter Raw([System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("")] ref MarkupHandler markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Appends markup that is a constant.</summary>
    public HtmlWriter Raw(string markup)
    {
        _page.Append(markup);
        return this;
    }

    /// <summary>Appends text.</summary>
    public HtmlWriter Text(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => _page.Append("&amp;"),
                '<' => _page.Append("&lt;"),
                '>' => _page.Append("&gt;"),
                '"' => _page.Append("&quot;"),
                '\'' => _page.Append("&#39;"),

                // What has no shape of its own, or turns the direction of what follows, is shown and not obeyed.
                _ when IsHidden(rune) => _page.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"),
                _ => _page.Append(rune.ToString()),
            };
        }

        return this;
    }

    /// <summary>The page as UTF-8.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_page.ToString());

    /// <inheritdoc/>
    public override string ToString() => _page.ToString();

    /// <summary>Whether a character is shown as its number: it has no shape of its own, or turns the direction of what follows.</summary>
    public static bool IsHidden(Rune rune) => ActiveCharacter.Is(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    /// <summary>Escapes what stands in the holes of an interpolated text.</summary>
    [System.Runtime.CompilerServices.InterpolatedStringHandler]
    public readonly ref struct MarkupHandler
    {
        private readonly HtmlWriter _writer;

        /// <summary>Begins; the arguments are the compiler's.</summary>
        public MarkupHandler(int literalLength, int formattedCount, HtmlWriter writer)
        {
            _ = (literalLength, formattedCount);
            _writer = writer;
        }

        /// <summary>Appends markup.</summary>
        public void AppendLiteral(string markup) => _writer._page.Append(markup);

        /// <summary>Appends text.</summary>
        public void AppendFormatted(string? text) => _writer.Text(text ?? "");

        /// <summary>Appends a number.</summary>
        public void AppendFormatted(long number) => _writer._page.Append(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>Appends a number, to three places behind the point.</summary>
        public void AppendFormatted(double number) => _writer._page.Append(number.ToString("0.###", CultureInfo.InvariantCulture));
    }
}
