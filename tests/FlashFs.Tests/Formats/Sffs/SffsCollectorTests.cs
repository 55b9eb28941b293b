using FlashFs.Devices;
using FlashFs.Formats.Sffs;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>When the collector works, and what it takes.</summary>
[TestClass]
public sealed class SffsCollectorTests
{
    [TestMethod]
    public void ItStartsByItselfWhenFewPagesAreFree()
    {
        (NorFlash flash, SffsVolume volume) = SffsVolumeTests.Mount();
        Fill(volume, 11);
        volume.EraseFile("0");
        Assert.AreEqual(new SffsPageCounts(Free: 5, Used: 10, Erased: 1, Bad: 0), volume.PageCounts, "five pages are enough");
        Assert.AreEqual(new SffsFreeSpace(5 * 4000, 6 * 4000), volume.FreeSpace);
        SffsVolumeTests.Put(volume, "x", [1]);
        Assert.AreEqual(new SffsPageCounts(Free: 5, Used: 11, Erased: 0, Bad: 0), volume.PageCounts, "at four it starts");
        Assert.AreEqual(1, flash.WearOf(0));
        volume.EraseFile("1");
        Assert.AreEqual(1, volume.PageCounts.Erased);
        volume.AutoGcThreshold = 5;
        volume.EraseFile("2");
        Assert.AreEqual(0, volume.PageCounts.Erased, "the threshold is set");
    }

    [TestMethod]
    public void ItWaitsUntilNoFileIsOpen()
    {
        (_, SffsVolume volume) = SffsVolumeTests.Mount();
        Fill(volume, 13);
        SffsFile file = volume.OpenFile("12", SffsFileMode.Read);
        volume.EraseFile("0");
        Assert.AreEqual(1, volume.PageCounts.Erased);
        file.Close();
        Assert.AreEqual(0, volume.PageCounts.Erased);
    }

    [TestMethod]
    public void ItTakesBadPagesTooButDoesNotStartForThem()
    {
        SffsTestImage image = new(16);
        for (int page = 0; page < 14; page++)
        {
            image.Next(page, 0, 1, 1, 1);
        }

        NorFlash flash = NorFlash.FromContents(image.ToArray());
        SffsVolume volume = SffsVolume.Mount(flash, new SffsOptions());
        SffsVolumeTests.Put(volume, "f", [1]);
        Assert.AreEqual(new SffsPageCounts(Free: 1, Used: 1, Erased: 0, Bad: 14), volume.PageCounts);
        Assert.AreEqual(new SffsFreeSpace(4000, 4000), volume.FreeSpace, "bad pages are not counted");
        volume.EraseFile("f");
        Assert.AreEqual(new SffsPageCounts(Free: 16, Used: 0, Erased: 0, Bad: 0), volume.PageCounts);
    }

    [TestMethod]
    public void ZeroTurnsItOffUntilNoPageIsFree()
    {
        (_, SffsVolume volume) = SffsVolumeTests.Mount();
        volume.AutoGcThreshold = 0;
        Fill(volume, 16);
        for (int i = 0; i < 5; i++)
        {
            volume.EraseFile($"{i}");
        }

        Assert.AreEqual(new SffsPageCounts(Free: 0, Used: 11, Erased: 5, Bad: 0), volume.PageCounts);
        SffsVolumeTests.Put(volume, "f", [1]);
        Assert.AreEqual(new SffsPageCounts(Free: 4, Used: 12, Erased: 0, Bad: 0), volume.PageCounts, "one at once, the others when the write is done");
    }

    [TestMethod]
    public void ALargeWriteIntoAVolumeWithoutFreePagesKeepsAllItsPages()
    {
        // The library collects eight pages, notes the rest for later, writes into them when the eight are used up, and then
        // erases what it noted.
        (NorFlash flash, SffsVolume volume) = SffsVolumeTests.Mount();
        volume.AutoGcThreshold = 0;
        Fill(volume, 16);
        for (int i = 0; i < 16; i++)
        {
            volume.EraseFile($"{i}");
        }

        volume.AutoGcThreshold = 4;
        byte[] contents = SffsTestFiles.Bytes(14 * 4096);
        SffsVolumeTests.Put(volume, "large", contents);
        SffsVolume again = SffsVolume.Mount(flash, new SffsOptions());
        Assert.IsEmpty(again.Damage);
        AssertBytes.AreEqual(contents, again.ReadAll(again.Entries.Single()));
    }

    [TestMethod]
    [DataRow(1, 4)]
    [DataRow(3, 2)]
    [DataRow(0, 4)]
    [DataRow(-7, 4)]
    [DataRow(99, 0)]
    public void ItTakesAsManyAsItIsToldAndAtLeastOne(int pages, int left)
    {
        (NorFlash flash, SffsVolume volume) = SffsVolumeTests.Mount();
        Fill(volume, 5);
        volume.EraseFiles();
        volume.CollectGarbage(pages);
        Assert.AreEqual(left, volume.PageCounts.Erased);
        Assert.AreEqual(1, flash.WearOf(0), "from the first page on");
        volume.CollectGarbage();
        Assert.AreEqual(16, volume.PageCounts.Free);
        Assert.AreEqual(5L, flash.EraseCount);
    }

    [TestMethod]
    public void WhatIsErasedWhileItHasNotedItsPagesIsLeftToTheNextRun()
    {
        (_, SffsVolume volume) = SffsVolumeTests.Mount();
        Fill(volume, 16);
        volume.EraseFiles();
        Assert.AreEqual(new SffsPageCounts(Free: 1, Used: 0, Erased: 15, Bad: 0), volume.PageCounts);
    }

    [TestMethod]
    public void SeededPagesSpreadTheWear()
    {
        var flash = new NorFlash(65536);
        SffsVolume volume = SffsVolume.Mount(flash, new SffsOptions { Allocation = SffsAllocation.Seeded, Seed = 3 });
        for (int i = 0; i < 400; i++)
        {
            SffsVolumeTests.Put(volume, "f", new byte[4000]);
            volume.EraseFile("f");
        }

        int[] wear = [.. Enumerable.Range(0, 16).Select(flash.WearOf)];
        Assert.IsTrue(wear.Min() > 10 && wear.Max() < 50, string.Join(' ', wear));
    }

    private static void Fill(SffsVolume volume, int files)
    {
        for (int i = 0; i < files; i++)
        {
            SffsVolumeTests.Put(volume, $"{i}", [1]);
        }
    }
}
