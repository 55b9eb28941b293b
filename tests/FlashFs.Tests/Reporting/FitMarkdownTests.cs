using FlashFs.Pipeline.Manifest;
using FlashFs.Reporting;

namespace FlashFs.Tests.Reporting;

[TestClass]
public sealed class FitMarkdownTests
{
    [TestMethod]
    public void AnImageHasARowItsNextSmallerPlaceAndItsTenLargestFiles()
    {
        FileFit[] files = [.. Enumerable.Range(0, 12).Select(index => new FileFit($"web/file{index}.js", 2000 - index, 1000, 1100))];
        string text = Of(Image(files) with
        {
            WarnAt = 400_000, ErrorAt = 500_000, NextSmaller = new NextSmallerFit(262144, null, 1234, ["a.js", "b.js", "c.js", "d.js", "e.js"]), SmallestSize = 430_080,
        });
        StringAssert.Contains(text, "### Flash of `Firmware`\n", StringComparison.Ordinal);
        StringAssert.Contains(text, "| `spiffs.img` | SPIFFS | `storage` | 524,288 | 80.1 % | 400,000 | 20,000 | 104,288 | 25 (2 wanted) | **over** 400,000, fails at 500,000 |\n", StringComparison.Ordinal);
        StringAssert.Contains(text, "`spiffs.img`: 1,234 bytes too much for 256 KB; it would fit without `a.js`, `b.js`, `c.js` and 2 more of the largest; the smallest size that would do is 420 KB.", StringComparison.Ordinal);
        StringAssert.Contains(text, "the 10 largest of 12 files", StringComparison.Ordinal);
        StringAssert.Contains(text, "| `web/file0.js` | 2,000 | 1,000 | 1,100 | 100 |\n", StringComparison.Ordinal);
        Assert.DoesNotContain("file10.js", text, StringComparison.Ordinal);
    }

    [TestMethod]
    public void AnImageWithoutALimitHasNoShareAndNoSmallerPlace()
    {
        string text = Of(Image([]) with { Limit = null, Partition = null, Free = 0, FreeBlocks = null, FreeBlocksWanted = null, Size = 420_000 });
        StringAssert.Contains(text, "| `spiffs.img` | SPIFFS | – | 420,000 | – | 400,000 | 20,000 | 0 | – | – |\n", StringComparison.Ordinal);
        Assert.DoesNotContain("smallest", text, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("a_b/c*d.js", "`a_b/c*d.js`")]
    [DataRow("@team <img src=x> [x](y)", "`@team <img src=x> [x](y)`")]
    [DataRow("größe.js", "`größe.js`")]
    [DataRow("a|b", "<code>a&#124;b</code>")]
    [DataRow("a`b<i>", "<code>a&#96;b&#60;i&#62;</code>")]
    [DataRow("a\nb\u202e", "<code>a\\u&#123;a&#125;b\\u&#123;202e&#125;</code>")]
    [DataRow(" a", "<code> a</code>")]
    [DataRow("back\\slash|", "<code>back&#92;slash&#124;</code>")]
    public void NamesAreShownAndDoNothing(string name, string expected) => Assert.AreEqual(expected, MarkdownText.Code(name));

    private static string Of(ImageFit image) => FitMarkdown.ToText("Firmware", "bin/Debug/net10.0/flash/", new FitReport { Images = [image] });

    private static ImageFit Image(FileFit[] files) => new()
    {
        Name = "spiffs.img",
        Format = "spiffs",
        Partition = "storage",
        Size = 524_288,
        Limit = 524_288,
        Used = 420_000,
        Data = 400_000,
        Overhead = 20_000,
        Free = 104_288,
        FreeBlocks = 25,
        FreeBlocksWanted = 2,
        BlockSize = 4096,
        Files = files,
    };
}
