using System.Buffers.Binary;
using FlashFs.Devices;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

/// <summary>Every kind of damage, with its code, its place and what can still be read.</summary>
[TestClass]
public sealed class AppFsDamageTests
{
    private const int Page = AppFsTestImage.Page;
    private const int Next = 116;
    private const int Use = 117;

    // Three files end in copy 1. Pages: a 0 and 1, b 2 and 3, c 4; 5 and 6 are free.
    private const int Copy = 0x8000;

    [TestMethod]
    [DataRow(0xFF, "erased flash")]
    [DataRow(0x00, "0x0000000000000000 in place of the magic 'AppFsDsc' of copy 0")]
    public void WithoutAnyMetadataTheDeviceWouldFormat(int fill, string found)
    {
        byte[] image = new byte[4 * Page];
        image.AsSpan().Fill((byte)fill);
        AppFsVolume volume = Salvage(image);
        Assert.IsEmpty(volume.Entries);
        Assert.AreEqual(0, volume.FreeMemory);
        Single(volume, DiagnosticCodes.NotThisFormat, 0, found, "with neither copy valid the device formats the partition without asking");
        Assert.AreEqual("", volume.Dump());
        AssertStrictThrows(image, DiagnosticCodes.NotThisFormat);
    }

    [TestMethod]
    public void WithNeitherChecksumRightTheNewerCopyIsSalvaged()
    {
        byte[] image = Image();
        image[200] ^= 1;
        image[Copy + 128 * 200] ^= 1;
        AppFsVolume volume = Salvage(image);
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, volume.Entries.Select(entry => entry.Name).ToArray());
        Single(
            volume, DiagnosticCodes.ChecksumMismatch, Copy + 12,
            $"0x{AppFsCopy.StoredChecksum(image.AsSpan(Copy)):x8} in copy 1", $"have 0x{AppFsCopy.Checksum(image.AsSpan(Copy)):x8}", "the device formats the partition");
        AssertStrictThrows(image, DiagnosticCodes.ChecksumMismatch);

        Assert.IsTrue(AppFsVolume.Mount(NorFlash.FromContents(image), AppFsTestImage.Pocketsprite).WasFormatted, "as the device does");
    }

    [TestMethod]
    public void ADamagedCurrentCopyBringsBackTheOlderOne()
    {
        byte[] image = Image();
        image[Copy + 1000] ^= 0x10;
        AppFsVolume volume = Salvage(image);
        CollectionAssert.AreEqual(new[] { "a", "b" }, volume.Entries.Select(entry => entry.Name).ToArray());
        Single(volume, DiagnosticCodes.ChecksumMismatch, Copy + 12, "the device goes by copy 0, serial 2");
        Assert.IsFalse(AppFsVolume.Mount(NorFlash.FromContents(image), AppFsTestImage.Pocketsprite).WasFormatted);
    }

    [TestMethod]
    [DataRow(5u, 4u, 1, DisplayName = "copy 0 newer")]
    [DataRow(4u, 5u, 2, DisplayName = "copy 1 newer")]
    [DataRow(5u, 5u, 1, DisplayName = "copy 0 of two alike")]
    [DataRow(0x7FFFFFFFu, 0x80000000u, 2, DisplayName = "not signed")]
    public void TheHigherSerialCounts(uint first, uint second, int files)
    {
        byte[] image = AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 4 * Page, AppFsTestImage.File("a", 1), AppFsTestImage.File("b", 1));
        byte[] newer = image.AsSpan(0, Copy).ToArray();
        image.AsSpan(Copy, Copy).CopyTo(image); // copy 0 has one file, copy 1 two
        newer.CopyTo(image, Copy);
        Seal(image, 0, first);
        Seal(image, Copy, second);
        Assert.HasCount(files, AppFsVolume.Open(image, AppFsTestImage.Pocketsprite, ReadMode.Strict).Entries);
    }

    [TestMethod]
    // The last page of a file, and what follows it instead of the end
    [DataRow(1, 0, 1, "page 1 again: the chain is a loop", DisplayName = "a loop onto itself")]
    [DataRow(3, 0, 4, "page 4, where another file begins")]
    [DataRow(3, 0, 2, "page 2 again: the chain is a loop", DisplayName = "a loop to the start")]
    [DataRow(3, 0, 1, "page 1 of 'a': the chains cross")]
    [DataRow(4, 0, 5, "page 5, which is free")]
    [DataRow(4, 0, 7, "page 7, and the partition has 7")]
    [DataRow(4, 0, 200, "page 200, and the partition has 7")]
    [DataRow(4, 0, 255, "page 255, and the partition has 7")]
    public void AChainThatGoesWrongIsCutThere(int page, int ends, int next, string found)
    {
        byte[] image = Image();
        Assert.AreEqual(ends, image[Field(page, Next)]);
        image[Field(page, Next)] = (byte)next;
        AppFsVolume volume = SalvageSealed(image);
        Single(volume, DiagnosticCodes.BrokenChain, Field(page, Next), found);
        AssertContents(volume, ("a", Page + 100), ("b", Page + 200), ("c", 300));
        AssertStrictThrows(image, DiagnosticCodes.BrokenChain);
        AssertMountSurvives(image);
    }

    [TestMethod]
    public void FilesThatShareAPageAreTwoDamages()
    {
        byte[] image = Image();
        image[Field(2, Next)] = 1; // b goes on with a's second page, and page 3 is nobody's
        AppFsVolume volume = SalvageSealed(image);
        AssertContents(volume, ("a", Page + 100), ("b", Page), ("c", 300));
        Assert.HasCount(2, volume.Damage);
        Diagnostic(volume, DiagnosticCodes.BrokenChain, "(b)", "page 1 of 'a': the chains cross");
        Diagnostic(volume, DiagnosticCodes.BrokenChain, "a file that page 3 belongs to", "lost until");
        AssertMountSurvives(image);
    }

    [TestMethod]
    [DataRow(3 * Page, "a chain of 3 pages for 196608 bytes", "2 pages", 2 * Page)]
    [DataRow(-1, "a chain of 65536 pages for 4294967295 bytes", "2 pages", 2 * Page)]
    [DataRow(Page, "a chain of 1 page for 65536 bytes", "2 pages", Page)]
    [DataRow(0, "a chain of 1 page for 0 bytes", "2 pages", 0)]
    public void AChainOfAnotherLengthThanTheSizeIsDamage(int size, string expected, string found, int readable)
    {
        byte[] image = Image();
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(Field(0, 112)), size);
        AppFsVolume volume = SalvageSealed(image);
        Single(volume, DiagnosticCodes.BrokenChain, Field(0, 112), "(a)", expected, found);
        Assert.AreEqual(readable, volume.Entries[0].Length);
        AssertMountSurvives(image);
    }

    [TestMethod]
    public void AStrayPageIsDamage()
    {
        byte[] image = Image();
        image[Field(6, Use)] = 0;
        AppFsVolume volume = SalvageSealed(image);
        Single(volume, DiagnosticCodes.BrokenChain, Field(6, Use), "a file that page 6 belongs to");
        Assert.AreEqual(Page, volume.FreeMemory);
    }

    [TestMethod]
    public void AnUnknownUseIsDamage()
    {
        byte[] image = Image();
        image[Field(5, Use)] = 0x12;
        AppFsVolume volume = SalvageSealed(image);
        Single(volume, DiagnosticCodes.InvalidField, Field(5, Use), "use of page 5", "0x12");
        Assert.AreEqual(Page, volume.FreeMemory);
        StringAssert.Contains(volume.Dump(), "?? ..", StringComparison.Ordinal);
        Assert.Contains(new VolumeExtent(6 * Page, Page, ExtentKind.Unusable), volume.Extents);
    }

    [TestMethod]
    public void ANameWithoutItsNulIsDamage()
    {
        byte[] image = Image();
        image.AsSpan(Field(4, 0), 112).Fill((byte)'x');
        AppFsVolume volume = SalvageSealed(image);
        Single(volume, DiagnosticCodes.InvalidField, Field(4, 0), "a NUL within 112 bytes");
        Assert.AreEqual(new string('x', 112), volume.Entries[2].Name);
    }

    [TestMethod]
    public void TheDeviceFindsTheFirstOfTwoFilesOfOneName()
    {
        byte[] image = Image();
        image[Field(4, 0)] = (byte)'b';
        AppFsVolume volume = SalvageSealed(image);
        Single(volume, DiagnosticCodes.InvalidField, Field(4, 0), "(b)", "a name that no other file has", "the file in page 2");
        Assert.IsTrue(volume.TryOpen("b", out int handle));
        Assert.AreEqual(2, handle);
    }

    [TestMethod]
    public void AFileBehindThePartitionIsDamage()
    {
        byte[] image = Image();
        image.AsSpan(Field(4, 0), 128).CopyTo(image.AsSpan(Field(7, 0)));
        image[Field(7, 0)] = (byte)'d';
        AppFsVolume volume = SalvageSealed(image);
        Diagnostic(volume, DiagnosticCodes.BrokenChain, "(d)", "pages below 7", "a partition of 524288 bytes", "a file in page 7");
        Assert.AreEqual(0, volume.Entries[3].Length);
        AssertMountSurvives(image);
    }

    [TestMethod]
    public void WhatMkappfsCutsOffIsErasedFlash()
    {
        byte[] image = Image();
        AppFsVolume whole = AppFsVolume.Open(image, AppFsTestImage.Pocketsprite, ReadMode.Strict);
        byte[] trimmed = image[..(5 * Page + 1024)]; // up to the last KiB that is not erased, as mkappfs leaves it
        AppFsVolume volume = AppFsVolume.Open(trimmed, AppFsTestImage.Pocketsprite, ReadMode.Strict);
        Assert.AreEqual(whole.Usage, volume.Usage);
        AssertContents(volume, ("a", Page + 100), ("b", Page + 200), ("c", 300));

        byte[] formatted = AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 8 * Page);
        Assert.AreEqual(7L * Page, AppFsVolume.Open(formatted.AsMemory(0, 0x8000), AppFsTestImage.Pocketsprite, ReadMode.Strict).FreeMemory);
    }

    [TestMethod]
    public void ContentsThatAreCutOffAreDamage()
    {
        byte[] image = Image()[..(4 * Page + 50)]; // b's second page has 200 bytes, c is gone
        AppFsVolume volume = Salvage(image);
        Assert.HasCount(2, volume.Damage);
        Diagnostic(volume, DiagnosticCodes.Truncated, "(b)", $"{Page + 200} bytes of contents", $"found {Page + 50}");
        Diagnostic(volume, DiagnosticCodes.Truncated, "(c)", "300 bytes of contents", "found 0");
        AssertContents(volume, ("a", Page + 100), ("b", Page + 50), ("c", 0));
    }

    private static byte[] Image() => AppFsTestImage.Write(
        AppFsTestImage.Pocketsprite, 8 * Page,
        AppFsTestImage.File("a", Page + 100), AppFsTestImage.File("b", Page + 200), AppFsTestImage.File("c", 300));

    private static int Field(int page, int field) => Copy + 128 * (page + 1) + field;

    private static void Seal(byte[] image, int copy, uint serial)
    {
        image.AsSpan(copy, 128).Fill(0xFF);
        AppFsCopy.Seal(image.AsSpan(copy, 0x8000), serial);
    }

    private static AppFsVolume Salvage(byte[] image) => AppFsVolume.Open(image, AppFsTestImage.Pocketsprite, ReadMode.Salvage);

    private static AppFsVolume SalvageSealed(byte[] image)
    {
        Seal(image, Copy, 3);
        return Salvage(image);
    }

    private static void Single(AppFsVolume volume, DiagnosticDescriptor code, long offset, params string[] fragments)
    {
        Assert.HasCount(1, volume.Damage, string.Join("; ", volume.Damage));
        Assert.AreEqual(offset, volume.Damage[0].Offset);
        Diagnostic(volume, code, fragments);
    }

    private static void Diagnostic(AppFsVolume volume, DiagnosticDescriptor code, params string[] fragments)
    {
        string[] messages = [.. volume.Damage.Where(damage => damage.Descriptor == code).Select(damage => damage.ToDiagnostic().Message)];
        Assert.Contains(
            message => fragments.All(fragment => message.Contains(fragment, StringComparison.Ordinal)), messages, string.Join(Environment.NewLine, messages));
    }

    private static void AssertStrictThrows(byte[] image, DiagnosticDescriptor code) => Assert.AreEqual(
        code.Code,
        Assert.ThrowsExactly<FlashFormatException>(() => AppFsVolume.Open(image, AppFsTestImage.Pocketsprite, ReadMode.Strict)).Code);

    private static void AssertContents(AppFsVolume volume, params (string Name, int Length)[] files)
    {
        CollectionAssert.AreEqual(files, volume.Entries.Select(entry => (entry.Name, (int)entry.Length)).ToArray());
        foreach (VolumeEntry entry in volume.Entries)
        {
            AssertBytes.AreEqual(AppFsTestImage.Contents((int)entry.Length), volume.ReadAll(entry), entry.Name);
        }
    }

    // A chain that the device would follow for ever, or into another file: every function ends, and others' data stays.
    private static void AssertMountSurvives(byte[] image)
    {
        NorFlash flash = NorFlash.FromContents(image);
        AppFsVolume volume = AppFsVolume.Mount(flash, AppFsTestImage.Pocketsprite);
        Assert.IsFalse(volume.WasFormatted);
        Assert.IsNotEmpty(volume.Damage);
        byte[] c = AppFsTestImage.Read(volume, "c");
        volume.Delete("a");
        volume.Delete("b");
        AssertBytes.AreEqual(c, AppFsTestImage.Read(volume, "c"));
        volume.Rename("c", "z");
        AssertBytes.AreEqual(c, AppFsTestImage.Read(volume, "z"));
    }
}
