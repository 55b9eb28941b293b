using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats.Spiffs;

/// <summary>Images of so many pages and files that several cores read them: what is found, and in which order, does not depend on them.</summary>
[TestClass]
public sealed class SpiffsManyFilesTests
{
    private const int Blocks = 2048;
    private const int Count = 3000;

    // An index page and two data pages each.
    private const int PagesEach = 3;

    private static readonly FlashFile[] Files = [.. Enumerable.Range(0, Count).Select(i => SpiffsVectors.File($"{i:d4}.bin", 300, (byte)i))];

    [TestMethod]
    public void EveryFileIsFoundWithItsContents()
    {
        SpiffsVolume volume = SpiffsImage.Of(Blocks, Files).Open();
        Assert.HasCount(Count, volume.Entries);
        for (int i = 0; i < Count; i++)
        {
            VolumeEntry entry = volume.Entries[i];
            Assert.AreEqual(i, entry.Index);
            Assert.AreEqual(Files[i].Path, entry.Path);
            Assert.AreEqual((long)SpiffsImage.PageOf(i * PagesEach) * 256, entry.Offset);
            Assert.AreEqual($"{i + 1}", entry.Attributes.Single().Value);
            AssertBytes.AreEqual(Files[i].Contents.ToArray(), volume.ReadAll(entry));
        }

        int usedBlocks = (Count * PagesEach + 14) / 15;
        Assert.AreEqual(Count, volume.WholeFiles);
        Assert.AreEqual(Count * 300L, volume.Usage.Data);
        Assert.AreEqual((Blocks * 15 - Count * PagesEach) * 256L, volume.Usage.Free);
        Assert.AreEqual(Blocks - usedBlocks, volume.Usage.FreeBlocks);
        Assert.AreEqual(Count * 2 * 256L, volume.Extents.Where(extent => extent.Kind == ExtentKind.FileData).Sum(extent => extent.Length));
    }

    [TestMethod]
    public void DamageIsToldInTheOrderOfThePages()
    {
        int[] damaged = [3, 700, 1501, 2400, Count - 1];
        var image = SpiffsImage.Of(Blocks, Files);
        foreach (int i in damaged)
        {
            image.Delete(SpiffsImage.PageOf(i * PagesEach + 2)); // the second data page
            image.SetCell(SpiffsImage.PageOf((i - 1) * PagesEach), 0x8000 | 0x7000); // the index page of the file before it
        }

        SpiffsVolume volume = image.Open(ReadMode.Salvage);
        string[] names = [.. damaged.Select(i => $"{i:d4}.bin")];
        Assert.HasCount(Count, volume.Entries);
        CollectionAssert.AreEqual(names, volume.Entries.Where(entry => entry.IsDamaged).Select(entry => entry.Name).ToArray());
        CollectionAssert.AreEqual(names, volume.Damage.Take(damaged.Length).Select(damage => damage.Entry).ToArray());
        CollectionAssert.AreEqual(
            damaged.Select(i => SpiffsImage.PageOf((i - 1) * PagesEach) * 256L).ToArray(),
            volume.Damage.Skip(damaged.Length).Select(damage => damage.Offset).ToArray());
        Assert.AreEqual(Count - damaged.Length, volume.WholeFiles);
        Assert.AreEqual(Count * 300L - damaged.Length * 49, volume.Usage.Data);
    }

    [TestMethod]
    public void ASecondNameFarBehindTheFirstIsOneMoreEntry()
    {
        var image = SpiffsImage.Of(Blocks, Files);
        int copy = SpiffsImage.PageOf(Blocks * 15 - 20);
        image.Copy(SpiffsImage.PageOf(30 * PagesEach), copy);
        Assert.HasCount(Count, image.Open().Entries, "with the same name it is a copy of the first");

        image.SetName(copy, "/renamed");
        SpiffsVolume volume = image.Open();
        Assert.HasCount(Count + 1, volume.Entries);
        Assert.AreEqual("renamed", volume.Entries[^1].Name);
        AssertBytes.AreEqual(Files[30].Contents.ToArray(), volume.ReadAll(volume.Entries[^1]));
        Assert.AreEqual(Count * 300L, volume.Usage.Data, "what two names share counts once");
    }

    [TestMethod]
    public void AFileWithoutAFirstIndexPageIsReportedWhereverItLies()
    {
        int[] lost = [5, 2900];
        var image = SpiffsImage.Of(Blocks, Files);
        foreach (int i in lost)
        {
            image.Delete(SpiffsImage.PageOf(i * PagesEach));
        }

        SpiffsVolume volume = image.Open(ReadMode.Salvage);
        Assert.HasCount(Count - lost.Length, volume.Entries);
        CollectionAssert.AreEqual(
            lost.Select(i => SpiffsImage.PageOf(i * PagesEach + 1) * 256L).ToArray(),
            volume.Damage.Select(damage => damage.Offset).ToArray());
        Assert.IsTrue(volume.Damage.All(damage => damage.Descriptor == DiagnosticCodes.BrokenChain));
    }

    [TestMethod]
    public void FilesOfSeveralIndexPagesStandBetweenTheOthers()
    {
        FlashFile large = SpiffsVectors.File("1500-large.bin", 200 * 251, 7);
        SpiffsVolume volume = SpiffsImage.Of(Blocks, [.. Files[..1500], large, .. Files[1500..]]).Open();
        Assert.AreEqual("1500-large.bin", volume.Entries[1500].Name);
        AssertBytes.AreEqual(large.Contents.ToArray(), volume.ReadAll(volume.Entries[1500]));
        Assert.HasCount(Count + 1, volume.Entries);
        Assert.AreEqual(Count + 1, volume.WholeFiles);
    }
}
