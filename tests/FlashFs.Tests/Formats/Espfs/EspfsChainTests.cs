using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;

namespace FlashFs.Tests.Formats.Espfs;

/// <summary>Headers and names laid out by hand: what the walk makes of each lie, strictly and when it salvages.</summary>
[TestClass]
public sealed class EspfsChainTests
{
    private static readonly byte[] Hello = "hello, flash"u8.ToArray();

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
    public void AnythingElseIsNotThisFormat()
    {
        VolumeDamage damage = EspfsAssert.Only(new EspfsTestImage().Raw(new byte[64]).ToArray(), out EspfsVolume volume);
        Assert.AreEqual(DiagnosticCodes.NotThisFormat, damage.Descriptor);
        Assert.AreEqual("ESPFS image at 0x0: not an image of this format: expected magic 0x73665345, found 0x00000000", damage.ToDiagnostic().Message);
        Assert.IsEmpty(volume.Entries);
    }

    [TestMethod]
    public void AnImageWithoutEndHeaderIsCut()
    {
        VolumeDamage damage = EspfsAssert.Only(new EspfsTestImage().Add("a", Hello).ToArray(), out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.Truncated, 32, "a header of 16 bytes", "0 bytes");
        AssertBytes.AreEqual(Hello, volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    public void ContentsThatRunOffTheImageAreReadAsFarAsTheyGo()
    {
        byte[] image = new EspfsTestImage().Add("a", Hello).End().ToArray()[..25];
        VolumeDamage damage = EspfsAssert.Damages(image, out EspfsVolume volume)[0];
        EspfsAssert.Damage(damage, DiagnosticCodes.Truncated, 8, "a stored length of up to 5, the rest of the image", "12");
        Assert.AreEqual("a", damage.Entry);
        AssertBytes.AreEqual(Hello.AsSpan(0, 5), volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    [DataRow(-1, "-1")]
    [DataRow(int.MinValue, "-2147483648")]
    public void ANegativeStoredLengthLosesNoOtherFile(int storedLength, string found)
    {
        byte[] image = new EspfsTestImage().Add("a", Hello, storedLength: storedLength).Add("b", [9]).End().ToArray();
        VolumeDamage[] damages = EspfsAssert.Damages(image, out EspfsVolume volume);
        EspfsAssert.Damage(damages[0], DiagnosticCodes.InvalidField, 8, "a stored length of up to", found);
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
        VolumeDamage damage = EspfsAssert.Only(image, out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.InvalidField, 6, "a name length of 1 to", $"a name length of {nameLength}");
        Assert.HasCount(1, volume.Entries);
        AssertBytes.AreEqual([9], volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    public void ADestroyedHeaderLosesOneFile()
    {
        byte[] image = new EspfsTestImage().Add("a", Hello).Add("b", [9]).Add("c", [8]).End().ToArray();
        image[33] = 0;
        VolumeDamage damage = EspfsAssert.Only(image, out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.InvalidField, 32, "magic 0x73665345", "0x73660045");
        CollectionAssert.AreEqual(new[] { "a", "c" }, volume.Entries.Select(entry => entry.Name).ToArray());
        Assert.AreEqual(new VolumeExtent(32, 24, ExtentKind.Unusable), volume.Extents[2]);
    }

    [TestMethod]
    public void ALastFileFlagOnAFileHidesNothing()
    {
        byte[] image = new EspfsTestImage().Add("a", Hello, flags: 1).Add("b", [9]).End().ToArray();
        VolumeDamage damage = EspfsAssert.Only(image, out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.InvalidField, 4, "an end header with no lengths", "flag 0x01 (last file) on an entry");
        Assert.HasCount(2, volume.Entries);
    }

    [TestMethod]
    public void UnknownFlagsAreDamageAndTheFileIsRead()
    {
        VolumeDamage damage = EspfsAssert.Only(new EspfsTestImage().Add("a", Hello, flags: 0x80).End().ToArray(), out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.InvalidField, 4, "flags 0x00 or 0x02", "0x80");
        AssertBytes.AreEqual(Hello, volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    public void TheFirstOfTwoEqualNamesIsFound()
    {
        VolumeDamage damage = EspfsAssert.Only(new EspfsTestImage().Add("a", [1]).Add("a", [2]).End().ToArray(), out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.InvalidField, 24 + 16, "a name that no entry before has", "'a' again");
        Assert.IsTrue(volume.TryGetEntry(FlashPath.Parse("a"), out VolumeEntry? entry));
        AssertBytes.AreEqual([1], volume.ReadAll(entry));
        AssertBytes.AreEqual([2], volume.ReadAll(volume.Entries[1]));
    }

    [TestMethod]
    [DataRow("", "a name without leading /")]
    [DataRow("/a", "a name without leading /")]
    public void NamesThatTheDeviceCannotFindAreDamage(string name, string expected)
    {
        VolumeDamage damage = EspfsAssert.Only(new EspfsTestImage().Add(name, Hello).End().ToArray(), out EspfsVolume volume);
        EspfsAssert.Damage(damage, DiagnosticCodes.InvalidField, 16, expected, $"'{name}'");
        AssertBytes.AreEqual(Hello, volume.ReadAll(volume.Entries[0]));
    }

    [TestMethod]
    public void NamesAreUpTo255BytesOfUtf8EndedByNul()
    {
        EspfsAssert.Damage(
            EspfsAssert.Only(new EspfsTestImage().Add(new string('a', 256), Hello).End().ToArray(), out _),
            DiagnosticCodes.InvalidField, 16, "a name of up to 255 bytes", "256 bytes");
        EspfsAssert.Damage(
            EspfsAssert.Damages(new EspfsTestImage().Add("abcdefg", Hello, nameLength: 4).End().ToArray(), out _)[0],
            DiagnosticCodes.InvalidField, 16, "a name that ends with NUL", "4 bytes without one");
        EspfsAssert.Damage(
            EspfsAssert.Only(new EspfsTestImage().Add("ab\0defg", Hello).End().ToArray(), out EspfsVolume cut),
            DiagnosticCodes.InvalidField, 6, "a name length of 4 for a name of 2 bytes", "8");
        Assert.AreEqual("ab", cut.Entries[0].Name);

        byte[] image = new EspfsTestImage().Add("abc", Hello).End().ToArray();
        image[17] = 0xC3;
        EspfsAssert.Damage(EspfsAssert.Only(image, out EspfsVolume volume), DiagnosticCodes.InvalidField, 16, "a name in UTF-8", "61C363");
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
}
