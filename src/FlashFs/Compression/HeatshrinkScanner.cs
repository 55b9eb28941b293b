using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FlashFs.Compression;

/// <summary>Finds matches in a small window by comparing with all of it at once: a bit for each place that matches.</summary>
internal sealed class HeatshrinkScanner(HeatshrinkParameters parameters) : IHeatshrinkMatcher
{
    /// <summary>The largest window that can be scanned, in bits.</summary>
    public const int LargestWindowBits = 6;

    /// <summary>How many bytes a scan looks back, whatever the window.</summary>
    public const int Reach = 1 << LargestWindowBits;

    // Most places differ within so many bytes.
    private const int Compared = 4;

    /// <summary>Whether this computer compares vectors fast enough for it to pay.</summary>
    public static bool IsFast => Vector256.IsHardwareAccelerated;

    public int Encode(ReadOnlySpan<byte> data, int position, int limit, int end, ref HeatshrinkBitWriter writer)
    {
        HeatshrinkBitWriter tokens = writer; // a copy can live in registers
        int minimum = parameters.MinimumMatch;
        int longest = parameters.MaximumMatch;

        // The nearest place is the highest bit.
        ulong window = ulong.MaxValue << (Reach - parameters.WindowSize);
        int wholeLimit = Math.Min(limit, end - Compared);
        while (position < wholeLimit)
        {
            (ulong two, ulong three, ulong four) = Compare(data, position);
            if ((two & window) == 0)
            {
                tokens.WriteLiteral(data[position++]);
                continue;
            }

            bool isThree = (three & window) != 0;
            int length = isThree ? 3 : 2;
            int distance = 1 + BitOperations.LeadingZeroCount((isThree ? three : two) & window);
            if ((four & window) != 0)
            {
                (distance, length) = FindLongest(data, position, four & window, Math.Min(longest, end - position));
            }

            length = length >= minimum ? length : 0;
            tokens.Write(data[position], distance, length);
            position += Math.Max(length, 1);
        }

        while (position < limit)
        {
            (int distance, int length) = FindNearEnd(data, position, end);
            tokens.Write(data[position], distance, length);
            position += Math.Max(length, 1);
        }

        writer = tokens;
        return position;
    }

    public void Dispose()
    {
    }

    // The places that match in two, three and four bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Two, ulong Three, ulong Four) Compare(ReadOnlySpan<byte> data, int position)
    {
        ReadOnlySpan<byte> places = data.Slice(position - Reach, Reach + Compared);
        (Vector256<byte> far1, Vector256<byte> near1) = PlacesOf(places, 0);
        (Vector256<byte> far2, Vector256<byte> near2) = PlacesOf(places, 1);
        (Vector256<byte> far3, Vector256<byte> near3) = PlacesOf(places, 2);
        (Vector256<byte> far4, Vector256<byte> near4) = PlacesOf(places, 3);
        Vector256<byte> far = far1 & far2;
        Vector256<byte> near = near1 & near2;
        ulong two = Mask(far, near);
        far &= far3;
        near &= near3;
        return (two, Mask(far, near), Mask(far & far4, near & near4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<byte> Far, Vector256<byte> Near) PlacesOf(ReadOnlySpan<byte> places, int index)
    {
        Vector256<byte> wanted = Vector256.Create(places[Reach + index]);
        ReadOnlySpan<Vector256<byte>> vectors = MemoryMarshal.Cast<byte, Vector256<byte>>(places.Slice(index, Reach));
        return (Vector256.Equals(vectors[0], wanted), Vector256.Equals(vectors[1], wanted));
    }

    private static ulong Mask(Vector256<byte> far, Vector256<byte> near) =>
        far.ExtractMostSignificantBits() | ((ulong)near.ExtractMostSignificantBits() << Vector256<byte>.Count);

    private static (int Distance, int Length) FindLongest(ReadOnlySpan<byte> data, int position, ulong places, int maximum)
    {
        int bestDistance = 0;
        int bestLength = 0;
        while (places != 0 && bestLength < maximum)
        {
            int distance = 1 + BitOperations.LeadingZeroCount(places);
            places ^= 1ul << (Reach - distance);
            int length = HeatshrinkEncoder.MatchLength(data, position - distance, position, maximum);
            if (length > bestLength)
            {
                (bestDistance, bestLength) = (distance, length);
            }
        }

        return (bestDistance, bestLength);
    }

    // The last few bytes: there, four bytes would be more than are left.
    private (int Distance, int Length) FindNearEnd(ReadOnlySpan<byte> data, int position, int end)
    {
        ulong all = ulong.MaxValue << (Reach - parameters.WindowSize);
        (int distance, int length) = FindLongest(data, position, all, Math.Min(parameters.MaximumMatch, end - position));
        return length >= parameters.MinimumMatch ? (distance, length) : default;
    }
}
