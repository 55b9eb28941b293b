using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace FlashFs.Compression;

/// <summary>
/// lz-string: a packing of text by phrases seen before, in four forms that survive where only text does. What is packed here
/// is, to the character, what lz-string 1.5.0 packs; both take any UTF-16 code units, halves of surrogate pairs included.
/// </summary>
/// <remarks>
/// Packing takes about 20 bytes of memory a phrase, and there are fewer phrases than characters. Unpacking ends on any input: it
/// takes two bytes a character of what comes out, doubled at most, and eight a step of what goes in.
/// Source: pieroxy/lz-string 1.5.0, <c>libs/lz-string.js</c>.
/// </remarks>
public static class LzString
{
    /// <summary>The longest text that unpacking gives where nothing else is said, in UTF-16 code units: 256 Mi.</summary>
    public const int DefaultMaximumLength = 1 << 28;

    private const int CharactersPerGroup = 4;

    /// <summary>Packs a text into UTF-16 code units from U+0020 to U+801F, 15 bits each, with a space behind: <c>compressToUTF16</c>.</summary>
    public static string CompressToUtf16(ReadOnlySpan<char> text) =>
        ToUtf16(LzStringEncoder.Encode(text, LzStringUtf16Units.BitsPerUnit));

    /// <summary>Packs a text into Base64, padded as the original pads it: <c>compressToBase64</c>.</summary>
    public static string CompressToBase64(ReadOnlySpan<char> text)
    {
        string packed = ToText(text, LzStringAlphabet.Base64);
        int rest = packed.Length % CharactersPerGroup;
        return rest == 0 ? packed : packed + new string(LzStringAlphabet.Base64.Padding, CharactersPerGroup - rest);
    }

    /// <summary>Packs a text into characters that a URI can have anywhere: <c>compressToEncodedURIComponent</c>.</summary>
    public static string CompressToEncodedUriComponent(ReadOnlySpan<char> text) => ToText(text, LzStringAlphabet.Uri);

    /// <summary>Packs a text into 16-bit units, big-endian: <c>compressToUint8Array</c>.</summary>
    public static byte[] CompressToUint8Array(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<ushort> units = LzStringEncoder.Encode(text, LzStringByteUnits.BitsPerUnit);
        byte[] packed = new byte[units.Length * 2];
        for (int i = 0; i < units.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packed.AsSpan(i * 2), units[i]);
        }

        return packed;
    }

    /// <summary>Unpacks what <see cref="CompressToUtf16"/> packs; what follows the end mark does not matter.</summary>
    /// <param name="packed">The packed text.</param>
    /// <param name="text">The text; null where there is a problem.</param>
    /// <param name="problem">Why it cannot be unpacked.</param>
    /// <param name="maximumLength">How long the text may get, in UTF-16 code units.</param>
    public static bool TryDecompressFromUtf16(
        ReadOnlySpan<char> packed,
        [NotNullWhen(true)] out string? text,
        out LzStringProblem problem,
        int maximumLength = DefaultMaximumLength) =>
        Finish(LzStringDecoder.Decode(new LzStringUtf16Units(packed), Checked(maximumLength)), out text, out problem);

    /// <summary>Unpacks what <see cref="CompressToBase64"/> packs; what follows the end mark does not matter, padding may be missing.</summary>
    /// <inheritdoc cref="TryDecompressFromUtf16" path="/param"/>
    public static bool TryDecompressFromBase64(
        ReadOnlySpan<char> packed,
        [NotNullWhen(true)] out string? text,
        out LzStringProblem problem,
        int maximumLength = DefaultMaximumLength) =>
        Finish(LzStringDecoder.Decode(new LzStringTextUnits(packed, LzStringAlphabet.Base64), Checked(maximumLength)), out text, out problem);

    /// <summary>Unpacks what <see cref="CompressToEncodedUriComponent"/> packs; a space counts as the <c>+</c> that some forms make of it.</summary>
    /// <inheritdoc cref="TryDecompressFromUtf16" path="/param"/>
    public static bool TryDecompressFromEncodedUriComponent(
        ReadOnlySpan<char> packed,
        [NotNullWhen(true)] out string? text,
        out LzStringProblem problem,
        int maximumLength = DefaultMaximumLength) =>
        Finish(LzStringDecoder.Decode(new LzStringTextUnits(packed, LzStringAlphabet.Uri), Checked(maximumLength)), out text, out problem);

    /// <summary>Unpacks what <see cref="CompressToUint8Array"/> packs; what follows the end mark does not matter.</summary>
    /// <inheritdoc cref="TryDecompressFromUtf16" path="/param"/>
    public static bool TryDecompressFromUint8Array(
        ReadOnlySpan<byte> packed,
        [NotNullWhen(true)] out string? text,
        out LzStringProblem problem,
        int maximumLength = DefaultMaximumLength) =>
        Finish(LzStringDecoder.Decode(new LzStringByteUnits(packed), Checked(maximumLength)), out text, out problem);

    /// <summary>The characters of units of the UTF-16 form.</summary>
    internal static string ToUtf16(ReadOnlySpan<ushort> units) => string.Create(units.Length + 1, units, static (packed, units) =>
    {
        for (int i = 0; i < units.Length; i++)
        {
            packed[i] = (char)(units[i] + LzStringUtf16Units.First);
        }

        packed[^1] = LzStringUtf16Units.End;
    });

    private static string ToText(ReadOnlySpan<char> text, LzStringAlphabet alphabet)
    {
        ReadOnlySpan<ushort> units = LzStringEncoder.Encode(text, LzStringTextUnits.BitsPerUnit);
        char[] packed = new char[units.Length];
        for (int i = 0; i < units.Length; i++)
        {
            packed[i] = alphabet[units[i]];
        }

        return new string(packed);
    }

    private static int Checked(int maximumLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumLength);
        return Math.Min(maximumLength, DefaultMaximumLength);
    }

    private static bool Finish(LzStringText unpacked, [NotNullWhen(true)] out string? text, out LzStringProblem problem)
    {
        problem = unpacked.Problem;
        text = problem == LzStringProblem.None ? unpacked.Text.ToString() : null;
        return text is not null;
    }
}
