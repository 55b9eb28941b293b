using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Sffs;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>Images that no writer makes: what power cuts and other firmware leave behind.</summary>
[TestClass]
public sealed class SffsReadingTests
{
    [TestMethod]
    public void PagesInAnyOrderAmongErasedAndFreeOnesAreRead()
    {
        SffsVolume volume = Strict(new SffsTestImage(8)
            .Next(0, 5, 2, 100, 0xC3)
            .Erased(1)
            .Next(3, 5, 1, 0, 0xC2)
            .First(6, 5, "f", 0, 0xC1, created: -5)
            .First(2, 2, "g", 3, 0xD1));
        byte[] expected = [.. Repeat(0xC1, 4084), .. Repeat(0xC2, 4090), .. Repeat(0xC3, 100)];
        CollectionAssert.AreEqual(new[] { "g", "f" }, volume.Entries.Select(entry => entry.Name).ToArray(), "in the order of first pages");
        AssertBytes.AreEqual(expected, volume.ReadAll(volume.Entries[1]));
        Assert.AreEqual(-5, volume.Created("f"));
        Assert.AreEqual(new SffsPageCounts(Free: 3, Used: 4, Erased: 1, Bad: 0), volume.PageCounts);
        Assert.AreEqual(new ImageUsage(8 * 4096, 8277, 3 * 4096), volume.Usage);
        CollectionAssert.AreEqual(
            new VolumeExtent[]
            {
                new(0, 6, ExtentKind.FileHeader, 1), new(6, 4090, ExtentKind.FileData, 1),
                new(0x1000, 0x1000, ExtentKind.Deleted),
                new(0x2000, 12, ExtentKind.FileHeader, 0), new(0x200c, 4084, ExtentKind.FileData, 0),
                new(0x3000, 6, ExtentKind.FileHeader, 1), new(0x3006, 4090, ExtentKind.FileData, 1),
                new(0x4000, 0x2000, ExtentKind.Free),
                new(0x6000, 12, ExtentKind.FileHeader, 1), new(0x600c, 4084, ExtentKind.FileData, 1),
                new(0x7000, 0x1000, ExtentKind.Free),
            },
            volume.Extents.ToArray());
    }

    [TestMethod]
    public void OnlyAFileOfOnePageIsMapped()
    {
        SffsVolume volume = Strict(new SffsTestImage(3).First(0, 1, "one", 5, 0xA1).First(1, 3, "two", 0, 0xB1).Next(2, 3, 1, 5, 0xB2));
        Assert.IsTrue(volume.TryMap(volume.Entries[0], out ReadOnlyMemory<byte> contents));
        AssertBytes.AreEqual(Repeat(0xA1, 5), contents.Span);
        Assert.IsFalse(volume.TryMap(volume.Entries[1], out _));
    }

    [TestMethod]
    public void AMissingSpanEndsTheFile()
    {
        SffsVolume volume = Damaged(
            new SffsTestImage(4).First(0, 7, "f", 0, 0xA0).Next(1, 7, 2, 0, 0xA2).Next(2, 7, 3, 9, 0xA3),
            DiagnosticCodes.BrokenChain, 0, "span 1 of file id 7", "none, and 2 pages of later spans; the file is read up to there, 4084 bytes", "f");
        AssertBytes.AreEqual(Repeat(0xA0, 4084), volume.ReadAll(volume.Entries.Single()));
        Assert.IsTrue(volume.Entries.Single().IsDamaged);
        Assert.AreEqual(2, volume.Extents.Where(extent => extent.Kind == ExtentKind.Unusable).Sum(extent => extent.Length) / 4096);
    }

    [TestMethod]
    public void APageBehindTheLastOneIsNoPartOfTheFile()
    {
        SffsVolume volume = Damaged(
            new SffsTestImage(4).First(0, 7, "f", 0, 0xA0).Next(1, 7, 1, 9, 0xA1).Next(2, 7, 0x1234, 3, 0xA3),
            DiagnosticCodes.BrokenChain, 0, "no page behind span 1 of file id 7, which is not full and so the last", "1 page of later spans; the file is read without, 4093 bytes", "f");
        AssertBytes.AreEqual([.. Repeat(0xA0, 4084), .. Repeat(0xA1, 9)], volume.ReadAll(volume.Entries.Single()));
        Assert.IsFalse(volume.Entries.Single().IsDamaged, "it is all there");
    }

    [TestMethod]
    public void PagesWithoutAFirstOneAreNoFile()
    {
        SffsVolume volume = Damaged(
            new SffsTestImage(4).Next(3, 9, 1, 0, 0xA1).Next(2, 9, 2, 5, 0xA2),
            DiagnosticCodes.BrokenChain, 0x2000, "a first page (span 0) of file id 9", "none beside 2 of its other pages", null);
        Assert.IsEmpty(volume.Entries);
        Assert.AreEqual(2, volume.PageCounts.Used);
    }

    [TestMethod]
    public void OfADoubledSpanTheLastPageCounts()
    {
        SffsVolume volume = Damaged(
            new SffsTestImage(4).First(3, 7, "f", 0, 0xA0).Next(1, 7, 1, 4, 0xA1).Next(2, 7, 1, 6, 0xA2),
            DiagnosticCodes.BrokenChain, 0x1000, "one page with span 1 of file id 7", "another at 0x2000: the last of them counts", "f");
        Assert.IsTrue(volume.Entries.Single().IsDamaged);
        AssertBytes.AreEqual([.. Repeat(0xA0, 4084), .. Repeat(0xA2, 6)], volume.ReadAll(volume.Entries.Single()));
    }

    [TestMethod]
    public void OfADoubledFirstPageTheLastOneHasTheName()
    {
        SffsVolume volume = Damaged(
            new SffsTestImage(4).First(0, 7, "f", 3, 0xA0).First(1, 7, "g", 4, 0xA1),
            DiagnosticCodes.BrokenChain, 0, "one page with span 0 of file id 7", "0x1000", "g");
        Assert.IsTrue(volume.Entries.Single().IsDamaged);
        Assert.AreEqual("g", volume.Entries.Single().Name);
        Assert.AreEqual(4L, volume.Entries.Single().Length);
    }

    [TestMethod]
    public void OfTwoFilesWithOneNameTheDeviceFindsTheLast()
    {
        SffsVolume volume = Damaged(
            new SffsTestImage(4).First(0, 7, "f", 3, 0xA0).First(2, 3, "f", 4, 0xA1),
            DiagnosticCodes.InvalidField, 0, "one file with the name 'f'", "another with id 3 at 0x2000, which hides this one with id 7", "f");
        Assert.HasCount(2, volume.Entries);
        Assert.IsTrue(volume.TryGetEntry(FlashPath.Parse("f"), out VolumeEntry? entry));
        AssertBytes.AreEqual(Repeat(0xA1, 4), volume.ReadAll(entry));
        AssertBytes.AreEqual(Repeat(0xA0, 3), volume.ReadAll(volume.Entries[1]));
        Assert.HasCount(1, volume.GetFileList());
        Assert.AreEqual(3, volume.GetFileList()[0].Id);
        Assert.IsFalse(volume.FileExists(7));
        Assert.IsFalse(volume.Entries.Any(item => item.IsDamaged), "both have all their pages");
    }

    [TestMethod]
    [DataRow(0x0000, 0x0000, 0x0010, "id 0x0000, span 0x0000, size 0x0010, a name of 255 bytes where 1 to 64 are read", DisplayName = "id 0 and a size")]
    [DataRow(0xFFFF, 0x0000, 0xFFFF, "id 0xffff, span 0x0000", DisplayName = "id of erased flash")]
    [DataRow(0x0005, 0xFFFF, 0xFFFF, "id 0x0005, span 0xffff, size 0xffff: bad to the device", DisplayName = "a header that was begun")]
    [DataRow(0x0005, 0x0000, 0x0005, "a name of 255 bytes", DisplayName = "a first page without a name")]
    [DataRow(0x0000, 0x0001, 0x0000, "id 0x0000, span 0x0001", DisplayName = "id 0 and a span")]
    public void PagesThatAreNothingAreBad(int id, int span, int size, string found)
    {
        SffsVolume volume = Damaged(
            new SffsTestImage(2).Next(1, id, span, size, 0xFF), DiagnosticCodes.InvalidField, 0x1000, "a page that is free, used or erased", found, null);
        Assert.AreEqual(1, volume.PageCounts.Bad);
        Assert.AreEqual(ExtentKind.Unusable, volume.Extents[^1].Kind);
    }

    [TestMethod]
    public void ZerosInTheHeaderAloneAreErased()
    {
        SffsVolume volume = Strict(new SffsTestImage(1).Next(0, 0, 0, 0, 0xFF).Set(10, 0));
        Assert.AreEqual(1, volume.PageCounts.Erased);
    }

    [TestMethod]
    public void ANameThatTheOldLibraryDoesNotReadMakesThePageBad()
    {
        byte[] image = new SffsTestImage(1).First(0, 1, "a-name-of-21-bytes.tx", 3, 1).ToArray();
        Assert.HasCount(1, SffsVolume.Open(image, new SffsOptions(), ReadMode.Strict).Entries);
        SffsVolume volume = SffsVolume.Open(image, new SffsOptions { MaxNameLength = 20 }, ReadMode.Salvage);
        Assert.IsEmpty(volume.Entries);
        StringAssert.Contains(volume.Damage.Single().Found, "a name of 21 bytes where 1 to 20 are read", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(0xFFFF, "0xffff: the file was never closed; the device reads all 4084 bytes")]
    [DataRow(4085, "4085, more than there is room for; the device reads all 4084 bytes")]
    public void APageThatWasNotClosedIsReadToItsEnd(int size, string found)
    {
        SffsVolume volume = Damaged(
            new SffsTestImage(1).First(0, 1, "f", size, 0xA0), DiagnosticCodes.InvalidField, 4, "the size of span 0, 1 to 4084, or 0 for full", found, "f");
        AssertBytes.AreEqual(Repeat(0xA0, 4084), volume.ReadAll(volume.Entries.Single()));
        Assert.IsFalse(volume.Entries.Single().IsDamaged, "the device reads just that");
        Assert.AreEqual(1, volume.PageCounts.Used);
    }

    [TestMethod]
    public void AFreePageThatIsNotErasedIsDamage()
    {
        SffsVolume volume = Damaged(
            new SffsTestImage(2).Set(0x1800, 0x7F), DiagnosticCodes.InvalidField, 0x1800, "0xFF to the end of a page that is free by its header", "0x7f", null);
        Assert.AreEqual(2, volume.PageCounts.Free);
    }

    [TestMethod]
    [DataRow(0, 0L, "0 bytes")]
    [DataRow(4095, 0L, "4095 bytes")]
    [DataRow(4097, 4096L, "1 bytes")]
    public void AnImageIsWholePages(int length, long offset, string found)
    {
        byte[] image = new byte[length];
        image.AsSpan().Fill(0xFF);
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => SffsVolume.Open(image, new SffsOptions(), ReadMode.Strict));
        Assert.AreEqual(DiagnosticCodes.Truncated, thrown.Damage.Descriptor);
        Assert.AreEqual(offset, thrown.Offset);
        Assert.AreEqual(found, thrown.Damage.Found);
        Assert.AreEqual("SFFS", thrown.Format);
    }

    [TestMethod]
    public void NamesThatAreNoTextAreKeptApart()
    {
        byte[] image = new SffsTestImage(2).First(0, 1, "ab", 3, 1).First(1, 3, "ab", 4, 2).Set(12, 0x80).Set(0x100c, 0x81).ToArray();
        SffsVolume volume = SffsVolume.Open(image, new SffsOptions(), ReadMode.Strict);
        Assert.HasCount(2, volume.Entries);
        Assert.AreEqual("a\uFFFD", volume.Entries[0].Name);
        Assert.AreEqual(4, volume.FileSize(3));
        Assert.IsFalse(volume.FileExists("a\uFFFD"));
    }

    [TestMethod]
    public void NamesOutsideAsciiAreFoundByTheirText()
    {
        SffsVolume volume = SffsVolume.Open(SffsTestFiles.Write(new SffsOptions(), 65536, SffsTestFiles.File("größe/ß", 3)), new SffsOptions(), ReadMode.Strict);
        Assert.AreEqual("größe/ß", volume.Entries.Single().Name);
        Assert.IsTrue(volume.FileExists("größe/ß"));
        Assert.AreEqual("größe/ß", volume.GetFileList()[0].Name);
    }

    [TestMethod]
    public void NamesThatAreNoPathsAreListedAndRead()
    {
        SffsVolume volume = Strict(new SffsTestImage(2).First(0, 1, "../x", 3, 1).First(1, 3, "/y", 3, 1));
        Assert.IsNull(volume.Entries[0].Path);
        Assert.AreEqual("y", volume.Entries[1].Path?.Value);
        Assert.AreEqual("/y", volume.Entries[1].Name);
        Assert.AreEqual(3, volume.FileSize("../x"));
    }

    [TestMethod]
    public void EntriesOfAnotherVolumeAreRefused()
    {
        SffsVolume volume = Strict(new SffsTestImage(1).First(0, 1, "f", 3, 1));
        SffsVolume other = Strict(new SffsTestImage(1).First(0, 1, "f", 3, 1));
        Assert.ThrowsExactly<ArgumentException>(() => volume.ReadAll(other.Entries[0]));
    }

    [TestMethod]
    public void RecognitionAsksForWholeFilesUnderReadableNames()
    {
        SffsTestImage image = new SffsTestImage(4).First(0, 1, "f", 0, 1).Next(1, 1, 1, 10, 2).First(2, 3, "g", 3, 3);
        Assert.AreEqual(80, SffsFormat.Instance.Recognise(image.ToArray()));
        Assert.AreEqual(60, SffsFormat.Instance.Recognise(image.Next(3, 9, 9, 0, 0).ToArray()), "a page of no file");
        Assert.AreEqual(20, SffsFormat.Instance.Recognise(image.Set(0x1002, 2).ToArray()), "a span missing besides");
        Assert.AreEqual(0, SffsFormat.Instance.Recognise(image.Set(0x200b, 1).ToArray()), "a name that is no text besides");
        Assert.AreEqual(0, SffsFormat.Instance.Recognise(Vectors.Bytes("images/spiffs-aged.img")), "SPIFFS");
        Assert.AreEqual(0, SffsFormat.Instance.Recognise([]), "nothing");
    }

    private static byte[] Repeat(byte value, int count) => [.. Enumerable.Repeat(value, count)];

    private static SffsVolume Strict(SffsTestImage image) => SffsVolume.Open(image.ToArray(), new SffsOptions(), ReadMode.Strict);

    /// <summary>Strict reading throws, salvage lists, and both say the same.</summary>
    private static SffsVolume Damaged(SffsTestImage image, DiagnosticDescriptor kind, long offset, string expected, string found, string? entry)
    {
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => Strict(image));
        Assert.AreEqual(kind, thrown.Damage.Descriptor);
        Assert.AreEqual(offset, thrown.Offset);
        Assert.AreEqual(expected, thrown.Damage.Expected);
        StringAssert.Contains(thrown.Damage.Found, found, StringComparison.Ordinal);
        Assert.AreEqual(entry, thrown.Damage.Entry);

        SffsVolume volume = SffsVolume.Open(image.ToArray(), new SffsOptions(), ReadMode.Salvage);
        Assert.AreEqual(thrown.Damage, volume.Damage.Single());
        return volume;
    }
}
