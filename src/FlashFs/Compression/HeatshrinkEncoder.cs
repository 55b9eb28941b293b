using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace FlashFs.Compression;

/// <summary>
/// The C encoder's choice at each position: the longest match that begins within the window, the nearest of several, taken
/// if it is shorter than literals; else a literal.
/// </summary>
/// <remarks>Source: atomicobject/heatshrink 0.4.1, <c>heatshrink_encoder.c</c>, <c>st_step_search</c> and <c>find_longest_match</c>.</remarks>
internal static class HeatshrinkEncoder
{
    // Windows up to 2^this bytes are searched whole, with vectors; larger ones through chains of equal beginnings.
    private const int LargestSmallWindowBits = 8;

    // Matches are compared eight bytes at a time, which reads past the end of the data.
    private const int Padding = 40;

    public static bool TryEncode(ReadOnlySpan<byte> contents, Span<byte> destination, HeatshrinkParameters parameters, out int written)
    {
        // What stands before the contents is a window of zeros, for the decoder too: with real zeros there, no search
        // needs to know where the contents begin.
        int before = Math.Max(parameters.WindowSize, Vector256<byte>.Count);
        int end = checked(before + contents.Length);
        byte[] rented = ArrayPool<byte>.Shared.Rent(end + Padding);
        try
        {
            Span<byte> data = rented.AsSpan(0, end + Padding);
            data[..before].Clear();
            contents.CopyTo(data[before..]);
            data[end..].Clear();
            var writer = new HeatshrinkBitWriter(destination);
            bool fits = parameters.WindowBits <= LargestSmallWindowBits
                ? TryEncodeSmallWindow(data, before, end, parameters, ref writer)
                : HeatshrinkChains.TryEncode(data, before, end, parameters, ref writer);
            written = 0;
            return fits && writer.TryFinish(out written);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
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

    internal static bool TryWriteLiteral(ref HeatshrinkBitWriter writer, byte value) =>
        writer.TryWrite(0x100u | value, Heatshrink.LiteralBits);

    internal static bool TryWriteReference(ref HeatshrinkBitWriter writer, HeatshrinkParameters parameters, int distance, int length) =>
        writer.TryWrite(((uint)(distance - 1) << parameters.LookaheadBits) | (uint)(length - 1), parameters.ReferenceBits);

    private static bool TryEncodeSmallWindow(
        ReadOnlySpan<byte> data, int position, int end, HeatshrinkParameters parameters, ref HeatshrinkBitWriter writer)
    {
        int window = parameters.WindowSize;
        int minimum = parameters.MinimumMatch;
        int longest = parameters.MaximumMatch;
        while (position < end)
        {
            int maximum = Math.Min(longest, end - position);
            (int distance, int length) = maximum < minimum ? default : FindInSmallWindow(data, position, window, maximum);
            if (length >= minimum)
            {
                if (!TryWriteReference(ref writer, parameters, distance, length))
                {
                    return false;
                }

                position += length;
            }
            else if (!TryWriteLiteral(ref writer, data[position++]))
            {
                return false;
            }
        }

        return true;
    }

    private static (int Distance, int Length) FindInSmallWindow(ReadOnlySpan<byte> data, int position, int window, int maximum)
    {
        // No match shorter than two bytes is ever worth its place.
        Vector256<byte> first = Vector256.Create(data[position]);
        Vector256<byte> second = Vector256.Create(data[position + 1]);
        int bestDistance = 0;
        int bestLength = 0;
        for (int distance = Vector256<byte>.Count; ; distance += Vector256<byte>.Count)
        {
            ReadOnlySpan<byte> block = data.Slice(position - distance, Vector256<byte>.Count + 1);
            uint candidates = (Vector256.Equals(Vector256.Create(block), first) & Vector256.Equals(Vector256.Create(block[1..]), second))
                .ExtractMostSignificantBits();
            if (distance > window)
            {
                candidates &= uint.MaxValue << (distance - window);
            }

            while (candidates != 0)
            {
                int bit = BitOperations.Log2(candidates);
                candidates ^= 1u << bit;
                int length = MatchLength(data, position - distance + bit, position, maximum);
                if (length > bestLength)
                {
                    (bestDistance, bestLength) = (distance - bit, length);
                    if (length == maximum)
                    {
                        return (bestDistance, bestLength);
                    }
                }
            }

            if (distance >= window)
            {
                return (bestDistance, bestLength);
            }
        }
    }
}
