namespace FlashFs.Compression;

/// <summary>The numbers of an lz-string: what the codes mean and how a value lies in the bits.</summary>
/// <remarks>
/// A code of <c>n</c> bits is stored with its lowest bit first, into units that fill from their highest bit. Codes 0 and 1
/// announce a character of 8 or 16 bits that is seen for the first time, 2 is the end mark, phrases count from 3. Codes
/// begin with two bits and get one more whenever as many phrases and first characters have gone by as the width allows.
/// Source: pieroxy/lz-string 1.5.0, <c>libs/lz-string.js</c>.
/// </remarks>
internal static class LzStringBits
{
    public const int NarrowCharacterCode = 0;
    public const int WideCharacterCode = 1;
    public const int EndCode = 2;
    public const int FirstPhrase = 3;

    public const int NarrowCharacterBits = 8;
    public const int WideCharacterBits = 16;

    public const int FirstCodeBits = 2;

    /// <summary>How many steps the first width lasts.</summary>
    public const int FirstSteps = 2;

    /// <summary>The widest code: one more would count more phrases than a text has characters.</summary>
    public const int MaximumCodeBits = 31;

    /// <summary>The lowest bits of a value in the opposite order.</summary>
    public static uint Reverse(uint value, int count)
    {
        value = ((value & 0x55555555) << 1) | ((value >> 1) & 0x55555555);
        value = ((value & 0x33333333) << 2) | ((value >> 2) & 0x33333333);
        value = ((value & 0x0F0F0F0F) << 4) | ((value >> 4) & 0x0F0F0F0F);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value) >> (32 - count);
    }
}
