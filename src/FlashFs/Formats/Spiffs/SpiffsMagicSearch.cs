namespace FlashFs.Formats.Spiffs;

/// <summary>Looks for the magic of every usual geometry.</summary>
internal static class SpiffsMagicSearch
{
    private static readonly int[] PageSizes = [256, 512, 1024, 2048, 4096, 128];

    // In ascending order: without a length in the magic, the blocks of a small size show the magic of larger ones as well.
    private static readonly int[] BlockSizes = [1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144];

    // 16-bit page indexes reach no further, and no more than this is ever looked at.
    private const int MaxBlocks = SpiffsLayout.MaxPages / 2;

    /// <summary>Page and block sizes, both byte orders, that an image of some length could have.</summary>
    /// <param name="useMagic">Whether the lookup table needs room for a magic.</param>
    /// <param name="length">The length of the image in bytes.</param>
    public static IEnumerable<SpiffsGeometry> UsualGeometries(bool useMagic, long length)
    {
        var ignored = new Diagnostics.DiagnosticBag();
        foreach (int pageSize in PageSizes)
        {
            foreach (int blockSize in BlockSizes.Where(size => size <= length))
            {
                foreach (bool bigEndian in (bool[])[false, true])
                {
                    var options = new SpiffsOptions { PageSize = pageSize, BlockSize = blockSize, UseMagic = useMagic, BigEndian = bigEndian };
                    if (SpiffsGeometry.TryCreate(options, ignored, out SpiffsGeometry? geometry))
                    {
                        yield return geometry;
                    }
                }
            }
        }
    }

    /// <summary>All geometries whose magic most blocks have, the best first.</summary>
    public static IReadOnlyList<SpiffsMagicMatch> All(ReadOnlySpan<byte> image)
    {
        var found = new List<SpiffsMagicMatch>();
        foreach (SpiffsGeometry geometry in UsualGeometries(useMagic: true, image.Length))
        {
            if (Match(image, geometry) is { } match)
            {
                found.Add(match);
            }
        }

        // Stable: of equals the smaller block stays first.
        return [.. found.OrderByDescending(match => match.Score)];
    }

    /// <summary>The best geometry whose magic most blocks have.</summary>
    public static SpiffsMagicMatch? Best(ReadOnlySpan<byte> image) => All(image) is [var best, ..] ? best : null;

    private static SpiffsMagicMatch? Match(ReadOnlySpan<byte> image, SpiffsGeometry geometry)
    {
        int blocks = Math.Min(image.Length / geometry.BlockSize, MaxBlocks);
        int bare = geometry.Magic(0, 0);
        (int withoutLength, int votedCount, int votes) = (0, 0, 0);
        for (int block = 0; block < blocks; block++)
        {
            int value = SpiffsMagic.Read(image, geometry, block) ^ bare;
            withoutLength += value == 0 ? 1 : 0;

            // A majority vote on how many blocks the magics say that there are: one pass, no memory.
            int count = value + block;
            votedCount = votes == 0 ? count : votedCount;
            votes += count == votedCount ? 1 : -1;
        }

        int withLength = 0;
        for (int block = 0; votedCount > 0 && block < Math.Min(blocks, votedCount); block++)
        {
            withLength += SpiffsMagic.Read(image, geometry, block) == geometry.Magic(block, votedCount) ? 1 : 0;
        }

        // The vote makes one block agree with itself: that alone says nothing.
        bool alone = blocks == 1 && votedCount == 1;
        bool length = withLength >= withoutLength && (withLength > 1 || alone);
        int matches = length ? withLength : withoutLength;
        int expected = length ? Math.Min(blocks, votedCount) : blocks;
        bool most = matches * 4 >= expected * 3 || (matches > 1 && matches >= expected - 1);
        return matches > 0 && most
            ? new SpiffsMagicMatch(geometry.Options with { UseMagicLength = length }, length ? votedCount : null, matches, expected, blocks)
            : null;
    }
}
