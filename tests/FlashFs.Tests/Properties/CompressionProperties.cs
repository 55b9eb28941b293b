using FlashFs.Compression;
using FsCheck;
using FsCheck.Fluent;

namespace FlashFs.Tests.Properties;

/// <summary>What is packed comes back, in every setting and form, and takes exactly the room that it is said to take.</summary>
[TestClass]
public sealed class CompressionProperties
{
    [TestMethod]
    public void HeatshrinkGivesBackWhatItPacked()
    {
        Gen<(int Window, int Lookahead, FileCase File)> cases =
            from window in Gen.Choose(HeatshrinkParameters.MinimumWindowBits, HeatshrinkParameters.MaximumWindowBits)
            from lookahead in Gen.Choose(HeatshrinkParameters.MinimumLookaheadBits, window - 1)
            from file in FileCases.Files(20, Gen.OneOf(FileCases.Lengths(1 << Math.Min(window, 13), 2), Gen.Choose(0, 600)))
            select (window, lookahead, file);
        PropertyRun.Check(cases, packed => packed.File.Shrink().Select(file => packed with { File = file }), 600, packed =>
        {
            var parameters = new HeatshrinkParameters(packed.Window, packed.Lookahead);
            byte[] contents = packed.File.ToBytes();
            byte[] stream = Heatshrink.Encode(contents, parameters);
            Assert.IsLessThanOrEqualTo(Heatshrink.MaximumStreamLength(contents.Length), stream.Length);
            Assert.IsLessThanOrEqualTo(parameters.MaximumUnpackedLength(stream.Length), contents.Length);

            byte[] unpacked = new byte[contents.Length];
            Assert.IsTrue(Heatshrink.TryDecode(stream, unpacked, parameters, out int written));
            Assert.AreEqual(contents.Length, written);
            AssertBytes.AreEqual(contents, unpacked, packed.ToString());

            // Room for the stream is enough, and a byte less is not.
            byte[] tight = new byte[stream.Length];
            Assert.IsTrue(Heatshrink.TryEncode(contents, tight, parameters, out int length));
            AssertBytes.AreEqual(stream, tight.AsSpan(0, length), packed.ToString());
            Assert.IsTrue(stream.Length == 0 || !Heatshrink.TryEncode(contents, tight.AsSpan(1), parameters, out _), "a byte less is enough too");
        });
    }

    [TestMethod]
    public void AGzipMemberGivesBackWhatItPacked() =>
        PropertyRun.Check(FileCases.Files(20, FileCases.Lengths(40_000, 2)), file => file.Shrink(), 150, file =>
        {
            byte[] contents = file.ToBytes();
            AssertBytes.AreEqual(contents, GzipMember.Unpack(GzipMember.Pack(contents), contents.Length), file.ToString());
        });

    [TestMethod]
    public void LzStringGivesBackAnyCodeUnitsInEveryForm()
    {
        Gen<string> letters = Gen.OneOf(
            Gen.Choose('a', 'e').Select(letter => ((char)letter).ToString()),
            Gen.Choose(0, 0xFFFF).Select(letter => ((char)letter).ToString()), // halves of surrogate pairs as well
            Gen.Elements("\0", " ", "\uFFFF", "\u0100", "the same words again, ", "😀"));
        Gen<string> texts = from count in Gen.Frequency((1, Gen.Constant(0)), (6, Gen.Choose(1, 30)), (2, Gen.Choose(1, 1200)))
                            from some in letters.ArrayOf(count)
                            select string.Concat(some);
        PropertyRun.Check(texts, Shorter, 400, text =>
        {
            Assert.IsTrue(LzString.TryDecompressFromUtf16(LzString.CompressToUtf16(text), out string? utf16, out LzStringProblem problem), problem.ToString());
            Assert.AreEqual(text, utf16);
            Assert.IsTrue(LzString.TryDecompressFromBase64(LzString.CompressToBase64(text), out string? base64, out problem), problem.ToString());
            Assert.AreEqual(text, base64);
            Assert.IsTrue(LzString.TryDecompressFromEncodedUriComponent(LzString.CompressToEncodedUriComponent(text), out string? uri, out problem), problem.ToString());
            Assert.AreEqual(text, uri);
            Assert.IsTrue(LzString.TryDecompressFromUint8Array(LzString.CompressToUint8Array(text), out string? bytes, out problem), problem.ToString());
            Assert.AreEqual(text, bytes);
        });
    }

    private static IEnumerable<string> Shorter(string text)
    {
        if (text.Length > 0)
        {
            yield return text[..(text.Length / 2)];
            yield return text[(text.Length / 2 + 1)..];
            yield return text[1..];
            yield return text[..^1];
        }
    }
}
