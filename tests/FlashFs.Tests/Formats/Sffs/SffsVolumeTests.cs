using FlashFs.Devices;
using FlashFs.Formats;
using FlashFs.Formats.Sffs;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>The library's calls, one by one.</summary>
[TestClass]
public sealed class SffsVolumeTests
{
    private const int Size = 16 * 4096;

    [TestMethod]
    public void AFileIsWrittenInPiecesAndReadBack()
    {
        (NorFlash flash, SffsVolume volume) = Mount(created: 1000);
        byte[] contents = SffsTestFiles.Bytes(9000);
        SffsFile file = volume.OpenFile("log/1.bin", SffsFileMode.Write);
        Assert.AreEqual(6 + 4 + 1 + 9 + 100, file.Write(contents.AsSpan(0, 100)), "the header of the first page is counted");
        Assert.AreEqual(0, file.Write([]));
        Assert.AreEqual(50, file.Write(contents.AsSpan(100, 50)));
        Assert.AreEqual(8850 + 6 + 6, file.Write(contents.AsSpan(150)), "and those of two more");
        Assert.AreEqual(9000, file.Length);
        Assert.AreEqual(0, file.Position);
        AssertBytes.AreEqual(contents, file.Read(), "while it is open");
        file.Close();
        AssertVolume(volume, ("log/1.bin", contents));
        AssertVolume(SffsVolume.Mount(flash, new SffsOptions()), ("log/1.bin", contents));
        Assert.AreEqual(new SffsPageCounts(Free: 13, Used: 3, Erased: 0, Bad: 0), volume.PageCounts);
    }

    [TestMethod]
    public void TextIsWrittenInUtf8()
    {
        (_, SffsVolume volume) = Mount();
        using (SffsFile file = volume.OpenFile("t", SffsFileMode.Write))
        {
            file.Write("grün");
        }

        AssertVolume(volume, ("t", "grün"u8.ToArray()));
    }

    [TestMethod]
    [DataRow(4084)]
    [DataRow(4084 + 4090)]
    public void AFileThatFillsItsLastPageIsClosedWithoutAnotherOne(int length)
    {
        (NorFlash flash, SffsVolume volume) = Mount();
        byte[] contents = SffsTestFiles.Bytes(length);
        Put(volume, "f", contents);
        Assert.AreEqual(length > 4084 ? 2 : 1, volume.PageCounts.Used);
        Assert.AreEqual(0, BitConverter.ToUInt16(flash.Contents.Span[4..]), "the size of a full page");
        AssertVolume(SffsVolume.Mount(flash, new SffsOptions()), ("f", contents));
    }

    [TestMethod]
    public void ReadingMovesThePositionAndEndsWithTheFile()
    {
        (_, SffsVolume volume) = Mount();
        byte[] contents = SffsTestFiles.Bytes(5000);
        Put(volume, "f", contents);
        using SffsFile file = volume.OpenFile("f", SffsFileMode.Read);
        AssertBytes.AreEqual(contents.AsSpan(0, 4090), file.Read(4090));
        Assert.AreEqual(4090, file.Position);
        Assert.IsFalse(file.IsAtEnd);
        AssertBytes.AreEqual(contents.AsSpan(4090), file.Read(4096), "more than there is");
        Assert.IsTrue(file.IsAtEnd);
        Assert.IsEmpty(file.Read());
        Assert.AreSame(file, file.Seek(4080));
        byte[] buffer = new byte[20];
        Assert.AreEqual(20, file.Read(buffer));
        AssertBytes.AreEqual(contents.AsSpan(4080, 20), buffer);
        Assert.IsEmpty(file.Read(0));
        Assert.AreEqual(5000, file.Seek(5000).Position);
    }

    [TestMethod]
    public void FilesAreListedByNameOrByDate()
    {
        (NorFlash flash, SffsVolume volume) = Mount(created: 500);
        foreach ((string name, int time) in (ReadOnlySpan<(string, int)>)[("b", 300), ("a", 200), ("C", 100), ("ä", 200)])
        {
            volume.UnixTime = time;
            Put(volume, name, new byte[time]);
        }

        SffsFileInfo[] byName = [new(5, "C", 100, 100), new(3, "a", 200, 200), new(1, "b", 300, 300), new(7, "ä", 200, 200)];
        CollectionAssert.AreEqual(byName, volume.GetFileList().ToArray());
        CollectionAssert.AreEqual(new[] { "C", "a", "ä", "b" }, volume.GetFileList(orderByDate: true).Select(file => file.Name).ToArray());

        IReadOnlyList<SffsFileInfo>? given = null;
        SffsVolume again = SffsVolume.Mount(flash, new SffsOptions());
        again.Initialize(files => given = files);
        CollectionAssert.AreEqual(byName, given?.ToArray());
    }

    [TestMethod]
    public void AFileIsFoundByNameAndById()
    {
        (_, SffsVolume volume) = Mount(created: 77);
        Put(volume, "f", new byte[5]);
        Assert.IsTrue(volume.FileExists("f"));
        Assert.IsTrue(volume.FileExists(1));
        Assert.IsFalse(volume.FileExists("g"));
        Assert.IsFalse(volume.FileExists(3));
        Assert.AreEqual(5, volume.FileSize("f"));
        Assert.AreEqual(5, volume.FileSize(1));
        Assert.AreEqual(77, volume.Created("f"));
        Assert.AreEqual(77, volume.Created(1));
        Assert.IsFalse(volume.IsFileOpen("f"));
        Assert.IsFalse(volume.IsFileOpen(1));
        using SffsFile file = volume.OpenFile("f", SffsFileMode.Read);
        Assert.IsTrue(volume.IsFileOpen("f"));
        Assert.IsTrue(volume.IsFileOpen(1));
        Assert.AreEqual(77, file.Created);
        Assert.AreEqual(1, file.Id);
        Assert.AreEqual("f", file.Name);
    }

    [TestMethod]
    public void AFileThatWasNeverWrittenIsForgottenByTheNextMount()
    {
        (NorFlash flash, SffsVolume volume) = Mount(created: 5);
        volume.OpenFile("empty", SffsFileMode.Write).Close();
        Assert.AreEqual(0L, flash.OperationCount);
        Assert.AreEqual(new SffsFileInfo(1, "empty", 0, 5), volume.GetFileList().Single());
        Assert.IsEmpty(volume.Entries);
        using (SffsFile file = volume.OpenFile("empty", SffsFileMode.Read))
        {
            Assert.IsEmpty(file.Read());
        }

        volume.Initialize();
        Assert.IsFalse(volume.FileExists("empty"));
    }

    [TestMethod]
    public void TheTimeOfAFileIsThatOfItsFirstByteAfterTheNextStart()
    {
        (NorFlash flash, SffsVolume volume) = Mount(created: 5);
        using (SffsFile file = volume.OpenFile("f", SffsFileMode.Write))
        {
            Assert.AreEqual(5, file.Created);
            volume.UnixTime = -6;
            file.Write("x");
            Assert.AreEqual(5, file.Created, "as long as the library has it in memory");
        }

        Assert.AreEqual(5, volume.GetFileList().Single().Created);
        Assert.AreEqual(-6, SffsVolume.Mount(flash, new SffsOptions()).Created("f"));
    }

    [TestMethod]
    public void IdsGoOnAfterTheHighestOneInStepsOfTwo()
    {
        NorFlash flash = NorFlash.FromContents(new SffsTestImage(8).First(0, 20, "f", 1, 1).Next(1, 40, 3, 1, 1).ToArray());
        SffsVolume volume = SffsVolume.Mount(flash, new SffsOptions());
        Put(volume, "g", [1]);
        Put(volume, "h", [1]);
        Assert.AreEqual(1, volume.FileSize(41), "after that of a page without a first one");
        Assert.AreEqual(1, volume.FileSize(43));
    }

    [TestMethod]
    public void IdsThatAreInUseOrReadAsErasedFlashAreLeftOut()
    {
        NorFlash flash = NorFlash.FromContents(new SffsTestImage(8).First(0, 1, "one", 1, 1).First(1, 2, "two", 1, 1).First(2, 65533, "last", 1, 1).ToArray());
        SffsVolume volume = SffsVolume.Mount(flash, new SffsOptions());
        int[] ids = [.. Enumerable.Range(0, 4).Select(i => Put(volume, $"f{i}", [1]))];
        CollectionAssert.AreEqual(new[] { 65534, 3, 5, 7 }, ids);
        Assert.HasCount(7, SffsVolume.Mount(flash, new SffsOptions()).Entries);
    }

    [TestMethod]
    public void ErasingZeroesTheHeadsOfPagesAndKeepsTheRest()
    {
        (NorFlash flash, SffsVolume volume) = Mount();
        volume.AutoGcThreshold = 0;
        Put(volume, "f", [.. Enumerable.Repeat((byte)0xA5, 5000)]);
        volume.EraseFile("f");
        Assert.IsFalse(volume.FileExists("f"));
        Assert.IsEmpty(volume.Entries);
        Assert.AreEqual(new SffsPageCounts(Free: 14, Used: 0, Erased: 2, Bad: 0), volume.PageCounts);
        for (int page = 0; page < 2; page++)
        {
            AssertBytes.AreEqual(new byte[75], flash.Contents.Span.Slice(page * 4096, 75));
            Assert.AreEqual(0xA5, flash.Contents.Span[page * 4096 + 75]);
        }
    }

    [TestMethod]
    public void TheOldLibraryZeroesLess()
    {
        NorFlash flash = new(Size);
        SffsVolume volume = SffsVolume.Mount(flash, new SffsOptions { MaxNameLength = 20 });
        Put(volume, "f", [.. Enumerable.Repeat((byte)0xA5, 500)]);
        volume.EraseFile("f");
        AssertBytes.AreEqual(new byte[31], flash.Contents.Span[..31]);
        Assert.AreEqual(0xA5, flash.Contents.Span[31]);
        Assert.AreEqual(new SffsFreeSpace(15 * 4076, 16 * 4076), volume.FreeSpace);
    }

    [TestMethod]
    public void PagesOutsideTheContentsOfAFileAreErasedWithIt()
    {
        NorFlash flash = NorFlash.FromContents(
            new SffsTestImage(16).First(0, 1, "f", 0, 1).Next(1, 1, 1, 0, 2).Next(2, 1, 1, 9, 2).Next(3, 1, 7, 9, 2).ToArray());
        SffsVolume volume = SffsVolume.Mount(flash, new SffsOptions());
        Assert.HasCount(2, volume.Damage);
        volume.EraseFile("f");
        Assert.AreEqual(4, volume.PageCounts.Erased);
        volume.Initialize();
        Assert.IsEmpty(volume.Damage);
    }

    [TestMethod]
    public void AllFilesAreErasedAndTheirPagesWait()
    {
        (NorFlash flash, SffsVolume volume) = Mount();
        Put(volume, "f", new byte[5000]);
        Put(volume, "g", new byte[1]);
        volume.EraseFiles();
        Assert.IsEmpty(volume.GetFileList());
        Assert.AreEqual(3, volume.PageCounts.Erased);
        Assert.AreEqual(0L, flash.EraseCount);
    }

    [TestMethod]
    public void EverythingIsErasedSectorBySectorAndIdsBeginAgain()
    {
        NorFlash flash = new(4 * Size);
        SffsVolume volume = SffsVolume.Mount(flash, new SffsOptions(), Size, 2 * Size);
        Put(volume, "f", new byte[5000]);
        volume.EraseAll();
        Assert.AreEqual(16L, flash.EraseCount);
        CollectionAssert.AreEqual(new[] { 0, 1, 1, 0 }, new[] { 15, 16, 31, 32 }.Select(flash.WearOf).ToArray());
        Assert.IsEmpty(volume.GetFileList());
        Assert.AreEqual(1, Put(volume, "g", [1]));
    }

    [TestMethod]
    public void AVolumeBeginsWhereItIsTold()
    {
        NorFlash flash = new(4 * Size);
        SffsVolume volume = SffsVolume.Mount(flash, new SffsOptions(), Size, 2 * Size + 4096);
        Assert.AreEqual(new SffsDimensions(Size: 4 * Size, Length: Size + 4096, Start: Size, End: 2 * Size + 4096, Pages: 17), volume.Dimensions);
        byte[] contents = SffsTestFiles.Bytes(5000);
        Put(volume, "f", contents);
        AssertVolume(SffsVolume.Open(flash.Contents.Slice(Size, Size + 4096), new SffsOptions(), ReadMode.Strict), ("f", contents));
        Assert.AreEqual(-1, flash.Contents.Span[..Size].IndexOfAnyExcept((byte)0xFF));
        Assert.AreEqual(0L, volume.Entries.Single().Offset);
    }

    [TestMethod]
    public void EntriesFollowWhatIsWritten()
    {
        (_, SffsVolume volume) = Mount();
        Put(volume, "f", [1]);
        VolumeEntry before = volume.Entries.Single();
        Assert.IsTrue(volume.TryGetEntry(before.Path!.Value, out _));
        volume.EraseFile("f");
        Assert.IsFalse(volume.TryGetEntry(before.Path.Value, out _));
        Assert.ThrowsExactly<ArgumentException>(() => volume.ReadAll(before));
        Assert.AreEqual(new ImageUsage(Size, 0, 15 * 4096), volume.Usage);
        Assert.AreEqual(new VolumeExtent(0, 4096, ExtentKind.Deleted), volume.Extents[0]);
    }

    [TestMethod]
    public void AnImageOpenedForReadingIsReadLikeAVolumeAndNotChanged()
    {
        byte[] image = SffsTestFiles.Write(new SffsOptions(), 65536, SffsTestFiles.File("f", 10));
        SffsVolume volume = SffsVolume.Open(image, new SffsOptions(), ReadMode.Strict);
        Assert.AreEqual(new SffsDimensions(65536, 65536, 0, 65536, 16), volume.Dimensions);
        using (SffsFile file = volume.OpenFile("f", SffsFileMode.Read))
        {
            AssertBytes.AreEqual(SffsTestFiles.Bytes(10), file.Read());
        }

        volume.Initialize();
        Assert.ThrowsExactly<NotSupportedException>(() => volume.OpenFile("g", SffsFileMode.Write));
        Assert.ThrowsExactly<NotSupportedException>(() => volume.EraseFile("f"));
        Assert.ThrowsExactly<NotSupportedException>(volume.EraseFiles);
        Assert.ThrowsExactly<NotSupportedException>(volume.EraseAll);
        Assert.ThrowsExactly<NotSupportedException>(() => volume.CollectGarbage());
        Assert.ThrowsExactly<NotSupportedException>(() => volume.CollectGarbage(1));
        Assert.HasCount(1, volume.GetFileList());
    }

    internal static (NorFlash Flash, SffsVolume Volume) Mount(int created = 0)
    {
        var flash = new NorFlash(Size);
        return (flash, SffsVolume.Mount(flash, new SffsOptions { Created = created }));
    }

    internal static int Put(SffsVolume volume, string name, ReadOnlySpan<byte> contents)
    {
        using SffsFile file = volume.OpenFile(name, SffsFileMode.Write);
        file.Write(contents);
        return file.Id;
    }

    private static void AssertVolume(SffsVolume volume, params (string Name, byte[] Contents)[] files)
    {
        Assert.IsEmpty(volume.Damage);
        CollectionAssert.AreEqual(files.Select(file => file.Name).ToArray(), volume.Entries.Select(entry => entry.Name).ToArray());
        foreach ((VolumeEntry entry, (string name, byte[] contents)) in volume.Entries.Zip(files))
        {
            AssertBytes.AreEqual(contents, volume.ReadAll(entry), name);
            using SffsFile file = volume.OpenFile(name, SffsFileMode.Read);
            AssertBytes.AreEqual(contents, file.Read(), name);
        }
    }
}
