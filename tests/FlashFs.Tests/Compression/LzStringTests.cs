using System.Globalization;
using System.Text;
using System.Text.Json;
using FlashFs.Compression;

namespace FlashFs.Tests.Compression;

[TestClass]
public sealed class LzStringTests
{
    private static IEnumerable<(string Text, string Utf16Hex, string Base64, string Uri, string Uint8Hex)> LzStringVectors => Load();

    public static IEnumerable<int> VectorNumbers => Enumerable.Range(0, Load().Count);

    [TestMethod]
    public void ThereAreVectorsWithHalvesOfSurrogatePairs()
    {
        Assert.IsGreaterThanOrEqualTo(9, LzStringVectors.Count());
        Assert.IsTrue(LzStringVectors.Any(vector => vector.Text.Contains('\uD800')));
    }

    [TestMethod]
    [DynamicData(nameof(VectorNumbers))]
    public void PacksAsTheOriginalDoesInAllFourForms(int number)
    {
        (string text, string utf16Hex, string base64, string uri, string uint8Hex) = Load()[number];
        Assert.AreEqual(utf16Hex, Hex(LzString.CompressToUtf16(text)));
        Assert.AreEqual(base64, LzString.CompressToBase64(text));
        Assert.AreEqual(uri, LzString.CompressToEncodedUriComponent(text));
        Assert.AreEqual(uint8Hex, Convert.ToHexStringLower(LzString.CompressToUint8Array(text)));
    }

    [TestMethod]
    [DynamicData(nameof(VectorNumbers))]
    public void UnpacksWhatTheOriginalPackedInAllFourForms(int number)
    {
        (string text, string utf16Hex, string base64, string uri, string uint8Hex) = Load()[number];
        Assert.IsTrue(LzString.TryDecompressFromUtf16(Unhex(utf16Hex), out string? fromUtf16, out _));
        Assert.AreEqual(text, fromUtf16);
        Assert.IsTrue(LzString.TryDecompressFromBase64(base64, out string? fromBase64, out _));
        Assert.AreEqual(text, fromBase64);
        Assert.IsTrue(LzString.TryDecompressFromEncodedUriComponent(uri, out string? fromUri, out _));
        Assert.AreEqual(text, fromUri);
        Assert.IsTrue(LzString.TryDecompressFromUint8Array(Convert.FromHexString(uint8Hex), out string? fromBytes, out LzStringProblem problem));
        Assert.AreEqual(text, fromBytes);
        Assert.AreEqual(LzStringProblem.None, problem);
    }

    [TestMethod]
    public void TextsOfEveryKindComeBack()
    {
        foreach (string text in Texts())
        {
            Assert.IsTrue(LzString.TryDecompressFromUtf16(LzString.CompressToUtf16(text), out string? fromUtf16, out _));
            Assert.AreEqual(text, fromUtf16);
            Assert.IsTrue(LzString.TryDecompressFromBase64(LzString.CompressToBase64(text), out string? fromBase64, out _));
            Assert.AreEqual(text, fromBase64);
            Assert.IsTrue(LzString.TryDecompressFromEncodedUriComponent(LzString.CompressToEncodedUriComponent(text), out string? fromUri, out _));
            Assert.AreEqual(text, fromUri);
            Assert.IsTrue(LzString.TryDecompressFromUint8Array(LzString.CompressToUint8Array(text), out string? fromBytes, out _));
            Assert.AreEqual(text, fromBytes);
        }
    }

    [TestMethod]
    public void WhatTransportDoesToAFormIsForgiven()
    {
        string text = LoadTexts().First(candidate => LzString.CompressToEncodedUriComponent(candidate).Contains('+'));
        string uri = LzString.CompressToEncodedUriComponent(text).Replace('+', ' ');
        Assert.IsTrue(LzString.TryDecompressFromEncodedUriComponent(uri, out string? fromUri, out _), "a form makes spaces of plus signs");
        Assert.AreEqual(text, fromUri);

        string base64 = LzString.CompressToBase64("hello, flash");
        Assert.EndsWith("=", base64);
        Assert.IsTrue(LzString.TryDecompressFromBase64(base64.TrimEnd('='), out string? fromBase64, out _), "padding may be missing");
        Assert.AreEqual("hello, flash", fromBase64);

        Assert.IsTrue(LzString.TryDecompressFromUtf16(LzString.CompressToUtf16("x").TrimEnd(' ') + "\u0001\uFFFF", out string? followed, out _));
        Assert.AreEqual("x", followed, "what follows the end mark");
    }

    [TestMethod]
    public void WhatIsNoLzStringIsNamed()
    {
        AssertProblem(LzStringProblem.EndsEarly, "");
        AssertProblem(LzStringProblem.InvalidCharacter, "\u001F");
        AssertProblem(LzStringProblem.InvalidCharacter, "\u8020");
        AssertProblem(LzStringProblem.InvalidCode, "\u7FFF\u7FFF"); // a first step cannot refer to anything
        AssertProblem(LzStringProblem.InvalidCode, Packed((0, 2), ('a', 8), (7, 3), (2, 3)));
        Assert.IsFalse(LzString.TryDecompressFromBase64("BYUw*", out _, out LzStringProblem base64));
        Assert.AreEqual(LzStringProblem.InvalidCharacter, base64);
        Assert.IsFalse(LzString.TryDecompressFromBase64("BYUw\u00E9", out _, out base64));
        Assert.AreEqual(LzStringProblem.InvalidCharacter, base64);
        Assert.IsFalse(LzString.TryDecompressFromEncodedUriComponent("BYUw/", out _, out LzStringProblem uri));
        Assert.AreEqual(LzStringProblem.InvalidCharacter, uri);
        Assert.IsFalse(LzString.TryDecompressFromUint8Array([0x40], out _, out LzStringProblem bytes));
        Assert.AreEqual(LzStringProblem.EndsEarly, bytes);
    }

    [TestMethod]
    public void EveryCutEndsEarly()
    {
        string packed = LzString.CompressToUtf16(LoadTexts().MaxBy(text => text.Length)!).TrimEnd(' ');
        for (int length = 0; length < packed.Length; length++)
        {
            AssertProblem(LzStringProblem.EndsEarly, packed[..length]);
        }
    }

    [TestMethod]
    [Timeout(60_000)]
    public void NoiseEndsWithATextOrAProblem()
    {
        var random = new Random(1);
        int unpacked = 0;
        for (int i = 0; i < 20_000; i++)
        {
            char[] noise = [.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(0x20, i % 2 == 0 ? 0x8020 : 0x10000))];
            bool good = LzString.TryDecompressFromUtf16(noise, out string? text, out LzStringProblem problem, 1 << 16);
            Assert.AreEqual(good, problem == LzStringProblem.None);
            Assert.AreEqual(good, text is not null);
            unpacked += good ? 1 : 0;
        }

        Assert.IsGreaterThan(0, unpacked, "an end mark comes about by chance");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void GrowthStopsAtTheLimit()
    {
        // Every step refers to the phrase that it makes: a text of some 800 million characters out of 64 kB.
        var units = new LzStringUnitWriter(LzStringUtf16Units.BitsPerUnit);
        int bits = LzStringBits.FirstCodeBits;
        int left = LzStringBits.FirstSteps;
        units.Write(LzStringBits.NarrowCharacterCode, bits);
        units.Write('a', 8);
        left -= 2;
        for (int step = 0, phrase = 4; step < 40_000; step++, phrase++)
        {
            if (left == 0)
            {
                left = 1 << bits++;
            }

            units.Write(phrase, bits);
            left--;
        }

        units.Finish();
        string bomb = LzString.ToUtf16(units.Units);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.IsFalse(LzString.TryDecompressFromUtf16(bomb, out string? text, out LzStringProblem problem, 1_000_000));
        Assert.IsNull(text);
        Assert.AreEqual(LzStringProblem.TooLong, problem);
        Assert.IsLessThan(10_000_000, GC.GetAllocatedBytesForCurrentThread() - before, "memory is bound by the limit");
    }

    [TestMethod]
    public void ATextOfExactlyTheLimitIsUnpacked()
    {
        string packed = LzString.CompressToUtf16(new string('x', 1000));
        Assert.IsTrue(LzString.TryDecompressFromUtf16(packed, out string? text, out _, 1000));
        Assert.AreEqual(1000, text.Length);
        Assert.IsFalse(LzString.TryDecompressFromUtf16(packed, out _, out LzStringProblem problem, 999));
        Assert.AreEqual(LzStringProblem.TooLong, problem);
        Assert.IsTrue(LzString.TryDecompressFromUtf16(LzString.CompressToUtf16(""), out string? empty, out _, 0));
        Assert.AreEqual("", empty);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LzString.TryDecompressFromUtf16(packed, out _, out _, -1));
    }

    [TestMethod]
    [Timeout(60_000)]
    public void LongTextsTakeTimeInProportion()
    {
        // Phrases of thousands of characters: whoever copies or hashes them whole at every step does not come back in time.
        string text = string.Concat(Enumerable.Repeat(new string('a', 5000) + "b", 4000));
        Assert.IsTrue(LzString.TryDecompressFromUtf16(LzString.CompressToUtf16(text), out string? back, out _));
        Assert.AreEqual(text.Length, back.Length);
        Assert.IsTrue(text.Equals(back, StringComparison.Ordinal));
    }

    [TestMethod]
    public void BothSidesPutAPlaceOfTheTextIntoTheSameUnit()
    {
        foreach (string text in Texts().Where(text => text.Length > 0))
        {
            int[] places = [.. Enumerable.Range(0, text.Length + 2)];
            int[] packing = new int[places.Length];
            int[] unpacking = new int[places.Length];
            ReadOnlySpan<ushort> units = LzStringEncoder.Encode(text, LzStringUtf16Units.BitsPerUnit, places, packing);
            LzStringDecoder.Locate(new LzStringUtf16Units(LzString.ToUtf16(units)), places, unpacking);
            CollectionAssert.AreEqual(packing, unpacking);
            CollectionAssert.AreEqual(packing.Order().ToArray(), packing);
            Assert.AreEqual(0, packing[0]);
            Assert.IsLessThan(units.Length, packing[^1]);
        }
    }

    private static void AssertProblem(LzStringProblem expected, string packed)
    {
        Assert.IsFalse(LzString.TryDecompressFromUtf16(packed, out string? text, out LzStringProblem problem));
        Assert.IsNull(text);
        Assert.AreEqual(expected, problem, Hex(packed));
    }

    private static string Packed(params (int Value, int Bits)[] numbers)
    {
        var units = new LzStringUnitWriter(LzStringUtf16Units.BitsPerUnit);
        foreach ((int value, int bits) in numbers)
        {
            units.Write(value, bits);
        }

        units.Finish();
        return LzString.ToUtf16(units.Units);
    }

    // Small and large alphabets, long runs, texts, every code unit there is.
    private static IEnumerable<string> Texts()
    {
        var random = new Random(7);
        foreach (int alphabet in (int[])[1, 2, 3, 10, 256, 300, 65536])
        {
            foreach (int length in (int[])[0, 1, 2, 3, 10, 100, 5000])
            {
                yield return new string([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(alphabet))]);
            }
        }

        yield return new string([.. Enumerable.Range(0, 0x10000).Select(unit => (char)unit)]);
        foreach (string text in LoadTexts())
        {
            yield return text;
        }
    }

    private static IEnumerable<string> LoadTexts() => Load().Select(vector => vector.Text);

    // JsonElement refuses halves of surrogate pairs, so the texts are unescaped here.
    private static List<(string Text, string Utf16Hex, string Base64, string Uri, string Uint8Hex)> Load() =>
    [
        .. Vectors.Json("lzstring/lzstring.json").GetProperty("vectors").EnumerateArray().Select(vector => (
            Unescape(vector.GetProperty("text")),
            vector.GetProperty("utf16Hex").GetString()!,
            vector.GetProperty("base64").GetString()!,
            vector.GetProperty("uriComponent").GetString()!,
            vector.GetProperty("uint8Hex").GetString()!)),
    ];

    private static string Unescape(JsonElement element)
    {
        string raw = element.GetRawText()[1..^1];
        var text = new StringBuilder();
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            char escaped = raw[++i];
            if (escaped == 'u')
            {
                text.Append((char)int.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(escaped switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => escaped });
            }
        }

        return text.ToString();
    }

    private static string Hex(string text) => string.Concat(text.Select(unit => ((int)unit).ToString("x4", CultureInfo.InvariantCulture)));

    private static string Unhex(string hex) =>
        new([.. Enumerable.Range(0, hex.Length / 4).Select(i => (char)int.Parse(hex.AsSpan(i * 4, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture))]);
}
