using System.Buffers;
using FlashFs.Devices;
using FlashFs.Diagnostics;
using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

/// <summary>Creating, deleting, renaming, mapping, erasing and writing, with the errors of the device and without its traps.</summary>
[TestClass]
public sealed class AppFsChangeTests
{
    private const int Page = AppFsTestImage.Page;

    [TestMethod]
    public void NewFilesTakeTheLowestFreePages()
    {
        AppFsVolume volume = Filled(out _, ("a", 1), ("b", 2 * Page), ("c", 1), ("d", 1));
        volume.Delete("a");
        volume.Delete("c");
        Assert.AreEqual(0, volume.Create("e", 3 * Page), "pages 0, 3 and 5");
        StringAssert.StartsWith(volume.Dump(), "00: 03 02 00 05 00 00 .. ..\n", StringComparison.Ordinal);
    }

    [TestMethod]
    public void CreatingReplacesAFileOfThatNameAndMayUseItsPages()
    {
        AppFsVolume volume = Filled(out _, ("keep", 1), ("app", 5 * Page));
        AppFsTestImage.Put(volume, AppFsTestImage.File("app", 7 * Page, seed: 5));
        Assert.AreEqual(0, volume.FreeMemory);
        AssertBytes.AreEqual(AppFsTestImage.Contents(7 * Page, 5), AppFsTestImage.Read(volume, "app"));
        Assert.HasCount(2, volume.Entries);
    }

    [TestMethod]
    public void AFileThatWillNotFitLeavesTheFormerOneAlone()
    {
        AppFsVolume volume = Filled(out NorFlash flash, ("keep", 1), ("app", 2 * Page));
        byte[] before = flash.Contents.ToArray();
        Refused(AppFsError.NoMemory, () => volume.Create("app", 7 * Page + 1), "'app' of 458753 bytes needs 8 pages", "7 can be had, 2 of them the former file's");
        Refused(AppFsError.NoMemory, () => volume.Create("new", 5 * Page + 1), "needs 6 pages", "5 can be had;");
        Refused(AppFsError.NoMemory, () => volume.Create("new", long.MaxValue / 2));
        AssertBytes.AreEqual(before, flash.Contents.Span);
    }

    [TestMethod]
    public void AnEmptyFileNeedsAPageToo()
    {
        AppFsVolume volume = Filled(out NorFlash flash, ("a", 8 * Page));
        long operations = flash.OperationCount;
        Refused(AppFsError.NoMemory, () => volume.Create("empty", 0), "needs 1 pages", "0 can be had");
        Assert.AreEqual(operations, flash.OperationCount, "the device writes new metadata and returns the handle -1");
        volume.Delete("a");
        int empty = volume.Create("empty", 0);
        Assert.AreEqual(0, volume.GetInfo(empty).Size);
        Assert.AreEqual(7L * Page, volume.FreeMemory);
        volume.Erase(empty, 0, Page);
        Refused(AppFsError.InvalidSize, () => volume.Write(empty, 0, [1]));
    }

    [TestMethod]
    [DataRow(AppFsDescriptorLayout.Pocketsprite, 111)]
    [DataRow(AppFsDescriptorLayout.Badgeteam, 47)]
    public void NamesThatCannotBeStoredAreInvalidArguments(AppFsDescriptorLayout layout, int most)
    {
        AppFsVolume volume = AppFsTestImage.Mount(4, out NorFlash flash, new AppFsOptions { Layout = layout });
        volume.Create(new string('n', most), 1);
        byte[] before = flash.Contents.ToArray();
        void check(DiagnosticDescriptor code, string name)
        {
            foreach (Action action in (Action[])[() => volume.Create(name, 1), () => volume.Rename(new string('n', most), name)])
            {
                AppFsException thrown = Assert.ThrowsExactly<AppFsException>(action);
                Assert.AreEqual((AppFsError.InvalidArgument, "ESP_ERR_INVALID_ARG", code.Code), (thrown.Error, thrown.ErrorName, thrown.Code));
            }
        }

        check(DiagnosticCodes.NameTooLong, new string('n', most + 1));
        check(DiagnosticCodes.NameNotStorable, "");
        check(DiagnosticCodes.NameNotStorable, "a\0b");
        check(DiagnosticCodes.NameNotStorable, "a\uD800");
        if (layout == AppFsDescriptorLayout.Badgeteam)
        {
            check(DiagnosticCodes.NameNotStorable, "ä");
        }

        AssertBytes.AreEqual(before, flash.Contents.Span);
    }

    [TestMethod]
    public void TitlesAndVersionsThatCannotBeStoredAreInvalidArguments()
    {
        AppFsVolume badge = AppFsTestImage.Mount(4, out _, AppFsTestImage.Badgeteam);
        Refused(AppFsError.InvalidArgument, () => badge.Create("a", 1, new string('T', 64)), "64 bytes");
        Refused(AppFsError.InvalidArgument, () => badge.Create("a", 1, "ü"), "U+00FC");
        Refused(AppFsError.InvalidArgument, () => badge.Create("a", 1, version: 65535), "65534");
        Refused(AppFsError.InvalidArgument, () => badge.Create("a", 1, version: -1), "65534");
        AppFsVolume sprite = AppFsTestImage.Mount(4, out _);
        Refused(AppFsError.InvalidArgument, () => sprite.Create("a", 1, "title"), "pocketsprite");
        Refused(AppFsError.InvalidArgument, () => sprite.Create("a", 1, version: 1), "pocketsprite");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => sprite.Create("a", -1));
    }

    [TestMethod]
    public void DeletingWhatIsNotThereDoesNothing()
    {
        AppFsVolume volume = Filled(out NorFlash flash, ("a", 1));
        long operations = flash.OperationCount;
        Assert.IsFalse(volume.Delete("b"));
        Assert.AreEqual(operations, flash.OperationCount);
        Assert.IsTrue(volume.Delete("a"));
        Assert.IsFalse(volume.Exists("a"));
    }

    [TestMethod]
    public void RenamingReplacesTheTargetInTheSameCommit()
    {
        AppFsVolume volume = Filled(out NorFlash flash, ("old", Page + 1), ("other", 1), ("new", Page + 2));
        byte[] contents = AppFsTestImage.Contents(Page + 2, 3);
        long erases = flash.EraseCount;
        volume.Rename("new", "old");
        Assert.AreEqual(8, flash.EraseCount - erases, "one copy of the metadata");
        CollectionAssert.AreEqual(new[] { "other", "old" }, volume.Entries.Select(entry => entry.Name).ToArray());
        AssertBytes.AreEqual(contents, AppFsTestImage.Read(volume, "old"));
        Assert.AreEqual(5L * Page, volume.FreeMemory);
    }

    [TestMethod]
    public void RenamingAFileOntoItselfDoesNothing()
    {
        AppFsVolume volume = Filled(out NorFlash flash, ("a", 1));
        long operations = flash.OperationCount;
        volume.Rename("a", "a");
        Assert.AreEqual(operations, flash.OperationCount);
        Assert.IsTrue(volume.Exists("a"), "the device deletes it");
    }

    [TestMethod]
    public void RenamingWhatIsNotThereFails()
    {
        AppFsVolume volume = Filled(out _, ("a", 1));
        Refused(AppFsError.Fail, () => volume.Rename("b", "c"), "ESP_FAIL", "'b'");
        Refused(AppFsError.Fail, () => volume.Rename("b", "b"), "ESP_FAIL");
    }

    [TestMethod]
    public void RenamingKeepsTitleAndVersion()
    {
        AppFsVolume volume = AppFsTestImage.Mount(4, out _, AppFsTestImage.Badgeteam);
        int handle = volume.Create("a", 1, "An app", 3);
        volume.Rename("a", "b");
        Assert.AreEqual(new AppFsFileInfo("b", 1, "An app", 3), volume.GetInfo(handle));
    }

    [TestMethod]
    public void AMapHasOneSpanForPagesSideBySide()
    {
        AppFsVolume volume = Chained(out byte[] contents, out int handle);
        Assert.IsTrue(volume.Map(handle, 10, Page - 10).IsSingleSegment);
        Assert.IsTrue(volume.Map(handle, Page, 2 * Page).IsSingleSegment, "pages 2 and 3");
        Assert.IsFalse(volume.Map(handle, Page - 1, 2).IsSingleSegment, "pages 0 and 2");
        Assert.AreEqual(0, volume.Map(handle, contents.Length, 0).Length);
        foreach ((int offset, int length) in ((int, int)[])[(0, contents.Length), (Page - 1, 2), (Page, 1), (5, 3 * Page), (3 * Page, 100)])
        {
            ReadOnlySequence<byte> map = volume.Map(handle, offset, length);
            Assert.AreEqual(length, map.Length);
            AssertBytes.AreEqual(contents.AsSpan(offset, length), map.ToArray(), $"{length} from {offset}");
            byte[] read = new byte[length];
            volume.Read(handle, offset, read);
            AssertBytes.AreEqual(contents.AsSpan(offset, length), read, $"{length} from {offset}");
        }
    }

    [TestMethod]
    public void AMapChangesAsTheFlashDoes()
    {
        AppFsVolume volume = Filled(out _, ("a", 10));
        volume.TryOpen("a", out int handle);
        ReadOnlySequence<byte> map = volume.Map(handle, 0, 10);
        volume.Write(handle, 3, [0]);
        Assert.AreEqual(0, map.Slice(3).FirstSpan[0]);
    }

    [TestMethod]
    public void NothingGoesPastTheEndOfTheFile()
    {
        AppFsVolume volume = Chained(out byte[] contents, out int handle);
        foreach ((long start, int length) in ((long, int)[])[(0, contents.Length + 1), (contents.Length, 1), (contents.Length + 1L, 0), (long.MaxValue, 1), (uint.MaxValue, 2)])
        {
            Refused(AppFsError.InvalidSize, () => volume.Map(handle, start, length), "ESP_ERR_INVALID_SIZE", $"{contents.Length} of 'file'");
            Refused(AppFsError.InvalidSize, () => volume.Read(handle, start, new byte[length]));
            Refused(AppFsError.InvalidSize, () => volume.Write(handle, start, new byte[length]));
        }

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => volume.Read(handle, -1, new byte[1]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => volume.Map(handle, 0, -1));
    }

    [TestMethod]
    public void WritingReportsWhatCouldNotBeSet()
    {
        AppFsVolume volume = AppFsTestImage.Mount(4, out _);
        int handle = volume.Create("a", 100);
        volume.Erase(handle, 0, 4096);
        Assert.AreEqual(0, volume.Write(handle, 0, [0xF0, 0x0F, 0xAA]));
        Assert.AreEqual(2, volume.Write(handle, 0, [0x0F, 0x0F, 0x55]), "0x00 and 0x00 instead");
        byte[] read = new byte[3];
        volume.Read(handle, 0, read);
        AssertBytes.AreEqual([0x00, 0x0F, 0x00], read);
    }

    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(Page - 1, 2)]
    [DataRow(Page, 1, DisplayName = "at an exact boundary")]
    [DataRow(2 * Page, 100)]
    [DataRow(Page, 2 * Page)]
    [DataRow(3 * Page, 0)]
    [DataRow(Page - 500, Page + 1000)]
    public void WritingGoesOnInTheNextPageOfTheChain(int start, int length)
    {
        AppFsVolume volume = Chained(out byte[] contents, out int handle);
        volume.Erase(handle, 0, 4 * Page);
        byte[] data = AppFsTestImage.Contents(length, 77);
        Assert.AreEqual(0, volume.Write(handle, start, data));
        byte[] expected = new byte[contents.Length];
        expected.AsSpan().Fill(0xFF);
        data.CopyTo(expected, start);
        AssertBytes.AreEqual(expected, AppFsTestImage.Read(volume, "file"));
        AssertBytes.AreEqual(AppFsTestImage.Contents(Page, 1), AppFsTestImage.Read(volume, "between"), "the page between");
    }

    [TestMethod]
    public void ErasingStaysWithinThePagesOfTheFile()
    {
        AppFsVolume volume = Chained(out byte[] contents, out int handle);
        volume.Erase(handle, Page - 4096, 8192);
        contents.AsSpan(Page - 4096, 8192).Fill(0xFF);
        AssertBytes.AreEqual(contents, AppFsTestImage.Read(volume, "file"));
        AssertBytes.AreEqual(AppFsTestImage.Contents(Page, 1), AppFsTestImage.Read(volume, "between"), "the page between");
        volume.Erase(handle, 3 * Page + 8192, Page - 8192); // behind the end, in the last page
        volume.Erase(handle, 4 * Page, 0);
        Refused(AppFsError.InvalidSize, () => volume.Erase(handle, 4 * Page - 4096, 8192));
        Refused(AppFsError.InvalidArgument, () => volume.Erase(handle, 100, 4096), "begins at 100");
        Refused(AppFsError.InvalidSize, () => volume.Erase(handle, 0, 100), "has 100");
    }

    // A file in pages 0, 2, 3 and 4, and one between.
    private static AppFsVolume Chained(out byte[] contents, out int handle)
    {
        AppFsVolume volume = AppFsTestImage.Mount(8, out _);
        AppFsTestImage.Put(volume, AppFsTestImage.File("gap", 1));
        AppFsTestImage.Put(volume, AppFsTestImage.File("between", Page));
        volume.Delete("gap");
        AppFsTestImage.Put(volume, AppFsTestImage.File("file", 3 * Page + 5000, seed: 9));
        contents = AppFsTestImage.Contents(3 * Page + 5000, 9);
        Assert.IsTrue(volume.TryOpen("file", out handle));
        return volume;
    }

    private static AppFsVolume Filled(out NorFlash flash, params (string Name, int Length)[] files)
    {
        AppFsVolume volume = AppFsTestImage.Mount(8, out flash);
        byte seed = 1;
        foreach ((string name, int length) in files)
        {
            AppFsTestImage.Put(volume, AppFsTestImage.File(name, length, seed++));
        }

        return volume;
    }

    private static void Refused(AppFsError error, Action action, params string[] fragments)
    {
        AppFsException thrown = Assert.ThrowsExactly<AppFsException>(action);
        Assert.AreEqual((error, DiagnosticCodes.OperationRefused.Code), (thrown.Error, thrown.Code));
        foreach (string fragment in fragments)
        {
            StringAssert.Contains(thrown.Message, fragment, StringComparison.Ordinal);
        }
    }
}
