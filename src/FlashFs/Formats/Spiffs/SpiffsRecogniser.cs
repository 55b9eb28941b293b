namespace FlashFs.Formats.Spiffs;

/// <summary>Says how much an image looks like SPIFFS: by its magic, and without one by lookup tables that agree with their pages.</summary>
internal static class SpiffsRecogniser
{
    // Without a magic nothing is certain; agreement of many pages is still far from chance.
    private const int MostWithoutMagic = 70;

    public static int Score(ReadOnlySpan<byte> image)
    {
        int score = SpiffsMagicSearch.Best(image)?.Score ?? 0;
        return score > MostWithoutMagic ? score : Math.Max(score, ScoreByLookup(image));
    }

    private static int ScoreByLookup(ReadOnlySpan<byte> image)
    {
        int best = 0;
        foreach (SpiffsGeometry geometry in SpiffsMagicSearch.UsualGeometries(useMagic: false, image.Length))
        {
            best = Math.Max(best, SpiffsLookupAgreement.Count(image, geometry).Score(MostWithoutMagic));
        }

        return best;
    }
}
