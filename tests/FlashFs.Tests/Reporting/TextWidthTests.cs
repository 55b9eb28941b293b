using FlashFs.Reporting;

namespace FlashFs.Tests.Reporting;

[TestClass]
public sealed class TextWidthTests
{
    [TestMethod]
    [DataRow("short.js", 10, "short.js")]
    [DataRow("0123456789", 10, "0123456789")]
    [DataRow("0123456789a", 10, "0123…6789a")]
    [DataRow("日本語日本語", 8, "日…本語")]
    [DataRow("a\u202eb", 8, "a…b")]
    [DataRow("😀😀😀😀😀😀", 7, "😀…😀")]
    public void BothEndsAreKept(string text, int columns, string expected) => Assert.AreEqual(expected, TextWidth.Cut(text, columns));
}
