using System.Buffers;
using System.Buffers.Binary;

namespace FlashFs.Compression;

/// <summary>Encodes with a large window: earlier places that begin with the same three bytes are kept in chains, nearest first.</summary>
internal static class HeatshrinkChains
{
    private const int HashBits = 13;

    public static bool TryEncode(
        ReadOnlySpan<byte> data, int position, int end, HeatshrinkParameters parameters, ref HeatshrinkBitWriter writer)
    {
        int[] heads = ArrayPool<int>.Shared.Rent(1 << HashBits);
        int[] previous = ArrayPool<int>.Shared.Rent(parameters.WindowSize);
        try
        {
            heads.AsSpan(0, 1 << HashBits).Fill(-1);
            return TryEncode(data, position, end, parameters, heads.AsSpan(0, 1 << HashBits), previous.AsSpan(0, parameters.WindowSize), ref writer);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(heads);
            ArrayPool<int>.Shared.Return(previous);
        }
    }

    private static bool TryEncode(
        ReadOnlySpan<byte> data, int position, int end, HeatshrinkParameters parameters, Span<int> heads, Span<int> previous, ref HeatshrinkBitWriter writer)
    {
        int window = parameters.WindowSize;
        int minimum = parameters.MinimumMatch;
        int longest = parameters.MaximumMatch;
        int inserted = 0;
        int shift = minimum == 2 ? 16 : 8;
        while (position < end)
        {
            for (; inserted < position; inserted++)
            {
                int hash = Hash(data, inserted, shift);
                previous[inserted & (window - 1)] = heads[hash];
                heads[hash] = inserted;
            }

            int maximum = Math.Min(longest, end - position);
            int bestLength = 0;
            int bestCandidate = 0;
            if (maximum >= minimum)
            {
                int candidate = heads[Hash(data, position, shift)];
                int oldest = position - window;
                while (candidate >= oldest)
                {
                    if (data[candidate + bestLength] == data[position + bestLength])
                    {
                        int length = HeatshrinkEncoder.MatchLength(data, candidate, position, maximum);
                        if (length > bestLength)
                        {
                            (bestCandidate, bestLength) = (candidate, length);
                            if (length == maximum)
                            {
                                break;
                            }
                        }
                    }

                    if (candidate == oldest)
                    {
                        break; // its link has been overwritten by... nothing yet, but what it leads to is too far
                    }

                    candidate = previous[candidate & (window - 1)];
                }
            }

            if (bestLength >= minimum)
            {
                if (!HeatshrinkEncoder.TryWriteReference(ref writer, parameters, position - bestCandidate, bestLength))
                {
                    return false;
                }

                position += bestLength;
            }
            else if (!HeatshrinkEncoder.TryWriteLiteral(ref writer, data[position++]))
            {
                return false;
            }
        }

        return true;
    }

    private static int Hash(ReadOnlySpan<byte> data, int position, int shift) =>
        (int)(((BinaryPrimitives.ReadUInt32LittleEndian(data[position..]) << shift) * 0x9E3779B1u) >> (32 - HashBits));
}
