namespace FlashFs.Tests.Compression;

/// <summary>
/// Heatshrink by its rule and nothing else: at each position every place in the window is tried, nearest first. Shares
/// nothing with the library.
/// </summary>
internal static class SlowHeatshrink
{
    public static byte[] Encode(byte[] contents, int windowBits, int lookaheadBits)
    {
        var bits = new List<bool>();
        int breakEven = (1 + windowBits + lookaheadBits) / 8;
        for (int position = 0; position < contents.Length;)
        {
            int most = Math.Min(1 << lookaheadBits, contents.Length - position);
            int best = 0;
            int bestDistance = 0;

            // Farther back than the contents and a match there are only zeros, as at the nearest such place.
            for (int distance = 1; distance <= Math.Min(1 << windowBits, position + most); distance++)
            {
                int length = 0;
                while (length < most && At(contents, position - distance + length) == contents[position + length])
                {
                    length++;
                }

                if (length > best)
                {
                    (best, bestDistance) = (length, distance);
                }
            }

            if (best > breakEven)
            {
                bits.Add(false);
                Add(bits, bestDistance - 1, windowBits);
                Add(bits, best - 1, lookaheadBits);
                position += best;
            }
            else
            {
                bits.Add(true);
                Add(bits, contents[position++], 8);
            }
        }

        byte[] stream = new byte[(bits.Count + 7) / 8];
        for (int i = 0; i < bits.Count; i++)
        {
            stream[i / 8] |= (byte)(bits[i] ? 0x80 >> (i % 8) : 0);
        }

        return stream;
    }

    /// <summary>Contents of many kinds: noise, few letters, runs, repeats near and far, words, zeros with noise in them.</summary>
    public static byte[] SomeContents(Random random, int length)
    {
        byte[] contents = new byte[length];
        int kind = random.Next(6);
        int letters = random.Next(1, 5);
        int period = random.Next(1, 400);
        for (int i = 0; i < length; i++)
        {
            contents[i] = (byte)(kind switch
            {
                0 => random.Next(256),
                1 => random.Next(letters),
                2 => random.Next(12) == 0 ? random.Next(256) : 0,
                3 => i >= period && random.Next(40) > 0 ? contents[i - period] : random.Next(256),
                4 => "the quick brown fox; jumps over() { the lazy dog }"[(i * 7 % 50) ^ random.Next(2)],
                _ => i > 0 && random.Next(6) > 0 ? contents[i - 1] : random.Next(3),
            });
        }

        return contents;
    }

    private static byte At(byte[] contents, int position) => position < 0 ? (byte)0 : contents[position];

    private static void Add(List<bool> bits, int value, int count)
    {
        for (int bit = count - 1; bit >= 0; bit--)
        {
            bits.Add((value >> bit & 1) != 0);
        }
    }
}
