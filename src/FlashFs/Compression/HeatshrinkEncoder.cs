using System.Buffers;

namespace FlashFs.Compression;

/// <summary>
/// The C encoder's choice at each position: the longest match that begins within the window, the nearest of several, taken
/// if it is shorter than literals; else a literal.
/// </summary>
/// <remarks>Source: atomicobject/heatshrink 0.4.1, <c>heatshrink_encoder.c</c>, <c>st_step_search</c> and <c>find_longest_match</c>.</remarks>
internal static class HeatshrinkEncoder
{
    /// <summary>How many bytes behind its end a search may read: matches are compared eight bytes at a time.</summary>
    internal const int Padding = 16;

    // Contents are encoded in blocks of this size, so that memory does not grow with them and stays in the cache.
    private const int BlockSize = 32 * 1024;

    public static bool TryEncode(ReadOnlySpan<byte> contents, Span<byte> destination, HeatshrinkParameters parameters, out int written)
    {
        int history = parameters.WindowSize;
        int block = Math.Min(BlockSize, contents.Length);
        int capacity = history + block + parameters.MaximumMatch;
        byte[] data = ArrayPool<byte>.Shared.Rent(capacity + Padding);
        byte[] stream = ArrayPool<byte>.Shared.Rent(Heatshrink.MaximumStreamLength(block + parameters.MaximumMatch) + Padding);
        using IHeatshrinkMatcher matcher = parameters.MinimumMatch == HeatshrinkPairs.MinimumMatch
            ? new HeatshrinkPairs(parameters, capacity)
            : new HeatshrinkChains(parameters, capacity);
        try
        {
            var writer = new HeatshrinkBitWriter(stream, parameters);
            written = 0;
            for (int done = 0; done < contents.Length;)
            {
                int end = Fill(data, contents, done, history, capacity);
                int limit = Math.Min(history + block, end);
                done += matcher.Encode(data.AsSpan(0, end + Padding), history, limit, end, ref writer) - history;
                if (done == contents.Length)
                {
                    writer.Finish();
                }

                if (!stream.AsSpan(0, writer.Length).TryCopyTo(destination[written..]))
                {
                    written = 0;
                    return false;
                }

                written += writer.Length;
                writer.Rewind();
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(data);
            ArrayPool<byte>.Shared.Return(stream);
        }
    }

    // Lays out a block with the window before it, and gives where the bytes end. What stands before the contents is a
    // window of zeros, for the decoder too: with real zeros there, no search needs to know where the contents begin.
    private static int Fill(Span<byte> data, ReadOnlySpan<byte> contents, int done, int history, int capacity)
    {
        int zeros = Math.Max(0, history - done);
        ReadOnlySpan<byte> source = contents[Math.Max(0, done - history)..];
        source = source[..Math.Min(source.Length, capacity - zeros)];
        int end = zeros + source.Length;
        data[..zeros].Clear();
        source.CopyTo(data[zeros..]);
        data.Slice(end, Padding).Clear();
        return end;
    }
}
