using System.Text;
using FlashFs.Caching;

namespace FlashFs.Tests.Caching;

/// <summary>The message of the Remote Execution API, against bytes written by hand from its definition.</summary>
[TestClass]
public sealed class ActionResultMessageTests
{
    private const string Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly ActionResult Result = new("espfs.img", Sha256, 300);

    // ActionResult.output_files = 2, OutputFile.path = 1, OutputFile.digest = 2, Digest.hash = 1, Digest.size_bytes = 2.
    private static byte[] Bytes =>
    [
        0x12, 2 + 9 + 2 + 2 + 64 + 3,
        0x0A, 9, .. "espfs.img"u8,
        0x12, 2 + 64 + 3,
        0x0A, 64, .. Encoding.ASCII.GetBytes(Sha256),
        0x10, 0xAC, 0x02,
    ];

    [TestMethod]
    public void TheBytesAreThoseOfTheDefinition() => AssertBytes.AreEqual(Bytes, ActionResultMessage.ToBytes(Result));

    [TestMethod]
    [DataRow("a", 0L)]
    [DataRow("image with spaces ä", 1L)]
    [DataRow("x", long.MaxValue)]
    public void WhatIsWrittenComesBack(string path, long length)
    {
        var result = new ActionResult(path, Sha256, length);
        Assert.AreEqual(result, ActionResultMessage.Parse(ActionResultMessage.ToBytes(result)));
    }

    [TestMethod]
    public void EveryTruncationIsNoMessage()
    {
        for (int length = 0; length < Bytes.Length; length++)
        {
            Assert.IsNull(ActionResultMessage.Parse(Bytes.AsSpan(0, length)), $"{length} bytes");
        }
    }

    [TestMethod]
    public void FieldsThatAreNotKnownAreSkipped()
    {
        byte[] more = [.. Bytes, 0x2A, 2, 1, 2, 0x30, 5, 0x39, 1, 2, 3, 4, 5, 6, 7, 8, 0x45, 1, 2, 3, 4];
        Assert.AreEqual(Result, ActionResultMessage.Parse(more));
    }

    [TestMethod]
    public void AnExitCodeOfZeroIsASuccessAndAnyOtherNone()
    {
        Assert.AreEqual(Result, ActionResultMessage.Parse([.. Bytes, 0x20, 0]));
        Assert.IsNull(ActionResultMessage.Parse([.. Bytes, 0x20, 1]));
        Assert.IsNull(ActionResultMessage.Parse([.. Bytes, 0x20, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]));
    }

    [TestMethod]
    public void TwoFilesAreNotOurs() => Assert.IsNull(ActionResultMessage.Parse([.. Bytes, .. Bytes]));

    [TestMethod]
    public void AFileWithoutNameOrDigestIsNone()
    {
        Assert.IsNull(ActionResultMessage.Parse([0x12, 0]));
        Assert.IsNull(ActionResultMessage.Parse([0x12, 3, 0x0A, 1, (byte)'a']));
        Assert.IsNull(ActionResultMessage.Parse(ActionResultMessage.ToBytes(Result with { Path = "" })));
        Assert.IsNull(ActionResultMessage.Parse(ActionResultMessage.ToBytes(Result with { Path = new string('a', 1025) })));
    }

    [TestMethod]
    [DataRow("9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08")]
    [DataRow("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0")]
    [DataRow("../../../../../../../../../../../../../../../../../../etc/passwd")]
    [DataRow("")]
    public void AHashThatIsNoneIsRefused(string hash) =>
        Assert.IsNull(ActionResultMessage.Parse(ActionResultMessage.ToBytes(Result with { Sha256 = hash })));

    [TestMethod]
    public void ANegativeLengthIsRefused() => Assert.IsNull(ActionResultMessage.Parse(ActionResultMessage.ToBytes(Result with { Length = -1 })));

    [TestMethod]
    public void WhatIsTooLongIsNotOurs() => Assert.IsNull(ActionResultMessage.Parse([.. Bytes, 0x2A, 0x80, 0x20, .. new byte[4096]]));

    [TestMethod]
    public void AnythingAtAllIsAResultOrNone()
    {
        var random = new Random(20_240_601);
        for (int i = 0; i < 200_000; i++)
        {
            byte[] bytes = Bytes;
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Sound(bytes);
            byte[] noise = new byte[random.Next(64)];
            random.NextBytes(noise);
            Sound(noise);
        }
    }

    // Whatever comes out can be used as the name of a file and as a length.
    private static void Sound(byte[] bytes)
    {
        if (ActionResultMessage.Parse(bytes) is { } result)
        {
            Assert.IsTrue(result.Sha256.Length == 64 && result.Sha256.All(char.IsAsciiHexDigitLower) && result.Length >= 0 && result.Path.Length > 0, Convert.ToHexString(bytes));
        }
    }
}
