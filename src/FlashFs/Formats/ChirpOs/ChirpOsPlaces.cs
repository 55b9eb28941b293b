namespace FlashFs.Formats.ChirpOs;

/// <summary>Where a file lies in the JSON text, or in the image: its key begins, its contents begin and end, its object ends.</summary>
internal readonly record struct ChirpOsPlaces(long Start, long DataStart, long DataEnd, long End)
{
    /// <summary>How much its contents take.</summary>
    public long DataLength => DataEnd - DataStart;

    /// <summary>How much it takes in all.</summary>
    public long Length => End - Start;
}
