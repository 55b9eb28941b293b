using System.Buffers;
using System.Text;

namespace FlashFs.Formats.ChirpOs;

/// <summary>Code units of a file and the bytes that they stand for outside.</summary>
internal static class ChirpOsBytes
{
    private const int SurrogateBytes = 3;

    public static bool AreBytes(ReadOnlySpan<char> units) => !units.ContainsAnyExceptInRange('\0', (char)byte.MaxValue);

    /// <summary>Whether each code unit is one byte, the same number: then a range of one is a range of the other.</summary>
    public static bool AreOneToOne(ReadOnlySpan<char> units, bool binary) => binary || Ascii.IsValid(units);

    /// <summary>How many bytes there are.</summary>
    public static long CountOf(ReadOnlySpan<char> units, bool binary)
    {
        if (binary)
        {
            return units.Length;
        }

        // The encoding counts three bytes for each half of a surrogate pair, those of U+FFFD: as many as the half itself takes.
        return Encoding.UTF8.GetByteCount(units);
    }

    public static byte[] Of(ReadOnlySpan<char> units, bool binary)
    {
        byte[] bytes = new byte[checked((int)CountOf(units, binary))];
        if (binary)
        {
            CopyOneToOne(units, bytes);
            return bytes;
        }

        Span<byte> rest = bytes;
        while (!units.IsEmpty)
        {
            OperationStatus status = System.Text.Unicode.Utf8.FromUtf16(
                units, rest, out int read, out int written, replaceInvalidSequences: false);
            units = units[read..];
            rest = rest[written..];
            if (status != OperationStatus.Done)
            {
                WriteSurrogate(units[0], rest);
                units = units[1..];
                rest = rest[SurrogateBytes..];
            }
        }

        return bytes;
    }

    /// <summary>Puts units that are one byte each into bytes.</summary>
    public static void CopyOneToOne(ReadOnlySpan<char> units, Span<byte> bytes) => Encoding.Latin1.GetBytes(units, bytes);

    /// <summary>Whether a text has half a surrogate pair, so that its bytes are not valid UTF-8.</summary>
    public static bool HasUnpairedSurrogate(ReadOnlySpan<char> units)
    {
        while (units.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and int at)
        {
            if (at + 1 == units.Length || !char.IsSurrogatePair(units[at], units[at + 1]))
            {
                return true;
            }

            units = units[(at + 2)..];
        }

        return false;
    }

    private static void WriteSurrogate(char unit, Span<byte> bytes)
    {
        bytes[0] = (byte)(0xE0 | (unit >> 12));
        bytes[1] = (byte)(0x80 | ((unit >> 6) & 0x3F));
        bytes[2] = (byte)(0x80 | (unit & 0x3F));
    }
}
