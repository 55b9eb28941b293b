using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FlashFs.Compression;

/// <summary>Links between places that begin with the same three bytes: how they are hashed, and how they lead to the longest match.</summary>
internal static class HeatshrinkLinks
{
    /// <summary>How many bytes linked places have in common, but for those that share a hash by chance.</summary>
    public const int Hashed = 3;

    /// <summary>The link of a place that has none before it: farther than any window.</summary>
    public const int Nowhere = ushort.MaxValue;

    private const uint HashMultiplier = 0x9E3779B1;

    // A chain with more places than this before it gets as far as the match at hand is no shorter way.
    private const int MaximumDetourSteps = 3;

    /// <summary>The hash of the first three of four bytes, little endian.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="unhashedBits">32 less the bits of the hash.</param>
    public static int Hash(uint bytes, int unhashedBits) => (int)(((bytes << (32 - (Hashed * 8))) * HashMultiplier) >> unhashedBits);

    /// <summary>Finds the nearest of the longest matches that are longer than one at hand.</summary>
    /// <param name="data">The window, the block, what matches may run on into, and padding.</param>
    /// <param name="links">By place, how far back the place before it is that begins with the same bytes.</param>
    /// <param name="window">How far back a match may begin.</param>
    /// <param name="position">Where a match is wanted.</param>
    /// <param name="maximum">The length that no match may pass.</param>
    /// <param name="distance">How far back the first place to try is: what the position is linked to.</param>
    /// <param name="bestDistance">How far back the match at hand begins.</param>
    /// <param name="best">The length of the match at hand, two or more.</param>
    /// <returns>The longest, which is the one at hand where none is longer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int Distance, int Length) FindLongest(
        ReadOnlySpan<byte> data, ReadOnlySpan<ushort> links, int window, int position, int maximum, int distance, int bestDistance, int best)
    {
        ulong needle = BinaryPrimitives.ReadUInt64LittleEndian(data[position..]);
        int chain = position;
        while (distance <= window)
        {
            ulong difference = BinaryPrimitives.ReadUInt64LittleEndian(data[(position - distance)..]) ^ needle;
            int length = difference != 0 ? BitOperations.TrailingZeroCount(difference) >> 3
                : maximum <= sizeof(ulong) ? maximum
                : sizeof(ulong) + MatchLength(
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
            int detour = position + best + 1 - Hashed;
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

        return (bestDistance, best);
    }

    // How many bytes are equal at two places, at most so many.
    private static int MatchLength(ReadOnlySpan<byte> data, int left, int right, int maximum)
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
}
