using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

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

    public static bool TryEncode(ReadOnlySpan<byte> contents, Span<byte> destination, HeatshrinkParameters parameters, out int written) =>
        TryEncode(
            contents,
            destination,
            parameters,
            scans: HeatshrinkScanner.IsFast && parameters.WindowBits <= HeatshrinkScanner.LargestWindowBits,
            out written);

    /// <summary>Encodes in the way asked for; the bytes are the same.</summary>
    internal static bool TryEncode(
        ReadOnlySpan<byte> contents, Span<byte> destination, HeatshrinkParameters parameters, bool scans, out int written)
    {
        int history = Math.Max(parameters.WindowSize, HeatshrinkScanner.Reach);
        int capacity = history + BlockSize + parameters.MaximumMatch;
        byte[] data = ArrayPool<byte>.Shared.Rent(capacity + Padding);
        byte[] stream = ArrayPool<byte>.Shared.Rent(Heatshrink.MaximumStreamLength(BlockSize + parameters.MaximumMatch) + Padding);
        using IHeatshrinkMatcher matcher = scans
            ? new HeatshrinkScanner(parameters)
            : new HeatshrinkChains(parameters, capacity);
        try
        {
            var writer = new HeatshrinkBitWriter(stream, parameters);
            written = 0;
            for (int done = 0; done < contents.Length;)
            {
                int end = Fill(data, contents, done, history, capacity);
                int limit = Math.Min(history + BlockSize, end);
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

    /// <summary>How many bytes are equal at two places, at most so many.</summary>
    internal static int MatchLength(ReadOnlySpan<byte> data, int left, int right, int maximum)
    {
        int length = 0;
        do
        {
            ulong difference = BinaryPrimitives.ReadUInt64LittleEndian(data[(left + length)..])
                ^ BinaryPrimitives.ReadUInt64LittleEndian(data[(right + length)..]);
            if (difference != 0)
            {
                return Math.Min(maximum, length + (BitOperations.TrailingZeroCount(difference) / 8));
            }

            length += sizeof(ulong);
        }
        while (length < maximum);

        return maximum;
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
