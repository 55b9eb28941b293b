using FlashFs.Formats;

namespace FlashFs.Tool.Reading;

/// <summary>The format that bytes look like most.</summary>
/// <param name="Format">The format.</param>
/// <param name="Score">How much, from 1 to <see cref="Certain"/>.</param>
internal sealed record ImageRecognition(FlashFormat Format, int Score)
{
    /// <summary>The score of an image with its own magic in the right place.</summary>
    public const int Certain = 100;

    /// <summary>What is less sure than this is rather chance than a file system.</summary>
    public const int SureEnough = 50;

    /// <summary>Asks every format; null when the bytes look like none.</summary>
    public static ImageRecognition? Of(ReadOnlySpan<byte> bytes)
    {
        ImageRecognition? best = null;
        foreach (FlashFormat candidate in FlashFormats.All)
        {
            int score = candidate.Recognise(bytes);
            if (score > (best?.Score ?? 0))
            {
                best = new ImageRecognition(candidate, score);
            }
        }

        return best;
    }
}
