using System.Globalization;
using Microsoft.Playwright;

namespace FlashFs.Browser.Tests;

/// <summary>Texts to and from a page as hex digits: on the way they would lose halves of surrogate pairs.</summary>
internal static class CodeUnits
{
    /// <summary>JavaScript for the functions <c>hexOf</c> and <c>textOf</c>.</summary>
    public const string Script = """
        const hexOf = text => {
          const digits = [];
          for (let i = 0; i < text.length; i++) digits.push(text.charCodeAt(i).toString(16).padStart(4, "0"));
          return digits.join("");
        };
        const textOf = hex => {
          const units = [];
          for (let i = 0; i < hex.length; i += 4) units.push(String.fromCharCode(parseInt(hex.slice(i, i + 4), 16)));
          return units.join("");
        };
        """;

    public static string HexOf(string text) => string.Concat(text.Select(unit => ((int)unit).ToString("x4", CultureInfo.InvariantCulture)));

    public static string TextOf(string hex) => string.Create(hex.Length / 4, hex, static (text, hex) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)ushort.Parse(hex.AsSpan(i * 4, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }
    });

    /// <summary>Runs a function of one text in a page, and gives the text that it returns.</summary>
    public static async Task<string> CallAsync(this IPage page, string function, string text = "") =>
        TextOf(await page.EvaluateAsync<string>($"hex => {{ {Script} return hexOf(({function})(textOf(hex))); }}", HexOf(text)));
}
