using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlashFs.Files;

/// <summary>
/// A checksum of 64 bits that is many times as fast as a SHA-256. It tells whether bytes that were checked once are still the same; it
/// is no proof against somebody who wants it to be right, and no output has it: it is worked out and compared on one machine.
/// </summary>
internal static class Checksum
{
    // Odd, and with about as many ones as zeros in no pattern: the golden ratio and the square roots of 2 and 3, in 64 bits.
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0x6A09E667F3BCC909;
    private const ulong Third = 0xBB67AE8584CAA73B;

    private const int Lanes = 4;

    /// <summary>The checksum of bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        // In four rows, each of which waits for nobody but itself.
        (ulong a, ulong b, ulong c, ulong d) = (First, Second, Third, ~First);

        ref byte first = ref MemoryMarshal.GetReference(bytes);
        int words = bytes.Length / sizeof(ulong);
        int i = 0;
        for (; i + Lanes <= words; i += Lanes)
        {
            a = Mix(a, Word(ref first, i));
            b = Mix(b, Word(ref first, i + 1));
            c = Mix(c, Word(ref first, i + 2));
            d = Mix(d, Word(ref first, i + 3));
        }

        ulong sum = Mix(Mix(Mix(Mix((ulong)bytes.Length, a), b), c), d);
        for (; i < words; i++)
        {
            sum = Mix(sum, Word(ref first, i));
        }

        for (int rest = words * sizeof(ulong); rest < bytes.Length; rest++)
        {
            sum = Mix(sum, bytes[rest]);
        }

        return sum ^ (sum >> 32);
    }

    // Of a span of words the framework has no code, and every build would compile it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte first, int index) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, index * sizeof(ulong)));

    // A change of one word always changes the sum: each step can be undone. As a call it takes three times as long: the compiler that
    // compiles ahead does not put it into the loop by itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong sum, ulong word)
    {
        ulong mixed = sum + (word * Second);
        return ((mixed << 31) | (mixed >> 33)) * First;
    }
}
