using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FlashFs.Compression;

/// <summary>
/// Finds matches where two bytes are worth a reference. Before the first token of a block is chosen, the nearest place with
/// the same two bytes is known of every place; only where three are linked there is anything to look for.
/// </summary>
/// <param name="parameters">The window and lookahead.</param>
/// <param name="capacity">The most bytes that a block, with its window and what matches may run on into, will have: fewer than 65 536.</param>
internal sealed class HeatshrinkPairs(HeatshrinkParameters parameters, int capacity) : IHeatshrinkMatcher
{
    /// <summary>The shortest match of the parameters that it serves; their windows have 2048 bytes at most.</summary>
    public const int MinimumMatch = 2;

    private const int HashBits = 13;
    private const int PairCount = 1 << 16;

    // Up to this length it is sooner done to visit the pairs that a block has than to clear all of them.
    private const int ShortBlock = 4096;

    // By two bytes, the last place that began so. There is one for each two bytes, and none shares it by chance.
    private readonly ushort[] _pairHeads = ArrayPool<ushort>.Shared.Rent(PairCount);

    // By the hash of three bytes, the last place that began so.
    private readonly ushort[] _heads = ArrayPool<ushort>.Shared.Rent(1 << HashBits);

    // By place in the block, how far back the place before it is that begins with the same two bytes, and the same three.
    private readonly ushort[] _pairs = ArrayPool<ushort>.Shared.Rent(capacity);
    private readonly ushort[] _links = ArrayPool<ushort>.Shared.Rent(capacity);

    public int Encode(ReadOnlySpan<byte> data, int position, int limit, int end, ref HeatshrinkBitWriter writer)
    {
        Link(data, position - parameters.WindowSize, end);
        return EncodeLinked(data, position, limit, end, ref writer);
    }

    public void Dispose()
    {
        ArrayPool<ushort>.Shared.Return(_pairHeads);
        ArrayPool<ushort>.Shared.Return(_heads);
        ArrayPool<ushort>.Shared.Return(_pairs);
        ArrayPool<ushort>.Shared.Return(_links);
    }

    // The window is linked anew with each block: it is small, and places need no more than sixteen bits. Not inlined, so
    // that the loop has the registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Link(ReadOnlySpan<byte> data, int from, int end)
    {
        ReadOnlySpan<byte> source = data[from..];
        Span<ushort> pairs = _pairs.AsSpan(from, end - from);
        Span<ushort> links = _links.AsSpan(from, end - from);
        Span<ushort> pairHeads = _pairHeads.AsSpan(0, PairCount);
        Span<ushort> heads = _heads.AsSpan(0, 1 << HashBits);
        Clear(source[..(links.Length + 1)], pairHeads, heads);
        for (int i = 0; i < links.Length; i++)
        {
            uint beginning = BinaryPrimitives.ReadUInt32LittleEndian(source[i..]);
            ref ushort pairHead = ref pairHeads[(ushort)beginning];
            pairs[i] = (ushort)(i - pairHead);
            pairHead = (ushort)i;
            ref ushort head = ref heads[HeatshrinkLinks.Hash(beginning, 32 - HashBits)];
            links[i] = (ushort)(i - head);
            head = (ushort)i;
        }

        // The last places have not all their bytes here.
        pairs[^1] = HeatshrinkLinks.Nowhere;
        links[^2..].Fill(HeatshrinkLinks.Nowhere);
    }

    private void Clear(ReadOnlySpan<byte> source, Span<ushort> pairHeads, Span<ushort> heads)
    {
        // One more than a window before the first place.
        ushort nowhere = (ushort)(-1 - parameters.WindowSize);
        heads.Fill(nowhere);
        if (source.Length > ShortBlock)
        {
            pairHeads.Fill(nowhere);
            return;
        }

        for (; source.Length >= sizeof(ushort); source = source[1..])
        {
            pairHeads[BinaryPrimitives.ReadUInt16LittleEndian(source)] = nowhere;
        }
    }

    private int EncodeLinked(ReadOnlySpan<byte> data, int position, int limit, int end, ref HeatshrinkBitWriter writer)
    {
        HeatshrinkBitWriter tokens = writer; // a copy can live in registers
        int window = parameters.WindowSize;
        ReadOnlySpan<ushort> pairs = _pairs.AsSpan(0, end);
        ReadOnlySpan<ushort> links = _links.AsSpan(0, end);
        while (position < limit)
        {
            int distance = pairs[position];
            if (links[position] <= window)
            {
                (distance, int length) = FindLongest(data, links, position, distance, end);
                tokens.Write(data[position], distance, length);
                position += Math.Max(length, 1);
                continue;
            }

            // Two bytes or a literal: without a branch, for it could not be foreseen.
            int isPair = (distance - window - 1) >> 31;
            tokens.WritePairOrLiteral(data[position], distance, isPair);
            position += 1 - isPair;
        }

        writer = tokens;
        return position;
    }

    // Not inlined, so that the loop around it, which comes here for one token of five, has the registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (int Distance, int Length) FindLongest(
        ReadOnlySpan<byte> data, ReadOnlySpan<ushort> links, int position, int distance, int end)
    {
        // Linked by chance: where no two bytes are equal, three are not.
        if (distance > parameters.WindowSize)
        {
            return default;
        }

        int maximum = Math.Min(parameters.MaximumMatch, end - position);
        return HeatshrinkLinks.FindLongest(
            data, links, parameters.WindowSize, position, maximum, links[position], bestDistance: distance, best: MinimumMatch);
    }
}
