using FlashFs.Reporting;

namespace FlashFs.Tests.Reporting;

[TestClass]
public sealed class HtmlWriterTests
{
    [TestMethod]
    // What is markup elsewhere
    [DataRow("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;")]
    [DataRow("\"'&", "&quot;&#39;&amp;")]
    // What has no shape, or turns the direction of what follows
    [DataRow("a\u202etxt.js", "a\\u{202e}txt.js")]
    [DataRow("line\nfeed\u0007", "line\\u{a}feed\\u{7}")]
    [DataRow("zero\u200bwidth\ufeff", "zero\\u{200b}width\\u{feff}")]
    [DataRow("\ue000", "\\u{e000}")]
    // What is text
    [DataRow("grüße 日記 🐦", "grüße 日記 🐦")]
    public void TextIsEscapedInEveryHole(string text, string expected)
    {
        var page = new HtmlWriter();
        page.Raw($"<b>{text}</b>");
        Assert.AreEqual($"<b>{expected}</b>", page.ToString());
    }

    [TestMethod]
    public void HalfASurrogatePairIsReplaced()
    {
        var page = new HtmlWriter();
        string half = string.Concat("a", '\ud800', "b"); // not a constant: those are markup of the caller's own
        page.Raw($"{half}");
        Assert.AreEqual("a\ufffdb", page.ToString());
    }

    [TestMethod]
    public void NumbersDoNotDependOnTheCulture()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            var other = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NumberGroupSeparator, other.NumberFormat.NegativeSign) = (",", ".", "~");
            System.Globalization.CultureInfo.CurrentCulture = other;
            var page = new HtmlWriter();
            page.Raw($"{1234567L} {0.5} {Sizes.Short(1536)} {Sizes.Bytes(12520)} {Sizes.Percent(1, 3)} {Sizes.Change(-1024)}");
            Assert.AreEqual("1234567 0.5 1.5 KB 12,520 33.3 % -1,024", page.ToString());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
