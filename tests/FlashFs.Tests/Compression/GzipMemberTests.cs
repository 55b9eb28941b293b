using System.IO.Compression;
using FlashFs.Compression;
using FlashFs.Diagnostics;

namespace FlashFs.Tests.Compression;

[TestClass]
public sealed class GzipMemberTests
{
    private static readonly byte[] Text = [.. Enumerable.Repeat("body { color: red; margin: 0 }\n"u8.ToArray(), 50).SelectMany(line => line)];

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(1500)]
    public void AMemberHasAFixedHeaderAndUnpacksAgain(int length)
    {
        byte[] contents = Text[..length];
        byte[] member = GzipMember.Pack(contents);
        AssertBytes.AreEqual([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 0xFF], member.AsSpan(0, 10), "header");
        AssertBytes.AreEqual(contents, GzipMember.Unpack(member, length));
        AssertBytes.AreEqual(member, GzipMember.Pack(contents), "packed again");

        using var gzip = new GZipStream(new MemoryStream(member), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        gzip.CopyTo(unpacked);
        AssertBytes.AreEqual(contents, unpacked.ToArray(), "unpacked by the runtime");
    }

    [TestMethod]
    public void MembersOfOthersWithAllOptionalFieldsAreUnpacked()
    {
        byte[] plain = GzipMember.Pack(Text);
        byte[] member = [0x1F, 0x8B, 8, 0x1F, 1, 2, 3, 4, 0, 3, 3, 0, .. "xyz"u8, .. "site.css\0"u8, .. "a comment\0"u8, 0xAB, 0xCD, .. plain.AsSpan(10)];
        AssertBytes.AreEqual(Text, GzipMember.Unpack(member));
    }

    [TestMethod]
    public void AMemberOverTheLimitIsRefusedBeforeItIsUnpacked()
    {
        FlashFormatException thrown = Refused(() => GzipMember.Unpack(GzipMember.Pack(Text), Text.Length - 1));
        StringAssert.Contains(thrown.Message, "at most 1549 bytes", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ALengthThatTheBytesCannotStandForIsRefused()
    {
        byte[] member = GzipMember.Pack(Text);
        member[^1] = 0x7F;
        StringAssert.Contains(Refused(() => GzipMember.Unpack(member)).Message, "can stand for", StringComparison.Ordinal);
    }

    [TestMethod]
    public void WhatFollowsAMemberIsRefused()
    {
        byte[] member = GzipMember.Pack(Text);
        Refused(() => GzipMember.Unpack((byte[])[.. member, 0]));
        Refused(() => GzipMember.Unpack((byte[])[.. member, .. member]));

        // Behind the deflate stream, before an intact trailer: CRC and length are right.
        FlashFormatException thrown = Refused(() => GzipMember.Unpack((byte[])[.. member[..^8], 0, .. member[^8..]]));
        StringAssert.Contains(thrown.Message, "further bytes", StringComparison.Ordinal);
        Refused(() => GzipMember.Unpack((byte[])[.. member[..^8], .. new byte[20_000], .. member[^8..]]));
    }

    [TestMethod]
    public void MembersCutAnywhereAreRefused()
    {
        byte[] member = GzipMember.Pack(Text);
        for (int length = 0; length < member.Length; length++)
        {
            byte[] cut = member[..length];
            Refused(() => GzipMember.Unpack(cut));
        }
    }

    // Time, extra flags and operating system mean nothing to a reader: every other byte does.
    [TestMethod]
    public void AnyOtherByteThatCountsIsNoticed()
    {
        byte[] member = GzipMember.Pack(Text);
        for (int i = 0; i < member.Length; i++)
        {
            if (i is >= 4 and < 10)
            {
                continue;
            }

            for (int bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. member];
                changed[i] ^= (byte)(1 << bit);
                byte[]? unpacked = null;
                try
                {
                    unpacked = GzipMember.Unpack(changed);
                }
                catch (FlashFormatException e)
                {
                    Assert.AreEqual(DiagnosticCodes.CorruptCompression, e.Damage.Descriptor);
                }

                // A text flag, or bits of padding behind the last code, change nothing that is unpacked.
                Assert.IsTrue(unpacked is null || unpacked.AsSpan().SequenceEqual(Text), $"bit {bit} of byte {i}");
            }
        }
    }

    [TestMethod]
    public void NoDeflateStreamAtAllIsRefused() =>
        StringAssert.Contains(
            Refused(() => GzipMember.Unpack((byte[])[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0])).Message,
            "nothing between header and trailer",
            StringComparison.Ordinal);

    [TestMethod]
    public void CrcIsTheOrdinaryOne()
    {
        Assert.AreEqual(0xCBF43926u, Crc32.Compute("123456789"u8));
        Assert.AreEqual(0u, Crc32.Compute([]));
        Assert.AreEqual(Crc32.Compute(Text), Crc32.Append(Crc32.Compute(Text.AsSpan(0, 333)), Text.AsSpan(333)));
    }

    private static FlashFormatException Refused(Action unpack)
    {
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(unpack);
        Assert.AreEqual(DiagnosticCodes.CorruptCompression, thrown.Damage.Descriptor);
        return thrown;
    }
}
