using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tool.Reading;

/// <summary>The options that an image was most likely made with, where the image does not say.</summary>
internal static class OptionGuess
{
    /// <summary>What options that were guessed have for an origin.</summary>
    public const string Origin = "guess";

    /// <summary>Guesses; for a format whose images say all that a reader needs, its defaults.</summary>
    /// <returns>The options, and why these in one clause; null where there was nothing to guess.</returns>
    public static (OptionValues Options, string? Assumption) Of(FlashFormat format, ReadOnlyMemory<byte> image)
    {
        if (format is SpiffsFormat && SpiffsGeometryGuess.Rank(image) is [var best, ..])
        {
            return (best.Options.ToValues(Origin), $"guessed, as SPIFFS does not say: {string.Join("; ", best.Reasons)}");
        }

        return (OptionValues.Defaults(format), null);
    }
}
