using FlashFs.Devices;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

/// <summary>Mounting, formatting, finding files and being told about them.</summary>
[TestClass]
public sealed class AppFsVolumeTests
{
    private const int Page = AppFsTestImage.Page;

    [TestMethod]
    public void MountingErasedFlashFormatsItAsTheDeviceDoes()
    {
        AppFsVolume volume = AppFsTestImage.Mount(4, out NorFlash flash);
        Assert.IsTrue(volume.WasFormatted);
        Assert.IsEmpty(volume.Entries);
        Assert.IsEmpty(volume.Damage);
        AssertBytes.AreEqual(AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 5 * Page), flash.Contents.Span);

        long operations = flash.OperationCount;
        Assert.IsFalse(AppFsVolume.Mount(flash, AppFsTestImage.Pocketsprite).WasFormatted);
        Assert.AreEqual(operations, flash.OperationCount, "mounting a formatted flash changes nothing");
    }

    [TestMethod]
    public void TheFirstIndexBehindThePartitionIsNotMarkedAndNeverUsed()
    {
        AppFsVolume volume = AppFsTestImage.Mount(4, out NorFlash flash);
        byte use(int page) => flash.Contents.Span[128 * (page + 1) + 117];
        Assert.AreEqual((0xFF, 0xFF, 0x55, 0x55), (use(3), use(4), use(5), use(254)));
        Assert.AreEqual((4L * Page, 4L * Page), (volume.FreeMemory, volume.TotalMemory));
        AppFsException thrown = Assert.ThrowsExactly<AppFsException>(() => volume.Create("a", 4 * Page + 1));
        Assert.AreEqual((AppFsError.NoMemory, "ESP_ERR_NO_MEM"), (thrown.Error, thrown.ErrorName));
    }

    [TestMethod]
    public void ReformattingForgetsAllFiles()
    {
        AppFsVolume volume = AppFsTestImage.Mount(4, out NorFlash flash);
        AppFsTestImage.Put(volume, AppFsTestImage.File("a", 10));
        volume.Reformat();
        Assert.IsFalse(volume.Exists("a"));
        Assert.IsFalse(volume.TryGetEntry(FlashPath.Parse("a"), out _));
        Assert.AreEqual(4L * Page, volume.FreeMemory);
        AssertBytes.AreEqual(AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 5 * Page).AsSpan(0, Page), flash.Contents.Span[..Page]);
    }

    [TestMethod]
    [DataRow(4096, "65536 (0x10000) would do")]
    [DataRow(3 * Page + 4096, "196608 (0x30000) or 262144 (0x40000) would do")]
    [DataRow(257 * Page, "16777216")]
    public void AFlashOfAnotherSizeIsRefused(int size, string fragment)
    {
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => AppFsVolume.Mount(new NorFlash(size), AppFsTestImage.Pocketsprite));
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.SizeNotAligned, fragment);
    }

    [TestMethod]
    public void AFlashThatCannotErase4KiBIsRefused()
    {
        var flash = new NorFlash(new FlashGeometry(4 * Page, sectorSize: Page));
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => AppFsVolume.Mount(flash, AppFsTestImage.Pocketsprite)).Message, "65536", StringComparison.Ordinal);
        Assert.IsTrue(AppFsVolume.Mount(new NorFlash(new FlashGeometry(4 * Page, sectorSize: 1024)), AppFsTestImage.Pocketsprite).WasFormatted);
    }

    [TestMethod]
    public void FilesAreFoundByTheirExactNames()
    {
        AppFsVolume volume = AppFsTestImage.Mount(4, out _);
        int slash = volume.Create("/app", 10);
        int plain = volume.Create("app", 20);
        Assert.IsTrue(volume.TryOpen("app", out int handle));
        Assert.AreEqual(plain, handle);
        Assert.IsTrue(volume.TryOpen("/app", out handle));
        Assert.AreEqual(slash, handle);
        Assert.IsTrue(volume.Exists("app"));
        foreach (string name in (string[])["", "ap", "app2", "APP", "app\0", "./app"])
        {
            Assert.IsFalse(volume.TryOpen(name, out handle), name);
            Assert.AreEqual(AppFsVolume.InvalidHandle, handle);
            Assert.IsFalse(volume.Exists(name), name);
        }
    }

    [TestMethod]
    public void AHandleIsValidAsLongAsItsFileExists()
    {
        AppFsVolume volume = AppFsTestImage.Mount(6, out NorFlash flash);
        int big = volume.Create("big", 2 * Page + 1);
        int small = volume.Create("small", 1);
        Assert.AreEqual((0, 3), (big, small));
        CollectionAssert.AreEqual(new[] { 0, 3 }, Enumerable.Range(-1, 257).Where(volume.IsValid).ToArray(), "first pages only");
        Assert.IsTrue(AppFsVolume.Mount(flash, AppFsTestImage.Pocketsprite).IsValid(small), "from one mount to the next");
        volume.Close(big);
        Assert.IsTrue(volume.IsValid(big), "closing does nothing");
        volume.Delete("big");
        Assert.IsFalse(volume.IsValid(big));
    }

    [TestMethod]
    public void EntriesAreGoneThroughByTheirFirstPages()
    {
        AppFsVolume volume = AppFsTestImage.Mount(6, out _);
        Assert.AreEqual(AppFsVolume.InvalidHandle, volume.NextEntry());
        volume.Create("c", Page + 1);
        volume.Create("a", 1);
        volume.Create("b", 1);
        volume.Delete("a");
        List<string> names = [];
        for (int handle = volume.NextEntry(); handle != AppFsVolume.InvalidHandle; handle = volume.NextEntry(handle))
        {
            names.Add(volume.GetInfo(handle).Name);
        }

        CollectionAssert.AreEqual(new[] { "c", "b" }, names);
        Assert.AreEqual(AppFsVolume.InvalidHandle, volume.NextEntry(254));
        Assert.AreEqual(AppFsVolume.InvalidHandle, volume.NextEntry(int.MaxValue));
    }

    [TestMethod]
    public void InfoTellsTitleAndVersionWhereThereAreSome()
    {
        AppFsVolume badge = AppFsTestImage.Mount(4, out NorFlash flash, AppFsTestImage.Badgeteam);
        Assert.AreEqual(new AppFsFileInfo("a", 5, "An app", 7), badge.GetInfo(badge.Create("a", 5, "An app", 7)));
        Assert.AreEqual(new AppFsFileInfo("b", 6, "b", 0), badge.GetInfo(badge.Create("b", 6)));

        AppFsVolume sprite = AppFsTestImage.Mount(4, out flash);
        sprite.Create("c", 7);
        AppFsFileInfo asBadge = AppFsVolume.Open(flash.Contents, AppFsTestImage.Badgeteam, ReadMode.Strict).GetInfo(0);
        Assert.AreEqual(new AppFsFileInfo("c", 7, "c", null), asBadge, "a version that is erased means no title either");
    }

    [TestMethod]
    public void TheCurrentAppIsTheFileAroundAnAddress()
    {
        AppFsVolume volume = AppFsTestImage.Mount(6, out _);
        volume.Create("gap", 1);
        int app = volume.Create("app", 1);
        volume.Delete("gap");
        int big = volume.Create("big", 2 * Page + 1); // pages 0, 2 and 3: the app lies between
        Assert.AreEqual((1, 0), (app, big));
        int[] found = [.. Enumerable.Range(1, 4).Select(page => volume.GetCurrentApp((long)page * Page + 0x1234))];
        CollectionAssert.AreEqual(new[] { big, app, big, big }, found);
        foreach (long address in (long[])[-1, 0, Page - 1, 5 * Page, 7 * Page, 256 * Page, long.MaxValue])
        {
            Refused(AppFsError.NotFound, "ESP_ERR_NOT_FOUND", () => volume.GetCurrentApp(address));
        }
    }

    [TestMethod]
    public void DumpShowsEveryPageAndFile()
    {
        AppFsVolume volume = AppFsTestImage.Mount(18, out _);
        volume.Create("app", 2 * Page + 1);
        volume.Create("x", 1);
        Assert.AreEqual(
            "00: 01 02 00 00 .. .. .. .. .. .. .. .. .. .. .. ..\n10: .. ..\n00: 'app', 131073 bytes\n03: 'x', 1 bytes\n", volume.Dump());
    }

    [TestMethod]
    public void WhatIsInvalidIsNotFound()
    {
        AppFsVolume volume = AppFsTestImage.Mount(4, out _);
        volume.Create("a", Page + 1);
        foreach (int handle in (int[])[-1, 1, 2, 255, int.MinValue, int.MaxValue])
        {
            Refused(AppFsError.NotFound, "ESP_ERR_NOT_FOUND", () => volume.GetInfo(handle));
            Refused(AppFsError.NotFound, "ESP_ERR_NOT_FOUND", () => volume.Map(handle, 0, 0));
            Refused(AppFsError.NotFound, "ESP_ERR_NOT_FOUND", () => volume.Read(handle, 0, []));
            Refused(AppFsError.NotFound, "ESP_ERR_NOT_FOUND", () => volume.Erase(handle, 0, 0));
            Refused(AppFsError.NotFound, "ESP_ERR_NOT_FOUND", () => volume.Write(handle, 0, []));
        }
    }

    [TestMethod]
    public void AnImageOpenedForReadingIsNotChanged()
    {
        byte[] image = AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 4 * Page, AppFsTestImage.File("a", 10));
        AppFsVolume volume = AppFsVolume.Open(image, AppFsTestImage.Pocketsprite, ReadMode.Strict);
        AssertBytes.AreEqual(AppFsTestImage.Contents(10), AppFsTestImage.Read(volume, "a"));
        Assert.ThrowsExactly<NotSupportedException>(() => volume.Create("b", 1));
        Assert.ThrowsExactly<NotSupportedException>(() => volume.Delete("a"));
        Assert.ThrowsExactly<NotSupportedException>(() => volume.Rename("a", "b"));
        Assert.ThrowsExactly<NotSupportedException>(() => volume.Erase(0, 0, 4096));
        Assert.ThrowsExactly<NotSupportedException>(() => volume.Write(0, 0, [1]));
        Assert.ThrowsExactly<NotSupportedException>(volume.Reformat);
    }

    [TestMethod]
    public void EntriesFollowTheChanges()
    {
        AppFsVolume volume = AppFsTestImage.Mount(6, out _);
        AppFsTestImage.Put(volume, AppFsTestImage.File("a", 100));
        AppFsTestImage.Put(volume, AppFsTestImage.File("b", 200));
        Assert.IsTrue(volume.TryGetEntry(FlashPath.Parse("a"), out VolumeEntry? a));
        Assert.IsTrue(volume.TryGetEntry(FlashPath.Parse("b"), out VolumeEntry? b));
        volume.Delete("a");
        Assert.IsFalse(volume.TryGetEntry(FlashPath.Parse("a"), out _));
        AssertBytes.AreEqual(AppFsTestImage.Contents(200), volume.ReadAll(b), "an entry of a file that is still there");
        Assert.ThrowsExactly<ArgumentException>(() => volume.ReadAll(a));
        CollectionAssert.AreEqual(new[] { (ExtentKind.Metadata, -1), (ExtentKind.Free, -1), (ExtentKind.FileData, 0), (ExtentKind.Free, -1) },
            volume.Extents.Select(extent => (extent.Kind, extent.EntryIndex)).ToArray());
    }

    [TestMethod]
    public void BothCopiesOfTheMetadataWearAlike()
    {
        AppFsVolume volume = AppFsTestImage.Mount(4, out NorFlash flash);
        for (int i = 0; i < 20; i++)
        {
            volume.Create($"f{i % 3}", 1);
        }

        int[] wear = [.. Enumerable.Range(0, 16).Select(flash.WearOf)];
        Assert.IsLessThanOrEqualTo(1, wear.Max() - wear.Min());
        Assert.AreEqual(0, flash.WearOf(16), "creating a file erases none of its pages");
    }

    private static void Refused(AppFsError error, string name, Action action)
    {
        AppFsException thrown = Assert.ThrowsExactly<AppFsException>(action);
        Assert.AreEqual((error, name, DiagnosticCodes.OperationRefused.Code), (thrown.Error, thrown.ErrorName, thrown.Code));
        StringAssert.StartsWith(thrown.Message, name, StringComparison.Ordinal);
    }
}
