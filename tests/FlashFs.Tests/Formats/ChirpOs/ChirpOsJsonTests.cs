using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

[TestClass]
public sealed class ChirpOsJsonTests
{
    [TestMethod]
    public void EveryCodeUnitIsWrittenAsJsonStringifyWritesItAndComesBack()
    {
        // Alone, before and after a letter; halves of surrogate pairs among them.
        for (int unit = 0; unit <= char.MaxValue; unit++)
        {
            string text = $"{(char)unit}a{(char)unit}";
            string json = Written(text);
            string expected = (char)unit switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => $"\\u{unit:x4}",
                >= '\uD800' and <= '\uDFFF' => $"\\u{unit:x4}",
                _ => $"{(char)unit}",
            };
            Assert.AreEqual($"\"{expected}a{expected}\"", json, $"U+{unit:x4}");
            Assert.AreEqual(text, Read(json), $"U+{unit:x4}");
            Assert.AreEqual(text, Read($"\"\\u{unit:X4}a\\u{unit:x4}\""), $"U+{unit:x4} escaped");
        }
    }

    [TestMethod]
    public void PairsStayAndHalvesAreEscaped()
    {
        Assert.AreEqual("\"😀\"", Written("😀"));
        Assert.AreEqual("\"\\ude00😀\\ud83d\"", Written("\ude00😀\ud83d"));
        Assert.AreEqual("\"\\ud83d😀\"", Written("\ud83d😀"));
        Assert.AreEqual("\ud83d\ude00", Read("\"\ud83d\\ude00\""), "half of it escaped");
        Assert.AreEqual("\ud83d", Read("\"\ud83d\""), "what older engines write");
    }

    [TestMethod]
    public void NumbersAndWordsAreTakenWhole()
    {
        foreach (string word in (string[])["0", "-1", "1700000000000", "1e3", "1.5E-3", "true", "false", "null"])
        {
            var reader = new ChirpOsJsonReader($" {word} ,");
            Assert.IsTrue(reader.TryReadWord(out ReadOnlySpan<char> taken), word);
            Assert.AreEqual(word, taken.ToString());
            Assert.IsTrue(reader.TryTake(','));
        }

        foreach (string word in (string[])["", "+1", ".5", "1.", "nul", "True", "NaN", "Infinity", "0x10", "1-", "--1"])
        {
            var reader = new ChirpOsJsonReader(word);
            Assert.IsFalse(reader.TryReadWord(out _), word);
        }
    }

    [TestMethod]
    [DataRow("[1,[2,{\"a\":[]}],\"]\"]", true)]
    [DataRow("{\"\\\"}\":{}}", true)]
    [DataRow("[", false)]
    [DataRow("\"never ends", false)]
    [DataRow("\"never ends\\", false)]
    [DataRow("]", false)]
    [DataRow("[nope]", false)]
    public void ValuesAreSkippedWhole(string value, bool whole)
    {
        var reader = new ChirpOsJsonReader(value);
        Assert.AreEqual(whole, reader.TrySkipValue());
        Assert.AreEqual(whole, reader.IsAtEnd() && whole);
    }

    private static string Written(string text)
    {
        var writer = new ChirpOsJsonWriter(indented: false);
        writer.String(text);
        return writer.Text.ToString();
    }

    private static string? Read(string json)
    {
        var reader = new ChirpOsJsonReader(json);
        return reader.TryReadString(out string text) && reader.IsAtEnd() ? text : null;
    }
}
