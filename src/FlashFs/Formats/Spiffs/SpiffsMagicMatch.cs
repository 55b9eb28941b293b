namespace FlashFs.Formats.Spiffs;

/// <summary>A geometry whose magic was found in an image.</summary>
/// <param name="Options">Page size, block size, byte order and kind of magic; the rest is default.</param>
/// <param name="BlockCount">How many blocks the magics say that there are; null where they do not say.</param>
/// <param name="Matches">How many blocks have the magic.</param>
/// <param name="Expected">How many blocks should have it.</param>
/// <param name="Blocks">How many blocks the image has.</param>
internal sealed record SpiffsMagicMatch(SpiffsOptions Options, int? BlockCount, int Matches, int Expected, int Blocks)
{
    /// <summary>Whether the magics speak of exactly as many blocks as there are.</summary>
    public bool FitsLength => BlockCount is null || BlockCount == Blocks;

    /// <summary>From 0 to 100: 16 bits in one block can be chance, the same in many blocks cannot.</summary>
    public int Score
    {
        get
        {
            int certainty = Matches switch { 1 => 60, 2 => 85, _ => 100 };
            int share = Matches >= Expected - 1 ? 100 : 100 * Matches / Expected;
            int length = FitsLength ? 100 : 85;
            return certainty * share / 100 * length / 100;
        }
    }
}
