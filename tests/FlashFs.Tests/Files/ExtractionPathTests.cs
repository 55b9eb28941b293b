using FlashFs.Files;

namespace FlashFs.Tests.Files;

[TestClass]
public sealed class ExtractionPathTests
{
    [TestMethod]
    [DataRow("index.html")]
    [DataRow("css/site.css")]
    [DataRow(".hidden")]
    [DataRow("a/.b/c")]
    [DataRow("..a")]
    [DataRow("...a/x")]
    [DataRow(" leading space")]
    [DataRow("two words/é/日本語.txt")]

    // Names that only begin like a device.
    [DataRow("console")]
    [DataRow("con1")]
    [DataRow("com")]
    [DataRow("com10")]
    [DataRow("comx")]
    [DataRow("lpt")]
    [DataRow("nul_")]
    [DataRow("x.con")]
    [DataRow("auxiliary/prn-1")]
    public void NamesThatMeanOneFileOnEveryHostAreTaken(string name) => Assert.IsNull(ExtractionPath.Problem(name));

    [TestMethod]

    // Out of the folder.
    [DataRow("..", "segment '..'")]
    [DataRow("../x", "segment '..'")]
    [DataRow("a/../../x", "segment '..'")]
    [DataRow("a/..", "segment '..'")]
    [DataRow("/etc/passwd", "absolute")]
    [DataRow("//host/share", "absolute")]

    // Out of the folder on Windows.
    [DataRow(@"..\x", @"'\'")]
    [DataRow(@"a\..\..\x", @"'\'")]
    [DataRow(@"\\host\share", @"'\'")]
    [DataRow("C:/x", "':'")]
    [DataRow("c:x", "':'")]
    [DataRow("a/b:stream", "':'")]

    // No path at all, or not the one it seems.
    [DataRow("", "empty")]
    [DataRow("a//b", "empty segment")]
    [DataRow("a/", "empty segment")]
    [DataRow("./a", "segment '.'")]
    [DataRow("a/./b", "segment '.'")]
    [DataRow("a.", "dot or space")]
    [DataRow("a /b", "dot or space")]
    [DataRow("...", "dot or space")]
    [DataRow("what?", "'?'")]
    [DataRow("a*", "'*'")]
    [DataRow("<a", "'<'")]
    [DataRow("a>", "'>'")]
    [DataRow("a|b", "'|'")]
    [DataRow("\"a\"", "'\"'")]
    [DataRow("a\nb", "U+000A")]
    [DataRow("a\0", "U+0000")]
    [DataRow("\u001b[2J", "U+001B")]
    [DataRow("\u007f", "U+007F")]

    // Devices, with any extension, in any case.
    [DataRow("CON", "device")]
    [DataRow("con", "device")]
    [DataRow("Con.txt", "device")]
    [DataRow("con .txt", "device")]
    [DataRow("a/prn", "device")]
    [DataRow("aux/x", "device")]
    [DataRow("nul.tar.gz", "device")]
    [DataRow("com0", "device")]
    [DataRow("COM9.log", "device")]
    [DataRow("lpt1", "device")]
    [DataRow("com\u00b9", "device")]
    [DataRow("LPT\u00b3.x", "device")]
    [DataRow("conin$", "device")]
    [DataRow("CONOUT$", "device")]
    public void OtherNamesAreRefusedWithTheReason(string name, string reason) =>
        StringAssert.Contains(ExtractionPath.Problem(name), reason, StringComparison.Ordinal);

    [TestMethod]
    public void LengthsAreLimitedInBytes()
    {
        Assert.IsNull(ExtractionPath.Problem(new string('a', 255)));
        Assert.IsNull(ExtractionPath.Problem(new string('é', 127)));
        StringAssert.Contains(ExtractionPath.Problem(new string('a', 256)), "255", StringComparison.Ordinal);
        StringAssert.Contains(ExtractionPath.Problem(new string('é', 128)), "255", StringComparison.Ordinal);

        string deep = string.Join('/', Enumerable.Repeat("a", 512));
        Assert.IsNull(ExtractionPath.Problem(deep));
        StringAssert.Contains(ExtractionPath.Problem(deep + "/b"), "1024", StringComparison.Ordinal);
    }
}
