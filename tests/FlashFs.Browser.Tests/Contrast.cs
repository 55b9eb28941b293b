using Microsoft.Playwright;

namespace FlashFs.Browser.Tests;

/// <summary>How well text can be read.</summary>
internal static class Contrast
{
    /// <summary>Texts whose contrast with what is painted behind them is below that of WCAG AA, each with its ratio.</summary>
    public static Task<string[]> TooLowAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
          const parts = css => css.match(/[\d.]+/g).map(Number);
          const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
          const ground = element => {
            for (let e = element; e; e = e.parentElement) {
              const colour = parts(getComputedStyle(e).backgroundColor);
              if (colour.length === 3 || colour[3] === 1) return colour;
            }
            return [255, 255, 255];
          };
          const seen = [];
          for (const e of document.body.querySelectorAll('*')) {
            if (!e.checkVisibility() || e.matches('option') || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
            const [text, back] = [light(parts(getComputedStyle(e).color)), light(ground(e))];
            const ratio = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
            if (ratio < 4.5) seen.push(`${ratio.toFixed(2)} ${e.className || e.id || e.localName}: ${e.textContent.slice(0, 40)}`);
          }
          return seen;
        }
        """);
}
