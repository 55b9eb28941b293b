using System.Text;

namespace FlashFs.Formats.ChirpOs;

/// <summary>Places in a text and in its UTF-8.</summary>
internal static class ChirpOsUtf8
{
    /// <summary>The bytes that places of a text begin at.</summary>
    /// <param name="text">The text.</param>
    /// <param name="places">The places, in ascending order.</param>
    public static long[] OffsetsOf(ReadOnlySpan<char> text, ReadOnlySpan<int> places)
    {
        long[] offsets = new long[places.Length];
        int last = 0;
        long offset = 0;
        for (int i = 0; i < places.Length; i++)
        {
            offset += Encoding.UTF8.GetByteCount(text[last..places[i]]);
            offsets[i] = offset;
            last = places[i];
        }

        return offsets;
    }
}
