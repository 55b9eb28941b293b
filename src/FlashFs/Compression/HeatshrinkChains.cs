using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace FlashFs.Compression;

/// <summary>Finds matches where only three bytes or more are worth a reference: in a window of any size, along the links.</summary>
internal sealed class HeatshrinkChains : IHeatshrinkMatcher
{
    private const int MaximumHashBits = 15;

    private readonly HeatshrinkParameters _parameters;
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

        // Enough for few places to share a hash by chance; not more than there are places, for it must be cleared.
        _hashBits = Math.Min(Math.Min(parameters.WindowBits + 4, MaximumHashBits), BitOperations.Log2((uint)capacity) + 1);
        _heads = ArrayPool<int>.Shared.Rent(1 << _hashBits);
        _links = ArrayPool<ushort>.Shared.Rent(capacity);
        _heads.AsSpan(0, 1 << _hashBits).Fill(-HeatshrinkLinks.Nowhere);
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
        int linkable = Math.Max(_linked, end - HeatshrinkLinks.Hashed + 1);
        ReadOnlySpan<byte> source = data[_linked..];
        Span<ushort> links = _links.AsSpan(_linked, linkable - _linked);
        Span<int> heads = _heads.AsSpan(0, 1 << _hashBits);
        int unhashedBits = 32 - _hashBits;
        int first = _blockStart + _linked;
        for (int i = 0; i < links.Length; i++)
        {
            ref int head = ref heads[HeatshrinkLinks.Hash(BinaryPrimitives.ReadUInt32LittleEndian(source[i..]), unhashedBits)];
            links[i] = (ushort)Math.Min(first + i - head, HeatshrinkLinks.Nowhere);
            head = first + i;
        }

        _linked = linkable;
    }

    private int EncodeLinked(ReadOnlySpan<byte> data, int position, int limit, int end, ref HeatshrinkBitWriter writer)
    {
        HeatshrinkBitWriter tokens = writer; // a copy can live in registers
        int window = _parameters.WindowSize;
        int minimum = _parameters.MinimumMatch;
        int longest = _parameters.MaximumMatch;
        ReadOnlySpan<ushort> links = _links.AsSpan(0, _linked);
        while (position < limit)
        {
            int maximum = Math.Min(longest, end - position);
            int distance = maximum < minimum ? HeatshrinkLinks.Nowhere : links[position];
            if (distance > window)
            {
                tokens.WriteLiteral(data[position++]);
                continue;
            }

            (distance, int length) = HeatshrinkLinks.FindLongest(
                data, links, window, position, maximum, distance, bestDistance: 0, best: minimum - 1);
            length = distance > 0 ? length : 0;
            tokens.Write(data[position], distance, length);
            position += Math.Max(length, 1);
        }

        writer = tokens;
        return position;
    }
}
