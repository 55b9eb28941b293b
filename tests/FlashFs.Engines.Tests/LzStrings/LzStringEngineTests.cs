using System.Globalization;
using System.Text;
using System.Text.Json;
using FlashFs.Compression;

namespace FlashFs.Engines.Tests.LzStrings;

/// <summary>lz-string from npm on the other side: the same characters from the same texts in all four forms, and either reads the other.</summary>
[TestClass]
public sealed class LzStringEngineTests
{
    private const int Count = 4200;

    [TestMethod]
    public void BothPackRandomTextsToTheSameCharactersAndReadWhatTheOtherPacked()
    {
        string[] texts = [.. Texts()];
        string[] theirs = Run(texts.Select(text => JsonSerializer.Serialize(new { text = HexOf(text) })));
        Assert.HasCount(texts.Length, theirs);
        var ours = new List<string>(texts.Length);
        for (int i = 0; i < texts.Length; i++)
        {
            Forms packed = JsonSerializer.Deserialize<Forms>(theirs[i])!;
            Forms mine = Forms.Of(texts[i]);
            Assert.AreEqual(packed, mine, $"text {i} of {texts[i].Length} code units");
            ours.Add(JsonSerializer.Serialize(mine));

            Assert.IsTrue(LzString.TryDecompressFromUtf16(TextOf(packed.utf16), out string? fromUtf16, out _));
            Assert.IsTrue(LzString.TryDecompressFromBase64(packed.base64, out string? fromBase64, out _));
            Assert.IsTrue(LzString.TryDecompressFromEncodedUriComponent(packed.uri, out string? fromUri, out _));
            Assert.IsTrue(LzString.TryDecompressFromUint8Array(Convert.FromHexString(packed.bytes), out string? fromBytes, out _));
            Assert.IsTrue(
                fromUtf16 == texts[i] && fromBase64 == texts[i] && fromUri == texts[i] && fromBytes == texts[i], $"text {i} came back otherwise");
        }

        string[] back = Run(ours);
        for (int i = 0; i < texts.Length; i++)
        {
            string[] four = JsonSerializer.Deserialize<string[]>(back[i])!;
            CollectionAssert.AreEqual(Enumerable.Repeat(HexOf(texts[i]), 4).ToArray(), four, $"text {i}");
        }
    }

    // From texts of one letter, whose phrases grow fastest, to all code units, with halves of surrogate pairs; lengths that pass
    // each change of the width of codes, and texts of repeated pieces, as files are.
    private static IEnumerable<string> Texts()
    {
        yield return "";
        yield return new string('a', 70_000);
        yield return string.Concat(Enumerable.Range(0, 65_536).Select(unit => (char)unit));
        var random = new Random(20260);
        int[] alphabets = [1, 2, 3, 10, 26, 128, 255, 256, 257, 1000, 0xD800, 0x10000];
        for (int i = 3; i < Count; i++)
        {
            int alphabet = alphabets[i % alphabets.Length];
            int first = random.Next(0x10000 - alphabet + 1);
            int length = i % 100 == 0 ? random.Next(20_000) : random.Next(1, 300);
            string text = string.Create(length, random, (units, source) =>
            {
                for (int unit = 0; unit < units.Length; unit++)
                {
                    units[unit] = (char)(first + source.Next(alphabet));
                }
            });
            yield return i % 3 == 0 ? string.Concat(Enumerable.Repeat(text[..Math.Min(50, text.Length)], random.Next(1, 30))) + text : text;
        }
    }

    private static string[] Run(IEnumerable<string> lines)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, lines);
            NodeRun run = NodeRun.Start("lz-string", "lz-string.js", path);
            Assert.AreEqual(0, run.ExitCode, run.Errors);
            return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string HexOf(string text)
    {
        var digits = new StringBuilder(text.Length * 4);
        foreach (char unit in text)
        {
            digits.Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture));
        }

        return digits.ToString();
    }

    private static string TextOf(string hex) => string.Create(hex.Length / 4, hex, static (text, digits) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)ushort.Parse(digits.AsSpan(i * 4, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }
    });

    // The names are those of the script.
    private sealed record Forms(string utf16, string base64, string uri, string bytes)
    {
        public static Forms Of(string text) => new(
            HexOf(LzString.CompressToUtf16(text)),
            LzString.CompressToBase64(text),
            LzString.CompressToEncodedUriComponent(text),
            Convert.ToHexStringLower(LzString.CompressToUint8Array(text)));
    }
}
