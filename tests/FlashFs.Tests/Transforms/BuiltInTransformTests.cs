using System.IO.Compression;
using FlashFs.Caching;
using FlashFs.Files;
using FlashFs.Transforms;

namespace FlashFs.Tests.Transforms;

[TestClass]
public sealed class BuiltInTransformTests
{
    [TestMethod]
    public void GzipHasAFixedHeaderAndUnpacksToTheContents()
    {
        byte[] contents = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i / 100))];
        var transform = new GzipTransform();
        byte[] packed = Run(transform, contents);
        CollectionAssert.AreEqual(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 0xFF }, packed[..10], "no time, no name, best compression, no system");
        CollectionAssert.AreEqual(packed, Run(transform, contents));
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            gzip.CopyTo(unpacked);
        }

        CollectionAssert.AreEqual(contents, unpacked.ToArray());
        Assert.AreEqual("a/b.html.gz", transform.PathOf(FlashPath.Parse("a/b.html")).Value);
    }

    [TestMethod]
    public void AGzipMemberOfOtherContentsIsNotTaken()
    {
        var transform = new GzipTransform();
        byte[] packed = Run(transform, "abc"u8);
        Assert.IsTrue(transform.Explains("abc"u8, packed));
        Assert.IsFalse(transform.Explains("abd"u8, packed));
        Assert.IsFalse(transform.Explains("abcd"u8, packed));
        Assert.IsFalse(transform.Explains("abc"u8, packed.AsMemory(1)));
        Assert.IsFalse(transform.Explains("abc"u8, default));
    }

    [TestMethod]
    [DataRow("", "")]
    [DataRow("abc", "abc")]
    [DataRow("\uFEFFabc", "abc")]
    [DataRow("\uFEFF", "")]
    [DataRow("\uFEFF\uFEFFabc", "\uFEFFabc", DisplayName = "two marks: only the first is one")]
    [DataRow("a\uFEFF", "a\uFEFF")]
    public void AByteOrderMarkIsLeftOut(string contents, string expected) => Is(new StripBomTransform(), contents, expected);

    [TestMethod]
    [DataRow("", "")]
    [DataRow("a\nb\n", "a\nb\n")]
    [DataRow("a\r\nb\r\n", "a\nb\n")]
    [DataRow("a\rb\r", "a\nb\n")]
    [DataRow("\r\r\n\n\r", "\n\n\n\n")]
    [DataRow("a\r\n\0", "a\r\n\0", DisplayName = "a zero byte: no text")]
    public void LineEndsBecomeLineFeeds(string contents, string expected) => Is(new LineEndingsTransform(), contents, expected);

    [TestMethod]
    public void AZeroByteIsLookedForInTheFirst8000Bytes()
    {
        string text = new string('a', 7998) + "\r\n";
        Is(new LineEndingsTransform(), text + "\0", text.Replace("\r", "", StringComparison.Ordinal) + "\0");
        Is(new LineEndingsTransform(), text[1..] + "\0", text[1..] + "\0");
    }

    [TestMethod]
    public void EachTransformHasAKeyOfItsOwn()
    {
        string[] keys = [.. ((ContentTransform[])[new GzipTransform(), new StripBomTransform(), new LineEndingsTransform()]).Select(KeyOf)];
        CollectionAssert.AllItemsAreUnique(keys);
    }

    private static string KeyOf(ContentTransform transform)
    {
        using var key = new CacheKey();
        transform.AddTo(key, FlashPath.Parse("a"));
        return key.ToHex();
    }

    private static void Is(ContentTransform transform, string contents, string expected) => CollectionAssert.AreEqual(
        System.Text.Encoding.UTF8.GetBytes(expected), Run(transform, System.Text.Encoding.UTF8.GetBytes(contents)));

    private static byte[] Run(ContentTransform transform, ReadOnlySpan<byte> contents) =>
        transform.Run(new TransformInput(FlashPath.Parse("a"), contents.ToArray(), null), CancellationToken.None).ToArray();
}
