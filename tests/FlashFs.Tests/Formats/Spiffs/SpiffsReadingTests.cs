using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats.Spiffs;

/// <summary>What a device leaves in its flash, in ordinary use and after power cuts, without any of it being damage.</summary>
[TestClass]
public sealed class SpiffsReadingTests
{
    private static readonly FlashFile Long = SpiffsVectors.File("long.bin", 240 * 251, 3);
    private static readonly FlashFile Small = SpiffsVectors.File("small.txt", 700, 5);

    [TestMethod]
    public void TheAgedImageHasTheFiguresOfTheCLibrary()
    {
        SpiffsVolume volume = SpiffsVolume.Open(Vectors.Bytes("images/spiffs-aged.img"), new SpiffsOptions { MetaLength = 0 }, ReadMode.Strict);

        // What SPIFFS_mount and SPIFFS_info count: 360 pages allocated, 88 deleted, 2 blocks free, of 32 blocks of 15 pages.
        Assert.AreEqual((480 - 360 - 88) * 256, volume.Usage.Free);
        Assert.AreEqual(2, volume.Usage.FreeBlocks);
        Assert.AreEqual(88 * 256, volume.Extents.Where(extent => extent.Kind == ExtentKind.Deleted).Sum(extent => extent.Length));
        Assert.AreEqual(32 * 256, volume.Extents.Where(extent => extent.Kind == ExtentKind.Metadata).Sum(extent => extent.Length));
        Assert.AreEqual(volume.Entries.Sum(entry => entry.Length), volume.Usage.Data);
    }

    [TestMethod]
    public void PagesStandInAnyOrder()
    {
        // 243 pages of the file fill 17 blocks; they are dealt out again over 32 blocks.
        var image = SpiffsImage.Of(32, Long);
        var random = new Random(4);
        int[] places = [.. Enumerable.Range(0, 32 * 15).OrderBy(_ => random.Next()).Take(243).Select(SpiffsImage.PageOf)];
        int[] old = [.. Enumerable.Range(0, 243).Select(SpiffsImage.PageOf)];
        var shuffled = SpiffsImage.Of(32);
        int[] indexPages = [old[0], old[104], old[229]];
        Dictionary<int, int> newPlace = old.Zip(places).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (int page in old)
        {
            image.Page(page).CopyTo(shuffled.Page(newPlace[page]));
            shuffled.SetCell(newPlace[page], image.Cell(page));
        }

        int span = 0;
        foreach ((int indexPage, int table, int entries) in new[] { (old[0], 49, 103), (old[104], 8, 124), (old[229], 8, 13) })
        {
            for (int entry = 0; entry < entries; entry++, span++)
            {
                int dataPage = old.Except(indexPages).ElementAt(span);
                shuffled.SetEntry(newPlace[indexPage], entry, newPlace[dataPage], table);
            }
        }

        Assert.AreEqual(240, span);
        SpiffsVolume volume = shuffled.Open();
        AssertBytes.AreEqual(Long.Contents.ToArray(), volume.ReadAll(volume.Entries.Single()));
    }

    [TestMethod]
    public void AFileThatWasCreatedAndNeverClosedIsEmpty()
    {
        var image = SpiffsImage.Of(2, Small);
        image.SetSize(SpiffsImage.PageOf(0), 0xFFFFFFFF);
        SpiffsVolume volume = image.Open();
        Assert.AreEqual(0, volume.Entries.Single().Length, "whatever its table and its data pages hold");
        Assert.IsEmpty(volume.ReadAll(volume.Entries.Single()));
        Assert.AreEqual(0, volume.Usage.Data);
    }

    [TestMethod]
    public void OfTwoCopiesOfTheFirstIndexPageTheFirstInTheFlashCounts()
    {
        var image = SpiffsImage.Of(2, Small);
        int original = SpiffsImage.PageOf(0);
        int copy = SpiffsImage.PageOf(20);
        image.Copy(original, copy);
        image.SetSize(copy, 300);
        SpiffsVolume volume = image.Open();
        Assert.AreEqual(700, volume.Entries.Single().Length);
        Assert.AreEqual(original * 256, volume.Entries.Single().Offset);

        image.SetSize(original, 251);
        Assert.AreEqual(251, image.Open().Entries.Single().Length);
    }

    [TestMethod]
    public void AnUnfinishedOrDeletedCopyDoesNotCount()
    {
        foreach (byte flags in (ReadOnlySpan<byte>)[0xFA, 0x78, 0xF9, 0xB8])
        {
            var image = SpiffsImage.Of(2, Small);
            int original = SpiffsImage.PageOf(0);
            image.Copy(original, SpiffsImage.PageOf(20));
            image.SetSize(original, 300);
            image.SetFlags(original, flags);
            if (flags == 0x78)
            {
                image.SetCell(original, 0);
            }

            SpiffsVolume volume = image.Open();
            Assert.AreEqual(700, volume.Entries.Single().Length, $"flags 0x{flags:x2}");
        }
    }

    [TestMethod]
    public void ARenameThatWasCutOffLeavesBothNames()
    {
        var image = SpiffsImage.Of(2, Small);
        int copy = SpiffsImage.PageOf(20);
        image.Copy(SpiffsImage.PageOf(0), copy);
        image.SetName(copy, "/renamed.txt");
        SpiffsVolume volume = image.Open();
        CollectionAssert.AreEqual((string[])["small.txt", "renamed.txt"], volume.Entries.Select(entry => entry.Name).ToArray());
        foreach (VolumeEntry entry in volume.Entries)
        {
            AssertBytes.AreEqual(Small.Contents.ToArray(), volume.ReadAll(entry), entry.Name);
        }

        Assert.AreEqual(700, volume.Usage.Data, "the contents are there once");
    }

    [TestMethod]
    public void OfTwoCopiesOfAFurtherIndexPageTheFirstBehindTheOneBeforeCounts()
    {
        // The copies disagree on one data page: which of them counts shows in the contents.
        var image = SpiffsImage.Of(32, Long);
        int second = SpiffsImage.PageOf(104);
        int firstData = SpiffsImage.PageOf(105);
        int otherData = SpiffsImage.PageOf(300);
        image.Copy(firstData, otherData);
        image.Page(otherData)[5..].Fill(0x55);
        int behind = SpiffsImage.PageOf(320);
        image.Copy(second, behind);
        image.SetEntry(behind, 0, otherData, tableOffset: 8);
        AssertBytes.AreEqual(Long.Contents.ToArray(), image.Open().ReadAll(image.Open().Entries.Single()), "the nearer copy");

        // With the first index page behind the nearer copy, the search begins there and finds the other one first.
        int header = SpiffsImage.PageOf(310);
        image.Copy(SpiffsImage.PageOf(0), header);
        image.Delete(SpiffsImage.PageOf(0));
        SpiffsVolume volume = image.Open();
        Assert.AreEqual(0x55, volume.ReadAll(volume.Entries.Single())[103 * 251], "the copy behind the first index page");

        image.Delete(behind);
        volume = image.Open();
        AssertBytes.AreEqual(Long.Contents.ToArray(), volume.ReadAll(volume.Entries.Single()), "from the end the search goes on at the start");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void ACopyOfAFirstIndexPageThatNothingIsReadFromBelongsToNoFile(bool damaged)
    {
        var image = SpiffsImage.Of(2, Small);
        int copy = SpiffsImage.PageOf(20);
        image.Copy(SpiffsImage.PageOf(0), copy);
        if (damaged)
        {
            image.Delete(SpiffsImage.PageOf(2)); // which both of them name
        }

        SpiffsVolume volume = image.Open(ReadMode.Salvage);
        Assert.AreEqual(damaged, volume.Entries.Single().IsDamaged);
        Assert.AreEqual(new VolumeExtent(256, 256, ExtentKind.FileHeader, 0), volume.Extents[1]);
        Assert.AreEqual(new VolumeExtent(copy * 256, 256, ExtentKind.Unusable), volume.Extents.Single(extent => extent.Offset == copy * 256));
    }

    [TestMethod]
    public void ACopyOfADataPageThatTheIndexDoesNotNameIsIgnored()
    {
        var image = SpiffsImage.Of(2, Small);
        int copy = SpiffsImage.PageOf(20);
        image.Copy(SpiffsImage.PageOf(1), copy);
        image.Page(copy)[5..].Fill(0x77);
        SpiffsVolume volume = image.Open();
        AssertBytes.AreEqual(Small.Contents.ToArray(), volume.ReadAll(volume.Entries.Single()));
        Assert.AreEqual(ExtentKind.Unusable, volume.Extents.Single(extent => extent.Offset == copy * 256).Kind);
    }

    [TestMethod]
    public void PagesThatWereReservedOrWrittenAndNeverCompletedAreNoDamage()
    {
        var image = SpiffsImage.Of(2, Small);
        image.SetCell(SpiffsImage.PageOf(20), 9);
        image.Copy(SpiffsImage.PageOf(1), SpiffsImage.PageOf(21));
        image.SetFlags(SpiffsImage.PageOf(21), 0xFE);
        image.Copy(SpiffsImage.PageOf(2), SpiffsImage.PageOf(22));
        image.SetCell(SpiffsImage.PageOf(22), 0xFFFF);
        image.Copy(SpiffsImage.PageOf(3), SpiffsImage.PageOf(23));
        image.SetCell(SpiffsImage.PageOf(23), 0);
        SpiffsVolume volume = image.Open();
        Assert.AreEqual((30 - 4 - 4) * 256, volume.Usage.Free);
        Assert.AreEqual(0, volume.Usage.FreeBlocks);
    }

    [TestMethod]
    public void AFileWhoseRemovalHasBegunIsGone()
    {
        var image = SpiffsImage.Of(2, Small, SpiffsVectors.File("other", 10));
        image.ClearFlags(SpiffsImage.PageOf(0), SpiffsImage.BeingDeleted);
        SpiffsVolume volume = image.Open();
        Assert.AreEqual("other", volume.Entries.Single().Name);
    }

    [TestMethod]
    public void DataBeyondTheSizeAndEntriesForItAreIgnored()
    {
        var image = SpiffsImage.Of(2, Small);
        image.SetSize(SpiffsImage.PageOf(0), 251);
        image.SetEntry(SpiffsImage.PageOf(0), 2, 0xFFFE);
        Assert.AreEqual(251, image.Open().Entries.Single().Length);
    }

    [TestMethod]
    public void WhatATruncationOverThePageBorderLeavesOfARemovedFileIsNoDamage()
    {
        var image = SpiffsImage.Of(2, Small);
        image.Delete(SpiffsImage.PageOf(0));
        image.Delete(SpiffsImage.PageOf(1));
        image.Delete(SpiffsImage.PageOf(2));
        Assert.IsEmpty(image.Open().Entries);
    }

    [TestMethod]
    public void OneErasedBlockWithoutMagicIsAnEraseThatWasCutOff()
    {
        var image = SpiffsImage.Of(3, Small);
        image.Bytes.AsSpan(4096 + 252, 2).Fill(0xFF);
        Assert.AreEqual(2, image.Open().Usage.FreeBlocks);
    }

    [TestMethod]
    public void SmallFilesAreMappedInPlace()
    {
        var image = SpiffsImage.Of(2, SpiffsVectors.File("empty", 0), SpiffsVectors.File("page", 251), SpiffsVectors.File("more", 252));
        SpiffsVolume volume = image.Open();
        Assert.IsTrue(volume.TryMap(volume.Entries[0], out ReadOnlyMemory<byte> contents));
        Assert.AreEqual(0, contents.Length);
        Assert.IsTrue(volume.TryMap(volume.Entries[1], out contents));
        AssertBytes.AreEqual(volume.ReadAll(volume.Entries[1]), contents.Span);
        Assert.IsTrue(contents.Span.Overlaps(image.Bytes));
        Assert.IsFalse(volume.TryMap(volume.Entries[2], out _));
    }

    [TestMethod]
    public void AttributesAreObjectIdTypeAndMetadata()
    {
        var image = SpiffsImage.Of(2, SpiffsVectors.File("a", 1), SpiffsVectors.File("b", 1), SpiffsVectors.File("c", 1));
        image.Page(SpiffsImage.PageOf(2)).Slice(45, 4).Fill(0xFF);
        image.Page(SpiffsImage.PageOf(4))[12] = 2;
        new byte[] { 0x12, 0x34, 0x56, 0x00 }.CopyTo(image.Page(SpiffsImage.PageOf(4))[45..]);
        string[] attributes = [.. image.Open().Entries.Select(entry => string.Join(" ", entry.Attributes.Select(pair => $"{pair.Key}={pair.Value}")))];
        CollectionAssert.AreEqual((string[])["objectId=1", "objectId=2", "objectId=3 type=2 meta=12345600"], attributes);
    }

    [TestMethod]
    public void NamesHaveNoLeadingSlashWhateverIsStored()
    {
        var image = SpiffsImage.Of(2, SpiffsVectors.File("a", 1), SpiffsVectors.File("b", 1));
        image.SetName(SpiffsImage.PageOf(0), "no-slash");
        image.SetName(SpiffsImage.PageOf(2), "../up");
        SpiffsVolume volume = image.Open();
        CollectionAssert.AreEqual((string[])["no-slash", "../up"], volume.Entries.Select(entry => entry.Name).ToArray());
        Assert.IsNull(volume.Entries[1].Path, "a name that is no path cannot be extracted");
    }

    [TestMethod]
    public void ExtentsNameThePagesOfEachFile()
    {
        VolumeExtent[] expected =
        [
            new(0, 256, ExtentKind.Metadata),
            new(256, 256, ExtentKind.FileHeader, 0),
            new(512, 768, ExtentKind.FileData, 0),
            new(1280, 256, ExtentKind.FileHeader, 1),
            new(1536, 2560, ExtentKind.Free),
            new(4096, 256, ExtentKind.Metadata),
            new(4352, 3840, ExtentKind.Free),
        ];
        CollectionAssert.AreEqual(expected, SpiffsImage.Of(2, Small, SpiffsVectors.File("e", 0)).Open().Extents.ToArray());
    }
}
