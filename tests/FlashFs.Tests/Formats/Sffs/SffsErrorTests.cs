using FlashFs.Devices;
using FlashFs.Diagnostics;
using FlashFs.Formats.Sffs;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>The library's errors, one for one.</summary>
[TestClass]
public sealed class SffsErrorTests
{
    private const int Size = 16 * 4096;

    [TestMethod]
    [DataRow(SffsError.FileOpen, "FILE_OPEN", "Cannot perform operation with file(s) open.", "ERR_OPEN_FILE", "Cannot perform operation with file(s) open.")]
    [DataRow(SffsError.FileClosed, "FILE_CLOSED", "Can not perform operation with closed file.", null, null)]
    [DataRow(SffsError.FileNotFound, "FILE_NOT_FOUND", "The requested file does not exist.", "ERR_FILE_NOT_FOUND", "The requested file does not exist.")]
    [DataRow(SffsError.FileExists, "FILE_EXISTS", "Cannot (w)rite to an existing file.", "ERR_FILE_EXISTS", "Cannot (w)rite to an existing file.")]
    [DataRow(SffsError.FileWriteR, "FILE_WRITE_R", "Cannot write to file with mode 'r'.", "ERR_WRITE_R_FILE", "Cannot write to file with mode 'r'")]
    [DataRow(SffsError.UnknownMode, "UNKNOWN_MODE", "Tried opening file with unknown mode.", "ERR_UNKNOWN_MODE", "Tried opening file with unknown mode.")]
    [DataRow(SffsError.Validation, "VALIDATION", "Error validating SPI Flash write operation.", "ERR_VALIDATION", "Error validating SPI Flash write operation.")]
    [DataRow(SffsError.InvalidSpiFlashAddress, "INVALID_SPIFLASH_ADDRESS", "Tried writing to an invalid location.", "ERR_INVALID_SPIFLASH_ADDRESS", "Tried writing to an invalid location.")]
    [DataRow(SffsError.InvalidWriteData, "INVALID_WRITE_DATA", "Can only write blobs and strings to files.", "ERR_INVALID_WRITE_DATA", "Can only write blobs and strings to files.")]
    [DataRow(SffsError.NoFreeSpace, "NO_FREE_SPACE", "File system out of space.", "ERR_NO_FREE_SPACE", "File system out of space.")]
    [DataRow(SffsError.InvalidFileName, "INVALID_FILENAME", "Invalid filename.", null, null)]
    [DataRow(SffsError.InvalidParameters, "INVALID_PARAMETERS", "Invalid parameters.", null, null)]
    [DataRow(SffsError.EraseOpenFile, "ERASE_OPEN_FILE", "Can't call eraseFiles() with open files", null, "Can't call eraseAll() with open files")]
    public void EveryErrorHasBothSpellings(SffsError error, string name, string message, string? oldName, string? oldMessage)
    {
        var exception = new SffsException(error, "Because.");
        Assert.AreEqual(error, exception.Error);
        Assert.AreEqual(name, exception.LibraryName);
        Assert.AreEqual(message, exception.LibraryMessage);
        Assert.AreEqual(oldName, exception.OldLibraryName);
        Assert.AreEqual(oldMessage, exception.OldLibraryMessage);
        Assert.AreEqual($"SFFS {name}{(oldName is null ? "" : $" ({oldName})")}: {message} Because.", exception.Message);
        AssertDiagnostics.Single(exception.Diagnostics, DiagnosticCodes.OperationRefused, name);
    }

    [TestMethod]
    public void TheTableOfSpellingsIsAsLongAsTheErrors() => Assert.HasCount(13, Enum.GetValues<SffsError>());

    [TestMethod]
    public void WhileAFileIsOpenTheVolumeStaysAsItIs()
    {
        (_, SffsVolume volume) = SffsVolumeTests.Mount();
        SffsVolumeTests.Put(volume, "f", [1]);
        using SffsFile file = volume.OpenFile("f", SffsFileMode.Read);
        Refused(SffsError.FileOpen, () => volume.Initialize(), "Open: 'f'.");
        Refused(SffsError.FileOpen, volume.EraseAll, "Open: 'f'.");
        Refused(SffsError.FileOpen, () => volume.EraseFile("f"), "'f' is open");
        Refused(SffsError.EraseOpenFile, volume.EraseFiles, "Open: 'f'.");
        Assert.IsTrue(volume.FileExists("f"));
    }

    [TestMethod]
    public void AFileIsClosedOnce()
    {
        (_, SffsVolume volume) = SffsVolumeTests.Mount();
        SffsVolumeTests.Put(volume, "f", [1]);
        SffsFile file = volume.OpenFile("f", SffsFileMode.Read);
        file.Close();
        file.Dispose();
        Action[] calls =
        [
            file.Close, () => file.Seek(0), () => _ = file.Position, () => _ = file.IsAtEnd, () => _ = file.Length,
            () => _ = file.Created, () => file.Read(), () => file.Read(new byte[1]), () => file.Write([1]), () => file.Write("x"),
        ];
        foreach (Action call in calls)
        {
            Refused(SffsError.FileClosed, call, "'f' was closed");
        }
    }

    [TestMethod]
    public void WhatDoesNotExistIsNotFound()
    {
        (_, SffsVolume volume) = SffsVolumeTests.Mount();
        SffsVolumeTests.Put(volume, "f", [1]);
        Refused(SffsError.FileNotFound, () => volume.OpenFile("F", SffsFileMode.Read), "'F' is none of the 1 files");
        Refused(SffsError.FileNotFound, () => volume.EraseFile("g"), "'g'");
        Refused(SffsError.FileNotFound, () => volume.FileSize("g"), "'g'");
        Refused(SffsError.FileNotFound, () => volume.FileSize(2), "Id 2");
        Refused(SffsError.FileNotFound, () => volume.Created("g"), "'g'");
        Refused(SffsError.FileNotFound, () => volume.Created(2), "Id 2");
        Refused(SffsError.FileNotFound, () => volume.IsFileOpen("g"), "'g'");
        Refused(SffsError.FileNotFound, () => volume.IsFileOpen(2), "Id 2");
    }

    [TestMethod]
    public void AFileIsWrittenOnce()
    {
        (_, SffsVolume volume) = SffsVolumeTests.Mount();
        SffsVolumeTests.Put(volume, "f", [1, 2]);
        Refused(SffsError.FileExists, () => volume.OpenFile("f", SffsFileMode.Write), "'f' has 2 bytes; erase it first");
        using SffsFile read = volume.OpenFile("f", SffsFileMode.Read);
        Refused(SffsError.FileWriteR, () => read.Write([1]), "'f' was opened to be read");
        using SffsFile written = volume.OpenFile("g", SffsFileMode.Write);
        Refused(SffsError.FileExists, () => volume.OpenFile("g", SffsFileMode.Write), "'g' has 0 bytes");
    }

    [TestMethod]
    public void FilesAreReadOrWritten()
    {
        (_, SffsVolume volume) = SffsVolumeTests.Mount();
        Refused(SffsError.UnknownMode, () => volume.OpenFile("f", (SffsFileMode)'a'), "'a' is neither 'r' nor 'w'");
        Assert.IsFalse(volume.FileExists("f"));
    }

    [TestMethod]
    public void ANameHasOneToSixtyFourBytes()
    {
        (_, SffsVolume volume) = SffsVolumeTests.Mount();
        Refused(SffsError.InvalidFileName, () => volume.OpenFile("", SffsFileMode.Write), "0 bytes of UTF-8; a name has 1 to 64");
        Refused(SffsError.InvalidFileName, () => volume.OpenFile(new string('ü', 33), SffsFileMode.Read), "66 bytes");
        Assert.AreEqual(1, SffsVolumeTests.Put(volume, new string('n', 64), [1]));

        SffsVolume old = SffsVolume.Mount(new NorFlash(Size), new SffsOptions { MaxNameLength = 20 });
        Refused(SffsError.InvalidFileName, () => old.OpenFile(new string('n', 21), SffsFileMode.Write), "1 to 20");
    }

    [TestMethod]
    public void PositionsAreInTheFile()
    {
        (_, SffsVolume volume) = SffsVolumeTests.Mount();
        SffsVolumeTests.Put(volume, "f", new byte[9]);
        using SffsFile file = volume.OpenFile("f", SffsFileMode.Read);
        Refused(SffsError.InvalidParameters, () => file.Seek(10), "10 is not in the 9 bytes");
        Refused(SffsError.InvalidParameters, () => file.Seek(-1), "-1");
        Refused(SffsError.InvalidParameters, () => file.Read(-1), "-1");
    }

    [TestMethod]
    public void OnlyBytesAreWritten()
    {
        (_, SffsVolume volume) = SffsVolumeTests.Mount();
        using SffsFile file = volume.OpenFile("f", SffsFileMode.Write);
        Refused(SffsError.InvalidWriteData, () => file.Write((string?)null), "Null");
        Refused(SffsError.InvalidWriteData, () => file.Write("a" + (char)0xD800), "half a surrogate pair");
        Assert.AreEqual(0, file.Length);
    }

    [TestMethod]
    [DataRow(-4096, null)]
    [DataRow(100, null)]
    [DataRow(Size, null)]
    [DataRow(0, 4095)]
    [DataRow(4096, 4096)]
    [DataRow(4096, Size + 4096)]
    public void AVolumeLiesOnSectorsOfTheFlash(int start, int? end) =>
        Refused(SffsError.InvalidSpiFlashAddress, () => SffsVolume.Mount(new NorFlash(Size), new SffsOptions(), start, end), $"0x{start:x} to", "65536 (0x10000) bytes");

    [TestMethod]
    public void AFullVolumeTakesWhatFitsAndGoesOnWhenThereIsRoom()
    {
        (NorFlash flash, SffsVolume volume) = SffsVolumeTests.Mount();
        SffsVolumeTests.Put(volume, "old", new byte[4000]);
        byte[] contents = SffsTestFiles.Bytes(15 * 4096);
        SffsFile file = volume.OpenFile("f", SffsFileMode.Write);
        Refused(SffsError.NoFreeSpace, () => file.Write(contents), "None of the 16 pages", "'f' has 61344 bytes so far");
        Assert.AreEqual(4084 + 14 * 4090, file.Length);
        volume.EraseFile("old");
        file.Write(contents.AsSpan(file.Length));
        file.Close();
        SffsVolume again = SffsVolume.Mount(flash, new SffsOptions());
        Assert.IsEmpty(again.Damage);
        AssertBytes.AreEqual(contents, again.ReadAll(again.Entries.Single()));
    }

    [TestMethod]
    public void FlashThatIsNotErasedFailsTheWriteAndTheFile()
    {
        var flash = new NorFlash(Size);
        flash.Program(2000, [0x00]);
        SffsVolume volume = SffsVolume.Mount(flash, new SffsOptions());
        Assert.AreEqual(DiagnosticCodes.InvalidField, volume.Damage.Single().Descriptor);
        SffsFile file = volume.OpenFile("f", SffsFileMode.Write);
        file.Write(new byte[10]);
        Refused(SffsError.Validation, () => file.Write(SffsTestFiles.Bytes(3000)), "1 of 3000 bytes of 'f'", "not erased");
        Refused(SffsError.Validation, () => file.Write([1]), "failed after 10 bytes");
        file.Close();
        Assert.AreEqual(0xFFFF, BitConverter.ToUInt16(flash.Contents.Span[4..]), "no size was written");
        volume.EraseFile("f");
        volume.CollectGarbage();
        Assert.AreEqual(1, SffsVolumeTests.Put(volume, "f", SffsTestFiles.Bytes(3000)) - 2);
        AssertBytes.AreEqual(SffsTestFiles.Bytes(3000), volume.ReadAll(volume.Entries.Single()));
    }

    [TestMethod]
    public void AHeaderThatDoesNotReadBackFailsTheWriteToo()
    {
        var flash = new NorFlash(Size);
        flash.Program(8, [0x00]);
        SffsVolume volume = SffsVolume.Mount(flash, new SffsOptions { Created = 0x01010101 });
        using (SffsFile file = volume.OpenFile("f", SffsFileMode.Write))
        {
            Refused(SffsError.Validation, () => file.Write([1]), "1 of 12 bytes of 'f' at 0x0");
        }

        volume.EraseFile("f");
        Assert.AreEqual(1, volume.PageCounts.Erased);
    }

    [TestMethod]
    public void AFlashThatCannotDoWhatTheLibraryDoesIsRefused()
    {
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(
            () => SffsVolume.Mount(new NorFlash(new FlashGeometry(Size, sectorSize: 8192)), new SffsOptions()));
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.OptionsDoNotFit, "sectors of 8192 bytes");
        thrown = Assert.ThrowsExactly<FlashFsException>(
            () => SffsVolume.Mount(new NorFlash(new FlashGeometry(Size, programUnit: 4)), new SffsOptions()));
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.OptionsDoNotFit, "programmed by 4");

        // Sectors that are parts of a page are erased together.
        SffsVolume volume = SffsVolume.Mount(new NorFlash(new FlashGeometry(Size, sectorSize: 1024)), new SffsOptions());
        SffsVolumeTests.Put(volume, "f", new byte[4000]);
        volume.EraseFile("f");
        volume.CollectGarbage();
        Assert.AreEqual(16, volume.PageCounts.Free);
        volume.Initialize();
        Assert.IsEmpty(volume.Damage);
    }

    [TestMethod]
    public void WithoutPowerNothingWorks()
    {
        (NorFlash flash, SffsVolume volume) = SffsVolumeTests.Mount();
        SffsVolumeTests.Put(volume, "f", [1]);
        SffsFile file = volume.OpenFile("f", SffsFileMode.Read);
        flash.CutPower(new PowerCut(0));
        Assert.ThrowsExactly<PowerCutException>(() => SffsVolumeTests.Put(volume, "g", [1]));
        Assert.ThrowsExactly<PowerCutException>(() => file.Read());
        Assert.ThrowsExactly<PowerCutException>(() => SffsVolume.Mount(flash, new SffsOptions()));
        file.Dispose();
        Assert.ThrowsExactly<PowerCutException>(() => volume.Initialize());
        flash.PowerOn();
        Assert.AreEqual("f", SffsVolume.Mount(flash, new SffsOptions()).GetFileList().Single().Name);
    }

    private static void Refused(SffsError error, Action call, params string[] fragments)
    {
        SffsException thrown = Assert.ThrowsExactly<SffsException>(call);
        Assert.AreEqual(error, thrown.Error, thrown.Message);
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.OperationRefused, fragments);
    }
}
