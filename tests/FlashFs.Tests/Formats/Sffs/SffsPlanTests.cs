using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Sffs;
using FlashFs.Profiles;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>What is refused or warned of before a byte is written.</summary>
[TestClass]
public sealed class SffsPlanTests
{
    private const int Block = 64 * 1024;

    private static readonly SffsOptions Defaults = new();

    [TestMethod]
    public void AnEmptyFileIsRefusedWithTheReason()
    {
        (ImagePlan? plan, DiagnosticBag diagnostics) = SffsTestFiles.Plan(Defaults, Block, SffsTestFiles.File("a", 1), SffsTestFiles.File("state/empty", 0));
        Assert.IsNull(plan);
        Diagnostic diagnostic = AssertDiagnostics.Single(
            diagnostics, DiagnosticCodes.EmptyFileNotStorable, "'state/empty'", "a size of 0 in a page means that the page is full", "4074 bytes of 0xFF", "at least one byte");
        Assert.AreEqual("flash/state/empty", diagnostic.Location?.File);
        Assert.AreEqual(1, diagnostics.Count);
    }

    [TestMethod]
    public void NamesOverTheLimitAreRefusedEachWithItsLength()
    {
        string tooLong = new('n', 65);
        string umlauts = new('ü', 33);
        (ImagePlan? plan, DiagnosticBag diagnostics) = SffsTestFiles.Plan(
            Defaults, Block, SffsTestFiles.File(tooLong, 1), SffsTestFiles.File(umlauts, 1), SffsTestFiles.File(new string('m', 64), 1));
        Assert.IsNull(plan);
        Diagnostic[] found = [.. diagnostics.Where(item => item.Descriptor == DiagnosticCodes.NameTooLong)];
        Assert.HasCount(2, found);
        StringAssert.Contains(found[0].Message, $"'{tooLong}' in 65 bytes of UTF-8, 1 more than the 64", StringComparison.Ordinal);
        StringAssert.Contains(found[1].Message, $"'{umlauts}' in 66 bytes of UTF-8, 2 more than the 64", StringComparison.Ordinal);
        Assert.AreEqual($"flash/{umlauts}", found[1].Location?.File);
    }

    [TestMethod]
    public void ANameThatOnlyTheOldLibraryRefusesIsAnErrorUnderItsProfile()
    {
        Assert.IsTrue(FlashProfiles.TryGet("sffs-1.0", out FlashProfile? profile));
        var found = new DiagnosticBag();
        OptionValues values = OptionValues.Resolve(SffsFormat.Instance, [new OptionLayer("profile", profile.Values["sffs"])], found);
        AssertDiagnostics.None(found);
        (ImagePlan? plan, DiagnosticBag diagnostics) = SffsTestFiles.Plan(
            SffsOptions.From(values), Block, SffsTestFiles.File("a-name-of-21-bytes.tx", 1), SffsTestFiles.File("a-name-of-20-bytes.t", 1));
        Assert.IsNull(plan);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.NameTooLong, "'a-name-of-21-bytes.tx' in 21 bytes", "1 more than the 20", "set maxNameLength to 21");
        Assert.AreEqual(1, diagnostics.Count);
    }

    [TestMethod]
    public void NamesThatTheOldLibraryWouldEraseAreWarnedOfOnceForAll()
    {
        (ImagePlan? plan, DiagnosticBag diagnostics) = SffsTestFiles.Plan(
            Defaults, Block, [.. Enumerable.Range(20, 8).Select(length => SffsTestFiles.File(new string('n', length), 1))]);
        Assert.IsNotNull(plan);
        Diagnostic diagnostic = AssertDiagnostics.Single(
            diagnostics,
            DiagnosticCodes.NameTooLongForOlder,
            "7 of the names are over 20 bytes",
            $"'{new string('n', 27)}' 27, '{new string('n', 26)}' 26",
            "23 bytes, and 2 more",
            "up to 1.0.2",
            "sffs-1.0");
        Assert.AreEqual($"flash/{new string('n', 21)}", diagnostic.Location?.File);
        Assert.AreEqual(1, diagnostics.Count);
    }

    [TestMethod]
    public void AFileWithoutAPathIsRefused()
    {
        (_, DiagnosticBag diagnostics) = SffsTestFiles.Plan(Defaults, Block, new FlashFile(default, FlashContents.FromMemory(new byte[7])));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.NameNotStorable, "7 bytes", "no path");
    }

    [TestMethod]
    public void WithoutASizeThereIsNoImage()
    {
        (ImagePlan? plan, DiagnosticBag diagnostics) = SffsTestFiles.Plan(Defaults, null, SffsTestFiles.File("a", 1), SffsTestFiles.File("b", 0));
        Assert.IsNull(plan);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.SizeRequired, "--size");
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.EmptyFileNotStorable, "'b'");
    }

    [TestMethod]
    [DataRow(0L, "of 0 bytes", "4096 (0x1000) would do")]
    [DataRow(-4096L, "of -4096 bytes", "4096 (0x1000) would do")]
    [DataRow(65535L, "of 65535 bytes", "61440 (0xf000) or 65536 (0x10000) would do")]
    [DataRow(65537L, "of 65537 bytes", "65536 (0x10000) or 69632 (0x11000) would do")]
    [DataRow(268439552L, "65537 pages", "at most 268435456 (0x10000000)")]
    public void SizesThatTheLibraryRefusesAreRefused(long size, string what, string next)
    {
        (ImagePlan? plan, DiagnosticBag diagnostics) = SffsTestFiles.Plan(Defaults, size, SffsTestFiles.File("a", 1));
        Assert.IsNull(plan);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.SizeNotAligned, what, next);
        Assert.AreEqual(1, diagnostics.Count);
    }

    [TestMethod]
    public void SectorsThatAreNotWholeBlocksAreWarnedOf()
    {
        (ImagePlan? plan, DiagnosticBag diagnostics) = SffsTestFiles.Plan(Defaults, 3 * Block + 4096, SffsTestFiles.File("a", 1));
        Assert.AreEqual(3 * Block + 4096, plan?.ToArray().Length);
        AssertDiagnostics.Single(
            diagnostics, DiagnosticCodes.SizeNotWholeBlocks, "of 200704 bytes", "whole blocks of 65536", "196608 (0x30000) or 262144 (0x40000) would do");
        Assert.AreEqual(1, diagnostics.Count);
    }

    [TestMethod]
    public void WhatDoesNotFitIsSaidInPages()
    {
        // 15 files of one page, and one of two: a byte more than its first page has room for.
        FlashFile[] files = [.. Enumerable.Range(0, 15).Select(i => SffsTestFiles.File($"f{i:d2}", 1)), SffsTestFiles.File("two", 4083)];
        (ImagePlan? plan, DiagnosticBag diagnostics) = SffsTestFiles.Plan(Defaults, Block, files);
        Assert.IsNull(plan);
        AssertDiagnostics.Single(
            diagnostics, DiagnosticCodes.ImageTooLarge, "needs 69632 bytes (17 pages of 4096", "has 65536: over by 4096", "of 16 files take: two 8192, f00 4096", "A size of 131072 (0x20000) would do");

        files[^1] = SffsTestFiles.File("two", 4082);
        Assert.AreEqual(0L, SffsTestFiles.Plan(Defaults, Block, files).Plan?.Usage.Free);
    }

    [TestMethod]
    public void MoreFilesThanIdsAreRefused()
    {
        FlashFile[] files = [.. Enumerable.Range(0, 32768).Select(i => SffsTestFiles.File($"{i}", 1))];
        (_, DiagnosticBag diagnostics) = SffsTestFiles.Plan(Defaults, 256 * 1024 * 1024, files);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.TooManyFiles, "32768 files are 1 more", "65534");
        Assert.IsNotNull(SffsTestFiles.Plan(Defaults, 256 * 1024 * 1024, files[1..]).Plan);
    }

    [TestMethod]
    public void AFileOfMorePagesThanSpansIsRefused()
    {
        var file = new FlashFile(FlashPath.Parse("f"), new LengthOnly(4084L + 65534L * 4090 + 1));
        (_, DiagnosticBag diagnostics) = SffsTestFiles.Plan(Defaults, 256 * 1024 * 1024, file);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.FileTooLarge, "65536 pages", "allow 65535");
        file = new FlashFile(FlashPath.Parse("f"), new LengthOnly(4084L + 65534L * 4090));
        Assert.AreEqual(4096L, SffsTestFiles.Plan(Defaults, 256 * 1024 * 1024, file).Plan?.Usage.Free);
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(4077, 1)]
    [DataRow(4078, 2)]
    [DataRow(8167, 2)]
    [DataRow(8168, 3)]
    public void AFileTakesAPageMoreWhenThePageBeforeIsFull(int length, int pages)
    {
        // The name of the example in the library's README: 8 bytes, which leave 4077 in the first page.
        FlashFile file = SffsTestFiles.File("test.txt", length);
        ImagePlan? plan = SffsTestFiles.Plan(Defaults, Block, file).Plan;
        Assert.IsNotNull(plan);
        Assert.AreEqual(pages * 4096L, plan.Costs[0].Size);
        SffsVolume volume = SffsVolume.Open(plan.ToArray(), Defaults, ReadMode.Strict);
        AssertBytes.AreEqual(file.Contents.ToArray(), volume.ReadAll(volume.Entries[0]));
        Assert.AreEqual(pages, volume.PageCounts.Used);
    }

    [TestMethod]
    public void SeedsDecideWherePagesLie()
    {
        FlashFile[] files = [.. Enumerable.Range(0, 8).Select(i => SffsTestFiles.File($"f{i}", 5000, i))];
        byte[][] images = [.. Enumerable.Range(0, 3).Select(seed =>
            SffsTestFiles.Write(new SffsOptions { Allocation = SffsAllocation.Seeded, Seed = seed / 2 }, Block, files))];
        AssertBytes.AreEqual(images[0], images[1], "one seed");
        Assert.IsFalse(images[0].AsSpan().SequenceEqual(images[2]), "another seed");
        foreach (byte[] image in images)
        {
            SffsVolume volume = SffsVolume.Open(image, Defaults, ReadMode.Strict);
            Assert.HasCount(8, volume.Entries);
            Assert.IsFalse(volume.Entries.Select(entry => entry.Offset).SequenceEqual(Enumerable.Range(0, 8).Select(i => i * 8192L)), "pages in sequence");
            foreach (FlashFile file in files)
            {
                Assert.IsTrue(volume.TryGetEntry(file.Path, out VolumeEntry? entry));
                AssertBytes.AreEqual(file.Contents.ToArray(), volume.ReadAll(entry), entry.Name);
            }
        }
    }

    [TestMethod]
    [DataRow("created", "-1")]
    [DataRow("created", "2147483648")]
    [DataRow("maxNameLength", "0")]
    [DataRow("maxNameLength", "65")]
    [DataRow("allocation", "random")]
    [DataRow("seed", "x")]
    public void ValuesThatTheFormatCannotHoldAreRefused(string option, string value)
    {
        var diagnostics = new DiagnosticBag();
        OptionValues.Resolve(SffsFormat.Instance, [new OptionLayer("test", new Dictionary<string, string> { [option] = value })], diagnostics);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.InvalidOptionValue, option, value);
    }

    private sealed class LengthOnly(long length) : FlashContents
    {
        public override long Length => length;

        protected override void CopyCore(Span<byte> destination) => throw new NotSupportedException();
    }
}
