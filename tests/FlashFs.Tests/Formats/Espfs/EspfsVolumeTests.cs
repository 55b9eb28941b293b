using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;

namespace FlashFs.Tests.Formats.Espfs;

/// <summary>Images laid out by hand: what the reader makes of each lie, strictly and when it salvages.</summary>
[TestClass]
public sealed class EspfsVolumeTests
{
    private static readonly byte[] Hello = "hello, flash"u8.ToArray();
    private static readonly HeatshrinkParameters Parameters = new(11, 4);
    private static readonly byte[] Zeros = [0xB4, .. Heatshrink.Encode(new byte[200], Parameters)];

    [TestMethod]
    public void BytesBehindTheEndHeaderAreFreeIfErasedAndNoDamageIfNot()
    {
        byte[] image = new EspfsTestImage().Add("a", Hello).End().Raw(1, 2, 3, 4, 5).Raw(Enumerable.Repeat((byte)0xFF, 27).ToArray()).ToArray();
        EspfsVolume volume = EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Strict);
        CollectionAssert.AreEqual(
            new VolumeExtent[]
            {
                new(0, 20, ExtentKind.FileHeader, 0),
                new(20, 12, ExtentKind.FileData, 0),
                new(32, 16, ExtentKind.Metadata),
                new(48, 8, ExtentKind.Unusable),
                new(56, 24, ExtentKind.Free),
            },
            volume.Extents.ToArray());
        Assert.AreEqual(new ImageUsage(80, 12, 24), volume.Usage);
    }

    [TestMethod]
    public void PaddingOfTheImageAndItsFilesIsPartOfTheirExtents()
    {
        byte[] image = new EspfsTestImage().Add("abcd", [1, 2, 3, 4, 5]).End().ToArray();
        EspfsVolume volume = EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Strict);
        CollectionAssert.AreEqual(
            new VolumeExtent[] { new(0, 24, ExtentKind.FileHeader, 0), new(24, 8, ExtentKind.FileData, 0), new(32, 16, ExtentKind.Metadata) },
            volume.Extents.ToArray());
    }

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
    public void AnythingElseIsNotThisFormat()
    {
        VolumeDamage damage = Only(new EspfsTestImage().Raw(new byte[64]).ToArray(), out EspfsVolume volume);
        Assert.AreEqual(DiagnosticCodes.NotThisFormat, damage.Descriptor);
        Assert.AreEqual("ESPFS image at 0x0: not an image of this format: expected magic 0x73665345, found 0x00000000", damage.ToDiagnostic().Message);
        Assert.IsEmpty(volume.Entries);
    }

    [TestMethod]
    public void AnImageWithoutEndHeaderIsCut()
    {
        VolumeDamage damage = Only(new EspfsTestImage().Add("a", Hello).ToArray(), out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.Truncated, 32, "a header of 16 bytes", "0 bytes");
        AssertBytes.AreEqual(Hello, volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    public void ContentsThatRunOffTheImageAreReadAsFarAsTheyGo()
    {
        byte[] image = new EspfsTestImage().Add("a", Hello).End().ToArray()[..25];
        VolumeDamage damage = Damages(image, out EspfsVolume volume)[0];
        AssertDamage(damage, DiagnosticCodes.Truncated, 8, "a stored length of up to 5, the rest of the image", "12");
        Assert.AreEqual("a", damage.Entry);
        AssertBytes.AreEqual(Hello.AsSpan(0, 5), volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    [DataRow(-1, "-1")]
    [DataRow(int.MinValue, "-2147483648")]
    public void ANegativeStoredLengthLosesNoOtherFile(int storedLength, string found)
    {
        byte[] image = new EspfsTestImage().Add("a", Hello, storedLength: storedLength).Add("b", [9]).End().ToArray();
        VolumeDamage[] damages = Damages(image, out EspfsVolume volume);
        AssertDamage(damages[0], DiagnosticCodes.InvalidField, 8, "a stored length of up to", found);
        AssertBytes.AreEqual(Hello, volume.ReadAll(volume.Entries[0]), "found by its unpacked length");
        AssertBytes.AreEqual([9], volume.ReadAll(volume.Entries[1]));
    }

    [TestMethod]
    [DataRow((short)0)]
    [DataRow((short)-4)]
    [DataRow(short.MinValue)]
    public void ANameLengthThatIsNoneLosesNoOtherFile(short nameLength)
    {
        byte[] image = new EspfsTestImage().Add("a", Hello, nameLength: nameLength).Add("b", [9]).End().ToArray();
        VolumeDamage damage = Only(image, out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.InvalidField, 6, "a name length of 1 to", $"a name length of {nameLength}");
        Assert.HasCount(1, volume.Entries);
        AssertBytes.AreEqual([9], volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    public void ADestroyedHeaderLosesOneFile()
    {
        byte[] image = new EspfsTestImage().Add("a", Hello).Add("b", [9]).Add("c", [8]).End().ToArray();
        image[33] = 0;
        VolumeDamage damage = Only(image, out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.InvalidField, 32, "magic 0x73665345", "0x73660045");
        CollectionAssert.AreEqual(new[] { "a", "c" }, volume.Entries.Select(entry => entry.Name).ToArray());
        Assert.AreEqual(new VolumeExtent(32, 24, ExtentKind.Unusable), volume.Extents[2]);
    }

    [TestMethod]
    public void ALastFileFlagOnAFileHidesNothing()
    {
        byte[] image = new EspfsTestImage().Add("a", Hello, flags: 1).Add("b", [9]).End().ToArray();
        VolumeDamage damage = Only(image, out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.InvalidField, 4, "an end header with no lengths", "flag 0x01 (last file) on an entry");
        Assert.HasCount(2, volume.Entries);
    }

    [TestMethod]
    public void UnknownFlagsAreDamageAndTheFileIsRead()
    {
        VolumeDamage damage = Only(new EspfsTestImage().Add("a", Hello, flags: 0x80).End().ToArray(), out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.InvalidField, 4, "flags 0x00 or 0x02", "0x80");
        AssertBytes.AreEqual(Hello, volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    [DataRow((byte)2, (byte)0, "compression 0 (none) or 1 (heatshrink)", "2")]
    [DataRow((byte)0xFF, (byte)2, "compression 0 (none) or 1 (heatshrink)", "255")]
    [DataRow((byte)1, (byte)2, "compression 0 (none), as flags say gzip", "1 (heatshrink)")]
    public void UnknownCompressionCannotBeReadButGotAsStored(byte compression, byte flags, string expected, string found)
    {
        byte[] image = new EspfsTestImage().Add("a", Hello, compression: compression, flags: flags).Add("b", [9]).End().ToArray();
        VolumeDamage damage = Only(image, out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.InvalidField, 5, expected, found);
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
        VolumeDamage damage = Only(image, out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.CorruptCompression, 20, $"a heatshrink stream of {unpackedLength} bytes unpacked", "one of 200");
        AssertBytes.AreEqual(new byte[Math.Min(200, unpackedLength)], volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(int.MaxValue)]
    public void AnImpossibleUnpackedLengthCannotBeRead(int unpackedLength)
    {
        byte[] image = new EspfsTestImage().Add("a", Zeros, unpackedLength, compression: 1).End().ToArray();
        VolumeDamage damage = Only(image, out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.InvalidField, 12, "an unpacked length of 0 to 2147483591", $"{unpackedLength}");
        Assert.ThrowsExactly<FlashFormatException>(() => volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    public void AStoredFileIsAsLongAsItIsWhateverItsUnpackedLengthSays()
    {
        VolumeDamage damage = Only(new EspfsTestImage().Add("a", Hello, 1_000_000).End().ToArray(), out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.InvalidField, 12, "an unpacked length of 12, as stored", "1000000");
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
        VolumeDamage damage = Only(image, out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.CorruptCompression, 20, "the window and lookahead of a heatshrink stream", found);
        AssertBytes.AreEqual(stored, volume.ReadStored(volume.Entries[0]));
    }

    [TestMethod]
    public void BytesBehindAHeatshrinkStreamAreDamage()
    {
        byte[] image = new EspfsTestImage().Add("a", [.. Zeros, 0], 200, compression: 1).End().ToArray();
        VolumeDamage damage = Only(image, out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.CorruptCompression, 20 + Zeros.Length, "where the heatshrink stream ends", "1 more");
        AssertBytes.AreEqual(new byte[200], volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    public void AGzipMemberThatIsNoneCannotBeRead()
    {
        byte[] image = new EspfsTestImage().Add("a", Hello, flags: 2).Add("b", [9]).End().ToArray();
        VolumeDamage damage = Only(image, out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.CorruptCompression, 20, "a member of at least 18 bytes", "12 bytes");
        Assert.ThrowsExactly<FlashFormatException>(() => volume.ReadAll(volume.Entries[0]));
        AssertBytes.AreEqual([9], volume.ReadAll(volume.Entries[1]));
    }

    [TestMethod]
    public void AGzipLengthThatLiesIsDamageAndTheMemberIsRead()
    {
        byte[] image = new EspfsTestImage().Add("a", GzipMember.Pack(Hello), 5, flags: 2).End().ToArray();
        VolumeDamage damage = Only(image, out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.InvalidField, 12, "an unpacked length of 12, as its gzip member says", "5");
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
    public void TheFirstOfTwoEqualNamesIsFound()
    {
        VolumeDamage damage = Only(new EspfsTestImage().Add("a", [1]).Add("a", [2]).End().ToArray(), out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.InvalidField, 24 + 16, "a name that no entry before has", "'a' again");
        Assert.IsTrue(volume.TryGetEntry(FlashPath.Parse("a"), out VolumeEntry? entry));
        AssertBytes.AreEqual([1], volume.ReadAll(entry));
        AssertBytes.AreEqual([2], volume.ReadAll(volume.Entries[1]));
    }

    [TestMethod]
    [DataRow("", "a name without leading /")]
    [DataRow("/a", "a name without leading /")]
    public void NamesThatTheDeviceCannotFindAreDamage(string name, string expected)
    {
        VolumeDamage damage = Only(new EspfsTestImage().Add(name, Hello).End().ToArray(), out EspfsVolume volume);
        AssertDamage(damage, DiagnosticCodes.InvalidField, 16, expected, $"'{name}'");
        AssertBytes.AreEqual(Hello, volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    public void NamesAreUpTo255BytesOfUtf8EndedByNul()
    {
        AssertDamage(
            Only(new EspfsTestImage().Add(new string('a', 256), Hello).End().ToArray(), out _),
            DiagnosticCodes.InvalidField, 16, "a name of up to 255 bytes", "256 bytes");
        AssertDamage(
            Damages(new EspfsTestImage().Add("abcdefg", Hello, nameLength: 4).End().ToArray(), out _)[0],
            DiagnosticCodes.InvalidField, 16, "a name that ends with NUL", "4 bytes without one");
        AssertDamage(
            Only(new EspfsTestImage().Add("ab\0defg", Hello).End().ToArray(), out EspfsVolume cut),
            DiagnosticCodes.InvalidField, 6, "a name length of 4 for a name of 2 bytes", "8");
        Assert.AreEqual("ab", cut.Entries[0].Name);

        byte[] image = new EspfsTestImage().Add("abc", Hello).End().ToArray();
        image[17] = 0xC3;
        AssertDamage(Only(image, out EspfsVolume volume), DiagnosticCodes.InvalidField, 16, "a name in UTF-8", "61C363");
        Assert.AreEqual("a\uFFFDc", volume.Entries[0].Name);
    }

    [TestMethod]
    public void NamesThatAreNoPathsHaveNone()
    {
        byte[] image = new EspfsTestImage().Add("../secret", Hello).Add("a//b", Hello).End().ToArray();
        EspfsVolume volume = EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Strict);
        Assert.IsTrue(volume.Entries.All(entry => entry.Path is null));
        AssertBytes.AreEqual(Hello, volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    public void EntriesOfAnotherVolumeAreRefused()
    {
        byte[] image = new EspfsTestImage().Add("a", Hello).End().ToArray();
        EspfsVolume volume = EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Strict);
        VolumeEntry other = EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Strict).Entries[0];
        Assert.ThrowsExactly<ArgumentException>(() => volume.ReadAll(other));
    }

    [TestMethod]
    public void RecognitionAsksForTheMagicAndAPlausibleHeader()
    {
        byte[] image = new EspfsTestImage().Add("a", Hello).End().ToArray();
        Assert.AreEqual(100, EspfsFormat.Instance.Recognise(image));
        Assert.AreEqual(100, EspfsFormat.Instance.Recognise(new EspfsTestImage().End().ToArray()));
        Assert.AreEqual(40, EspfsFormat.Instance.Recognise(image.AsSpan(0, 20)));
        Assert.AreEqual(40, EspfsFormat.Instance.Recognise(new EspfsTestImage().Add("a", Hello, compression: 9).End().ToArray()));
        Assert.AreEqual(0, EspfsFormat.Instance.Recognise(image.AsSpan(0, 15)));
        Assert.AreEqual(0, EspfsFormat.Instance.Recognise(image.AsSpan(1)));
    }

    // Every other entry breaks the chain, and magics that are no headers are strewn in: the search must not begin anew.
    [TestMethod]
    [Timeout(20_000)]
    public void ManyBreaksAreWalkedOnce()
    {
        var image = new EspfsTestImage();
        for (int i = 0; i < 100_000; i++)
        {
            image.Add($"{i:x}", "ESfsESfsESfs"u8, storedLength: i % 2 == 0 ? -1 : null);
        }

        EspfsVolume volume = EspfsVolume.Open(image.End().ToArray(), new EspfsOptions(), ReadMode.Salvage);
        Assert.HasCount(100_000, volume.Entries);
        Assert.HasCount(50_000, volume.Damage);
    }

    private static VolumeDamage[] Damages(byte[] image, out EspfsVolume volume)
    {
        volume = EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Salvage);
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Strict));
        Assert.AreEqual(volume.Damage[0], thrown.Damage);
        return [.. volume.Damage];
    }

    private static VolumeDamage Only(byte[] image, out EspfsVolume volume)
    {
        VolumeDamage[] damages = Damages(image, out volume);
        Assert.HasCount(1, damages, string.Join(Environment.NewLine, damages.Select(damage => damage.ToDiagnostic())));
        return damages[0];
    }

    private static void AssertDamage(VolumeDamage damage, DiagnosticDescriptor descriptor, long offset, string expected, string found)
    {
        Assert.AreEqual(descriptor, damage.Descriptor);
        Assert.AreEqual(offset, damage.Offset);
        StringAssert.Contains(damage.Expected, expected, StringComparison.Ordinal);
        StringAssert.Contains(damage.Found, found, StringComparison.Ordinal);
    }
}
