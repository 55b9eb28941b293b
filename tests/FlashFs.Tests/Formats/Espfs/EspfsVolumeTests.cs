using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;

namespace FlashFs.Tests.Formats.Espfs;

/// <summary>Contents laid out by hand: what the reader makes of each lie about their packing and lengths.</summary>
[TestClass]
public sealed class EspfsVolumeTests
{
    private static readonly byte[] Hello = "hello, flash"u8.ToArray();
    private static readonly HeatshrinkParameters Parameters = new(11, 4);
    private static readonly byte[] Zeros = [0xB4, .. Heatshrink.Encode(new byte[200], Parameters)];

    [TestMethod]
    public void EntriesTellHowTheyArePacked()
    {
        byte[] image = new EspfsTestImage()
            .Add("plain", Hello)
            .Add("packed", Zeros, 200, compression: 1)
            .Add("member", GzipMember.Pack(Hello), Hello.Length, flags: 2)
            .End().ToArray();
        EspfsVolume volume = EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Strict);
        Assert.AreEqual(FileCompression.None, volume.Entries[0].Compression);
        Assert.IsEmpty(volume.Entries[0].Attributes);
        Assert.AreEqual(FileCompression.Heatshrink, volume.Entries[1].Compression);
        Assert.AreEqual("window=11 lookahead=4", Text(volume.Entries[1]));
        Assert.AreEqual(FileCompression.Gzip, volume.Entries[2].Compression);
        Assert.AreEqual("flags=0x02", Text(volume.Entries[2]));
        Assert.AreEqual(Hello.Length, volume.Entries[2].Length);
        AssertBytes.AreEqual(Hello, volume.ReadAll(volume.Entries[2]));
        AssertBytes.AreEqual(GzipMember.Pack(Hello), volume.ReadStored(volume.Entries[2]));

        static string Text(VolumeEntry entry) => string.Join(' ', entry.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}"));
    }

    [TestMethod]
    [DataRow((byte)2, (byte)0, "compression 0 (none) or 1 (heatshrink)", "2")]
    [DataRow((byte)0xFF, (byte)2, "compression 0 (none) or 1 (heatshrink)", "255")]
    [DataRow((byte)1, (byte)2, "compression 0 (none), as flags say gzip", "1 (heatshrink)")]
    public void UnknownCompressionCannotBeReadButGotAsStored(byte compression, byte flags, string expected, string found)
    {
        byte[] image = new EspfsTestImage().Add("a", Hello, compression: compression, flags: flags).Add("b", [9]).End().ToArray();
        VolumeDamage damage = EspfsAssert.Only(image, out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.InvalidField, 5, expected, found);
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => volume.ReadAll(volume.Entries[0]));
        Assert.AreEqual(damage, thrown.Damage);
        Assert.IsFalse(volume.TryMap(volume.Entries[0], out _));
        AssertBytes.AreEqual(Hello, volume.ReadStored(volume.Entries[0]));
        AssertBytes.AreEqual([9], volume.ReadAll(volume.Entries[1]));
    }

    [TestMethod]
    [DataRow(199)]
    [DataRow(201)]
    [DataRow(0)]
    [DataRow(int.MaxValue - 100)]
    public void AHeatshrinkLengthThatLiesGrantsNoMoreThanTheStream(int unpackedLength)
    {
        byte[] image = new EspfsTestImage().Add("a", Zeros, unpackedLength, compression: 1).End().ToArray();
        VolumeDamage damage = EspfsAssert.Only(image, out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.CorruptCompression, 20, $"a heatshrink stream of {unpackedLength} bytes unpacked", "one of 200");
        AssertBytes.AreEqual(new byte[Math.Min(200, unpackedLength)], volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(int.MaxValue)]
    public void AnImpossibleUnpackedLengthCannotBeRead(int unpackedLength)
    {
        byte[] image = new EspfsTestImage().Add("a", Zeros, unpackedLength, compression: 1).End().ToArray();
        VolumeDamage damage = EspfsAssert.Only(image, out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.InvalidField, 12, "an unpacked length of 0 to 2147483591", $"{unpackedLength}");
        Assert.ThrowsExactly<FlashFormatException>(() => volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    public void AStoredFileIsAsLongAsItIsWhateverItsUnpackedLengthSays()
    {
        VolumeDamage damage = EspfsAssert.Only(new EspfsTestImage().Add("a", Hello, 1_000_000).End().ToArray(), out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.InvalidField, 12, "an unpacked length of 12, as stored", "1000000");
        AssertBytes.AreEqual(Hello, volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    [DataRow(new byte[0], "nothing")]
    [DataRow(new byte[] { 0x33, 1 }, "window 3, lookahead 3")]
    [DataRow(new byte[] { 0xB2, 1 }, "window 11, lookahead 2")]
    [DataRow(new byte[] { 0xBB, 1 }, "window 11, lookahead 11")]
    public void HeatshrinkNeedsParametersThatThereCanBe(byte[] stored, string found)
    {
        byte[] image = new EspfsTestImage().Add("a", stored, 10, compression: 1).End().ToArray();
        VolumeDamage damage = EspfsAssert.Only(image, out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.CorruptCompression, 20, "the window and lookahead of a heatshrink stream", found);
        AssertBytes.AreEqual(stored, volume.ReadStored(volume.Entries[0]));
    }

    [TestMethod]
    public void BytesBehindAHeatshrinkStreamAreDamage()
    {
        byte[] image = new EspfsTestImage().Add("a", [.. Zeros, 0], 200, compression: 1).End().ToArray();
        VolumeDamage damage = EspfsAssert.Only(image, out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.CorruptCompression, 20 + Zeros.Length, "where the heatshrink stream ends", "1 more");
        AssertBytes.AreEqual(new byte[200], volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    public void AGzipMemberThatIsNoneCannotBeRead()
    {
        byte[] image = new EspfsTestImage().Add("a", Hello, flags: 2).Add("b", [9]).End().ToArray();
        VolumeDamage damage = EspfsAssert.Only(image, out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.CorruptCompression, 20, "a member of at least 18 bytes", "12 bytes");
        Assert.ThrowsExactly<FlashFormatException>(() => volume.ReadAll(volume.Entries[0]));
        AssertBytes.AreEqual([9], volume.ReadAll(volume.Entries[1]));
    }

    [TestMethod]
    public void AGzipLengthThatLiesIsDamageAndTheMemberIsRead()
    {
        byte[] image = new EspfsTestImage().Add("a", GzipMember.Pack(Hello), 5, flags: 2).End().ToArray();
        VolumeDamage damage = EspfsAssert.Only(image, out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.InvalidField, 12, "an unpacked length of 12, as its gzip member says", "5");
        AssertBytes.AreEqual(Hello, volume.ReadAll(volume.Entries[0]));
    }

    // Only unpacking shows it, so it is thrown in both modes, for a range as for all.
    [TestMethod]
    public void ACorruptDeflateStreamIsFoundWhenItIsRead()
    {
        byte[] contents = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * i / 7))];
        byte[] member = GzipMember.Pack(contents);
        member[member.Length / 2] ^= 0x10;
        byte[] image = new EspfsTestImage().Add("a", member, contents.Length, flags: 2).End().ToArray();
        foreach (ReadMode mode in new[] { ReadMode.Strict, ReadMode.Salvage })
        {
            EspfsVolume volume = EspfsVolume.Open(image, new EspfsOptions(), mode);
            FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => volume.Read(volume.Entries[0], 0, new byte[5]));
            Assert.AreEqual(DiagnosticCodes.CorruptCompression, thrown.Damage.Descriptor);
            Assert.AreEqual("a", thrown.Damage.Entry);
            Assert.ThrowsExactly<FlashFormatException>(() => volume.ReadAll(volume.Entries[0]));
            Assert.AreEqual(0, volume.Read(volume.Entries[0], contents.Length, new byte[5]), "behind the end there is nothing to be wrong");
        }
    }

    [TestMethod]
    public void EntriesOfAnotherVolumeAreRefused()
    {
        byte[] image = new EspfsTestImage().Add("a", Hello).End().ToArray();
        EspfsVolume volume = EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Strict);
        VolumeEntry other = EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Strict).Entries[0];
        Assert.ThrowsExactly<ArgumentException>(() => volume.ReadAll(other));
    }
}
