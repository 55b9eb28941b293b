using FlashFs.Files;

namespace FlashFs.Tests.Files;

[TestClass]
public sealed class FlashPathTests
{
    [TestMethod]
    [DataRow("a", "a")]
    [DataRow("/a/b.js", "a/b.js")]
    [DataRow("./a/b.js", "a/b.js")]
    [DataRow(".hidden", ".hidden")]
    [DataRow("...", "...")]
    [DataRow("mit Leer zeichen/ä.txt", "mit Leer zeichen/ä.txt")]
    public void TextBecomesAPathWithoutLeadingSlash(string text, string expected) =>
        Assert.AreEqual(expected, FlashPath.Parse(text).Value);

    [TestMethod]
    [DataRow("", "empty")]
    [DataRow("/", "empty")]
    [DataRow("a//b", "empty segment")]
    [DataRow("a/", "empty segment")]
    [DataRow("a/../b", "'..'")]
    [DataRow("..", "'..'")]
    [DataRow("a/./b", "'.'")]
    [DataRow("a\0b", "NUL")]
    public void WhatIsNoPathIsRefusedWithTheReason(string text, string reason)
    {
        Assert.IsFalse(FlashPath.TryParse(text, out _, out string? why));
        StringAssert.Contains(why, reason, StringComparison.Ordinal);
    }

    [TestMethod]
    public void HalfASurrogatePairIsRefused()
    {
        // Not a DataRow: an attribute stores its text as UTF-8 and would mend it.
        Assert.IsFalse(FlashPath.TryParse("a\uD800b", out _, out string? why));
        StringAssert.Contains(why, "surrogate", StringComparison.Ordinal);
    }

    [TestMethod]
    public void OrderIsThatOfTheUtf8Bytes()
    {
        string[] texts = ["a", "a-b", "a/b", "a0", "B", "z", "é", "\uE000", "\uFFFD", "\U0001F600", "\U0001F600x"];
        FlashPath[] sorted = [.. texts.Select(FlashPath.Parse).Order()];
        string[] expected = [.. texts.OrderBy(text => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text)), StringComparer.Ordinal)];
        CollectionAssert.AreEqual(expected, sorted.Select(path => path.Value).ToArray());
    }

    [TestMethod]
    public void LengthCountsUtf8Bytes() => Assert.AreEqual(5, FlashPath.Parse("/äö.").Utf8Length);

    [TestMethod]
    public void ExtensionIsWhatFollowsTheLastDotOfTheName()
    {
        Assert.AreEqual("gz", FlashPath.Parse("a.b/c.js.gz").Extension);
        Assert.AreEqual("", FlashPath.Parse("a.b/c").Extension);
    }
}
