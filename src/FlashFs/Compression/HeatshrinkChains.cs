using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace FlashFs.Compression;

/// <summary>Finds matches in a window of any size: places that begin with the same two or three bytes are linked, nearest first.</summary>
internal sealed class HeatshrinkChains : IHeatshrinkMatcher
{
    private const int MaximumHashed = 3;
    private const int MaximumHashBits = 15;
    private const uint HashMultiplier = 0x9E3779B1;

    // Farther than any window: the end of a chain.
    private const int Nowhere = -ushort.MaxValue;

    // A chain with more places than this before it gets as far as the match at hand is no shorter way.
    private const int MaximumDetourSteps = 3;

    private readonly HeatshrinkParameters _parameters;

    // How many bytes linked places have in common: the shortest match, where that is not longer than three.
    private readonly int _hashed;
    private readonly int _hashBits;

    // By hash, the last place that began so; counted from the first block's beginning.
    private readonly int[] _heads;

    // By place in the block, how far back the place before it in its chain is.
    private readonly ushort[] _links;
    private int _linked;
    private int _blockStart;

    /// <summary>Makes one for a stream.</summary>
    /// <param name="parameters">The window and lookahead.</param>
    /// <param name="capacity">The most bytes that a block, with its window and what matches may run on into, will have.</param>
    public HeatshrinkChains(HeatshrinkParameters parameters, int capacity)
    {
        _parameters = parameters;
        _hashed = Math.Min(parameters.MinimumMatch, MaximumHashed);
        _hashBits = Math.Min(parameters.WindowBits + 4, MaximumHashBits);
        _heads = ArrayPool<int>.Shared.Rent(1 << _hashBits);
        _links = ArrayPool<ushort>.Shared.Rent(capacity);
        _heads.AsSpan(0, 1 << _hashBits).Fill(Nowhere);
    }

    public int Encode(ReadOnlySpan<byte> data, int position, int limit, int end, ref HeatshrinkBitWriter writer)
    {
        Link(data, end);
        int start = position;
        position = EncodeLinked(data, position, limit, end, ref writer);

        // The next block has its window where this one has it now.
        int moved = position - start;
        _links.AsSpan(moved, _linked - moved).CopyTo(_links);
        _linked -= moved;
        _blockStart += moved;
        return position;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_heads);
        ArrayPool<ushort>.Shared.Return(_links);
    }

    // Links the whole block before the first match is looked for: so the links of places ahead are there too.
    private void Link(ReadOnlySpan<byte> data, int end)
    {
        // What begins later has not all its bytes here.
        int linkable = Math.Max(_linked, end - _hashed + 1);
        ReadOnlySpan<byte> source = data[_linked..];
        Span<ushort> links = _links.AsSpan(_linked, linkable - _linked);
        Span<int> heads = _heads.AsSpan(0, 1 << _hashBits);
        int unhashedBits = 32 - (_hashed * 8);
        int hashShift = 32 - _hashBits;
        int first = _blockStart + _linked;
        for (int i = 0; i < links.Length; i++)
        {
            uint beginning = BinaryPrimitives.ReadUInt32LittleEndian(source[i..]) << unhashedBits;
            ref int head = ref heads[(int)((beginning * HashMultiplier) >> hashShift)];
            links[i] = (ushort)Math.Min(first + i - head, ushort.MaxValue);
            head = first + i;
        }

        _linked = linkable;
    }

    // One long method on purpose: with the search in a method of its own it is measurably slower.
    private int EncodeLinked(ReadOnlySpan<byte> data, int position, int limit, int end, ref HeatshrinkBitWriter writer)
    {
        HeatshrinkBitWriter tokens = writer; // a copy can live in registers
        int window = _parameters.WindowSize;
        int minimum = _parameters.MinimumMatch;
        int longest = _parameters.MaximumMatch;
        int hashed = _hashed;
        ReadOnlySpan<ushort> links = _links.AsSpan(0, _linked);
        while (position < limit)
        {
            int maximum = Math.Min(longest, end - position);
            int distance = maximum < minimum ? int.MaxValue : links[position];
            if (distance > window)
            {
                tokens.WriteLiteral(data[position++]);
                continue;
            }

            ulong needle = BinaryPrimitives.ReadUInt64LittleEndian(data[position..]);
            int best = minimum - 1;
            int bestDistance = 0;
            int chain = position;
            while (distance <= window)
            {
                ulong difference = BinaryPrimitives.ReadUInt64LittleEndian(data[(position - distance)..]) ^ needle;
                int length = difference != 0 ? BitOperations.TrailingZeroCount(difference) >> 3
                    : maximum <= sizeof(ulong) ? maximum
                    : sizeof(ulong) + HeatshrinkEncoder.MatchLength(
                        data, position - distance + sizeof(ulong), position + sizeof(ulong), maximum - sizeof(ulong));
                if (length <= best)
                {
                    distance += links[chain - distance];
                    continue;
                }

                best = Math.Min(length, maximum);
                bestDistance = distance;
                if (length >= maximum)
                {
                    break;
                }

                // A longer match also has the byte behind this one's end, so its own end is in the chain of the bytes
                // there. That chain is followed from here on if its next place is no nearer: what it leaves out cannot
                // match. In a run of equal bytes this leaps over the run.
                int detour = position + best + 1 - hashed;
                int detourDistance = links[detour];
                for (int steps = 0; detourDistance <= distance && steps < MaximumDetourSteps; steps++)
                {
                    detourDistance += links[detour - detourDistance];
                }

                int next = distance + links[chain - distance];
                bool isDetour = detourDistance > distance && detourDistance >= next;
                distance = isDetour ? detourDistance : next;
                chain = isDetour ? detour : chain;
            }

            best = bestDistance > 0 ? best : 0;
            tokens.Write(data[position], bestDistance, best);
            position += Math.Max(best, 1);
        }

        writer = tokens;
        return position;
    }
}
