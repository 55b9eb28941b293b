using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats.Spiffs;

/// <summary>Damage: each kind is named with its place and its figures, and what can be read is read.</summary>
[TestClass]
public sealed class SpiffsDamageTests
{
    private static readonly FlashFile Long = SpiffsVectors.File("long.bin", 240 * 251, 3);
    private static readonly FlashFile Small = SpiffsVectors.File("small.txt", 700, 5);

    [TestMethod]
    public void ALookupCellThatDisagreesWithItsPageIsDamage()
    {
        var image = SpiffsImage.Of(2, Small);
        image.SetCell(SpiffsImage.PageOf(0), 0x8009);
        SpiffsVolume volume = Damaged(image, DiagnosticCodes.InvalidField, 256, "page 1 to be what the lookup table says (index of object 9)", "index of object 1, flags 0xf8");
        AssertBytes.AreEqual(Small.Contents.ToArray(), volume.ReadAll(volume.Entries.Single()), "the page is believed");
    }

    [TestMethod]
    public void APageDeletedInItsHeaderAndNotInTheLookupTableIsDamage()
    {
        var image = SpiffsImage.Of(2, SpiffsVectors.File("empty", 0));
        image.ClearFlags(SpiffsImage.PageOf(0), SpiffsImage.Deleted);
        Damaged(image, DiagnosticCodes.InvalidField, 256, "(index of object 1)", "deleted");
    }

    [TestMethod]
    public void ADataPageThatTheLookupTableCallsDeletedIsReadAndReported()
    {
        var image = SpiffsImage.Of(2, Small);
        image.SetCell(SpiffsImage.PageOf(2), 0);
        SpiffsVolume volume = Damaged(
            image, DiagnosticCodes.BrokenChain, 256, "a reference to data page 1", "page 3, which the lookup table calls free or deleted; 1 of its 3 data pages", "0 cannot be read");
        AssertBytes.AreEqual(Small.Contents.ToArray(), volume.ReadAll(volume.Entries.Single()));
    }

    [TestMethod]
    public void AReferenceToADeletedPageIsReportedAndTheCopyFound()
    {
        // A write was cut off between deleting the old data page and writing the index: the device's own check mends it so.
        var image = SpiffsImage.Of(2, Small);
        image.Copy(SpiffsImage.PageOf(2), SpiffsImage.PageOf(20));
        image.Delete(SpiffsImage.PageOf(2));
        SpiffsVolume volume = Damaged(image, DiagnosticCodes.BrokenChain, 256, "data page 1", "page 3, which is deleted or was never completed", "0 cannot be read at all");
        AssertBytes.AreEqual(Small.Contents.ToArray(), volume.ReadAll(volume.Entries.Single()));
        Assert.AreEqual("small.txt", volume.Damage.Single().Entry);
    }

    [TestMethod]
    public void ADataPageThatIsGoneIsReportedAndTheRestIsRead()
    {
        var image = SpiffsImage.Of(2, Small, SpiffsVectors.File("other", 300));
        image.Delete(SpiffsImage.PageOf(2));
        SpiffsVolume volume = Damaged(image, DiagnosticCodes.BrokenChain, 256, "data page 1", "1 of its 3 data pages are not where its tables say, and 1 cannot be read at all");
        VolumeEntry small = volume.Entries[0];
        Assert.AreEqual(700, small.Length);
        byte[] start = new byte[251];
        Assert.AreEqual(251, volume.Read(small, 0, start));
        AssertBytes.AreEqual(Small.Contents.ToArray().AsSpan(0, 251), start);
        Assert.AreEqual(198, volume.Read(small, 502, new byte[1000]));
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => volume.ReadAll(small));
        StringAssert.Contains(thrown.Message, "small.txt", StringComparison.Ordinal);
        Assert.AreEqual(700 - 251 + 300, volume.Usage.Data);
        Assert.AreEqual(300, volume.ReadAll(volume.Entries[1]).Length);
    }

    [TestMethod]
    [DataRow(0xFFFF, "none")]
    [DataRow(0xFFFE, "beyond the 32 pages")]
    [DataRow(16, "part of a lookup table")]
    [DataRow(3, "which is not that page of the file")]
    public void AReferenceToNoPageOfTheFileIsReportedAndThePageFound(int reference, string fragment)
    {
        var image = SpiffsImage.Of(2, Small);
        image.SetEntry(SpiffsImage.PageOf(0), 0, reference);
        SpiffsVolume volume = Damaged(image, DiagnosticCodes.BrokenChain, 256, "a reference to data page 0", fragment);
        AssertBytes.AreEqual(Small.Contents.ToArray(), volume.ReadAll(volume.Entries.Single()));
    }

    [TestMethod]
    public void AMissingIndexPageIsReportedAndItsDataPagesFound()
    {
        var image = SpiffsImage.Of(32, Long);
        image.Delete(SpiffsImage.PageOf(104));
        SpiffsVolume volume = Damaged(
            image, DiagnosticCodes.BrokenChain, 256, "a reference to data page 103", "no index page that could hold it; 124 of its 240 data pages are not where its tables say, and 0 cannot be read");
        AssertBytes.AreEqual(Long.Contents.ToArray(), volume.ReadAll(volume.Entries.Single()));
    }

    [TestMethod]
    public void AFileWithoutItsFirstIndexPageIsReported()
    {
        var image = SpiffsImage.Of(2, Small);
        image.Delete(SpiffsImage.PageOf(0));
        SpiffsVolume volume = Damaged(image, DiagnosticCodes.BrokenChain, 512, "a first index page for object 1", "3 other pages of it");
        Assert.IsEmpty(volume.Entries);
    }

    [TestMethod]
    public void OfTwoCopiesTheOneThatCanBeReadIsReadAndReported()
    {
        var image = SpiffsImage.Of(2, Small);
        int header = SpiffsImage.PageOf(0);
        int copy = SpiffsImage.PageOf(20);
        image.Copy(header, copy);
        image.Copy(SpiffsImage.PageOf(2), SpiffsImage.PageOf(21));
        image.Delete(SpiffsImage.PageOf(2));
        image.SetEntry(copy, 1, SpiffsImage.PageOf(21));
        SpiffsVolume volume = image.Open(ReadMode.Salvage);
        AssertDiagnostics.Single(volume.Damage.Skip(1).Select(damage => damage.ToDiagnostic()), DiagnosticCodes.BrokenChain, "the device takes page 1 and cannot read the file; page 22 has all of it");
        Assert.HasCount(2, volume.Damage);
        Assert.AreEqual(copy * 256, volume.Entries.Single().Offset);
        AssertBytes.AreEqual(Small.Contents.ToArray(), volume.ReadAll(volume.Entries.Single()));
    }

    [TestMethod]
    public void MoreCopiesThanAnyPowerCutLeavesAreReportedAndNotRead()
    {
        var image = SpiffsImage.Of(2, Small);
        for (int i = 0; i < 5; i++)
        {
            image.Copy(SpiffsImage.PageOf(0), SpiffsImage.PageOf(20 + i));
            image.SetName(SpiffsImage.PageOf(20 + i), $"/copy{i}");
        }

        SpiffsVolume volume = Damaged(image, DiagnosticCodes.BrokenChain, 25 * 256, "at most 4 first index pages for object 1", "'copy3'");
        Assert.HasCount(4, volume.Entries);
    }

    [TestMethod]
    public void ASizeThatCannotBeIsReportedAndWhatIsThereIsRead()
    {
        var image = SpiffsImage.Of(2, Small);
        image.SetSize(SpiffsImage.PageOf(0), 0xFFFFFF00);
        SpiffsVolume volume = Damaged(image, DiagnosticCodes.InvalidField, 256 + 8, "fits in the 30 object pages", "4294967040 bytes");
        Assert.AreEqual(3 * 251, volume.Entries.Single().Length);
        AssertBytes.AreEqual(Small.Contents.ToArray(), volume.ReadAll(volume.Entries.Single()).AsSpan(0, 700));
    }

    [TestMethod]
    public void ANameWithoutEndIsReported()
    {
        var image = SpiffsImage.Of(2, Small);
        image.SetName(SpiffsImage.PageOf(0), "/" + new string('n', 31));
        SpiffsVolume volume = Damaged(image, DiagnosticCodes.InvalidField, 256 + 13, "a name that ends within 32 bytes", "no NUL");
        Assert.AreEqual(new string('n', 31), volume.Entries.Single().Name);
    }

    [TestMethod]
    public void ABlockInUseWithoutItsMagicIsReportedBecauseTheDeviceErasesIt()
    {
        var image = SpiffsImage.Of(3, Small);
        image.Bytes.AsSpan(252, 2).Clear();
        SpiffsVolume volume = Damaged(
            image, DiagnosticCodes.InvalidField, 252, "magic 0x042a in block 0 of 3", "0x0000: the device takes the block for half erased and erases it when it mounts, with 4 pages in use");
        Assert.HasCount(1, volume.Entries);
    }

    [TestMethod]
    public void AnImageThatIsCutIsReportedWithWhatItWasMadeFor()
    {
        byte[] image = SpiffsImage.Of(8, Small).Bytes[..(5 * 4096 + 100)];
        SpiffsVolume volume = SpiffsVolume.Open(image, SpiffsImage.Options, ReadMode.Salvage);
        Diagnostic[] found = [.. volume.Damage.Select(damage => damage.ToDiagnostic())];
        AssertDiagnostics.Single(found, DiagnosticCodes.Truncated, "whole blocks of 4096 bytes", "20580 bytes, 100 beyond the last whole block");
        AssertDiagnostics.Single(found, DiagnosticCodes.NotThisFormat, "made for 8 blocks (32768 bytes), has 5 (20580)", "-10025");
        AssertBytes.AreEqual(Small.Contents.ToArray(), volume.ReadAll(volume.Entries.Single()));
        Assert.AreEqual(20580, volume.Extents.Sum(extent => extent.Length));
    }

    [TestMethod]
    [DataRow("spiffs-idf-default", "pageSize", 512, "its magic fits other options: pageSize 256 instead of 512")]
    [DataRow("spiffs-idf-default", "blockSize", 8192, "its magic fits other options: blockSize 4096 instead of 8192")]
    [DataRow("spiffs-page512-block8192", "none", 0, "its magic fits other options: pageSize 512 instead of 256, blockSize 8192 instead of 4096")]
    [DataRow("spiffs-bigendian", "none", 0, "bigEndian true instead of false")]
    [DataRow("spiffs-nomagiclen", "none", 0, "useMagicLength false instead of true")]
    [DataRow("spiffs-nomagic", "none", 0, "no SPIFFS magic was found for any usual geometry")]
    public void AWrongMagicIsReportedWithTheLikelyCause(string id, string option, int value, string cause)
    {
        SpiffsOptions options = option switch
        {
            "pageSize" => new SpiffsOptions { PageSize = value },
            "blockSize" => new SpiffsOptions { BlockSize = value },
            _ => new SpiffsOptions(),
        };
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => SpiffsVolume.Open(SpiffsVectors.Image(id), options, ReadMode.Strict));
        Assert.AreEqual(DiagnosticCodes.NotThisFormat.Code, thrown.Code);
        StringAssert.Contains(thrown.Message, cause, StringComparison.Ordinal);
        StringAssert.Contains(thrown.Message, "error -10025", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ErasedFlashIsReportedAsSuch()
    {
        byte[] image = new byte[65536];
        image.AsSpan().Fill(0xFF);
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => SpiffsVolume.Open(image, new SpiffsOptions(), ReadMode.Strict));
        StringAssert.Contains(thrown.Message, "erased flash: nothing was written here", StringComparison.Ordinal);
        Assert.IsEmpty(SpiffsVolume.Open(image, new SpiffsOptions { UseMagic = false }, ReadMode.Strict).Entries, "without magic it is an empty file system");
    }

    [TestMethod]
    [DataRow("spiffs-meta0")]
    [DataRow("spiffs-name64")]
    [DataRow("spiffs-aligned-meta1")]
    public void AWrongNameOrMetadataLengthIsNamedFirstAndContentsAreReadAllTheSame(string id)
    {
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => SpiffsVolume.Open(SpiffsVectors.Image(id), new SpiffsOptions(), ReadMode.Strict));
        StringAssert.Contains(thrown.Message, "at offset 49 of index pages (nameLength 32, metaLength 4, alignedIndexTables false)", StringComparison.Ordinal);
        StringAssert.Contains(thrown.Message, "mounts it, lists it and reads garbage", StringComparison.Ordinal);

        SpiffsVolume volume = SpiffsVolume.Open(SpiffsVectors.Image(id), new SpiffsOptions(), ReadMode.Salvage);
        foreach (FlashFile file in Vectors.Inputs())
        {
            Assert.IsTrue(volume.TryGetEntry(file.Path, out VolumeEntry? entry));
            AssertBytes.AreEqual(file.Contents.ToArray(), volume.ReadAll(entry), entry.Name);
        }
    }

    [TestMethod]
    public void PagesThat16BitsCannotReachAreReported()
    {
        byte[] image = new byte[16 * 1024 * 1024 + 4096];
        image.AsSpan().Fill(0xFF);
        SpiffsVolume volume = SpiffsVolume.Open(image, new SpiffsOptions { UseMagic = false }, ReadMode.Salvage);
        AssertDiagnostics.Single(volume.Damage.Select(damage => damage.ToDiagnostic()), DiagnosticCodes.InvalidField, "at most 65536 pages of 256 bytes", "65552 pages");
        Assert.AreEqual(image.Length, volume.Extents.Sum(extent => extent.Length));
    }

    // One damage, thrown when reading strictly and listed otherwise.
    private static SpiffsVolume Damaged(SpiffsImage image, DiagnosticDescriptor descriptor, long offset, params string[] fragments)
    {
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => image.Open());
        SpiffsVolume volume = image.Open(ReadMode.Salvage);
        Assert.HasCount(1, volume.Damage, string.Join(Environment.NewLine, volume.Damage.Select(damage => damage.ToDiagnostic())));
        Assert.AreEqual(volume.Damage[0], thrown.Damage);
        Assert.AreEqual(offset, volume.Damage[0].Offset);
        AssertDiagnostics.Single([volume.Damage[0].ToDiagnostic()], descriptor, fragments);
        return volume;
    }
}
