using System.Globalization;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

/// <summary>What a plan refuses, with codes and figures, and where it puts files.</summary>
[TestClass]
public sealed class AppFsPlanTests
{
    private const int Page = AppFsTestImage.Page;

    [TestMethod]
    [DataRow(111, "pocketsprite")]
    [DataRow(47, "badgeteam")]
    public void ANameMayFillItsRoomButForTheNul(int length, string layout)
    {
        AppFsOptions options = Options(layout);
        string name = new('n', length);
        byte[] image = AppFsTestImage.Write(options, 2 * Page, AppFsTestImage.File(name, 10));
        Assert.AreEqual(name, AppFsVolume.Open(image, options, ReadMode.Strict).Entries[0].Name);

        DiagnosticBag found = AppFsTestImage.Problems(options, 4 * Page, AppFsTestImage.File(name + "n", 10), AppFsTestImage.File("ok", 1), AppFsTestImage.File(name + "nnn", 1));
        Diagnostic[] all = [.. found.Where(item => item.Descriptor == DiagnosticCodes.NameTooLong)];
        Assert.HasCount(2, all, "all offenders at once");
        StringAssert.Contains(all[0].Message, $"in {length + 1} bytes, 1 more than the {length} that the layout {layout} leaves", StringComparison.Ordinal);
        StringAssert.Contains(all[1].Message, $"in {length + 3} bytes, 3 more", StringComparison.Ordinal);
        Assert.AreEqual($"flash/{name}n", all[0].Location?.File);
    }

    [TestMethod]
    public void PocketspriteCountsTheBytesOfUtf8()
    {
        string name = new('ä', 55); // 110 bytes
        byte[] image = AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 2 * Page, AppFsTestImage.File(name, 1));
        Assert.AreEqual(name, AppFsVolume.Open(image, AppFsTestImage.Pocketsprite, ReadMode.Strict).Entries[0].Name);
        AssertDiagnostics.Single(
            AppFsTestImage.Problems(AppFsTestImage.Pocketsprite, 2 * Page, AppFsTestImage.File(name + "ä", 1)), DiagnosticCodes.NameTooLong, "in 112 bytes, 1 more");
    }

    [TestMethod]
    public void BadgeteamStoresAsciiOnly() => AssertDiagnostics.Single(
        AppFsTestImage.Problems(AppFsTestImage.Badgeteam, 2 * Page, AppFsTestImage.File("app/größe", 1)),
        DiagnosticCodes.NameNotStorable,
        "'app/größe'", "badgeteam", "ASCII", "character 7 is U+00F6");

    [TestMethod]
    // Titles
    [DataRow("T", 64, "Title", "has 64 bytes, 1 more than the 63")]
    [DataRow("Größe", 1, "Title", "character 3 is U+00F6")]
    [DataRow("a\0b", 1, "Title", "NUL")]
    public void ATitleThatCannotBeStoredIsRefused(string title, int times, string what, string reason) => AssertDiagnostics.Single(
        AppFsTestImage.Problems(
            AppFsTestImage.Badgeteam, 2 * Page, AppFsTestImage.File("a", 1) with { Title = string.Concat(Enumerable.Repeat(title, times)) }),
        DiagnosticCodes.InvalidMetadata,
        "'a'", what, reason);

    [TestMethod]
    [DataRow(-1)]
    [DataRow(65535)]
    [DataRow(int.MaxValue)]
    public void AVersionThatCannotBeStoredIsRefused(int version) => AssertDiagnostics.Single(
        AppFsTestImage.Problems(AppFsTestImage.Badgeteam, 2 * Page, AppFsTestImage.File("a", 1) with { Version = version }),
        DiagnosticCodes.InvalidMetadata,
        "'a'", $"Version {version.ToString(CultureInfo.InvariantCulture)}", "0 to 65534");

    [TestMethod]
    public void TitleAndVersionMayFillTheirRoom()
    {
        string title = new('T', 63);
        byte[] image = AppFsTestImage.Write(AppFsTestImage.Badgeteam, 2 * Page, AppFsTestImage.File("a", 1) with { Title = title, Version = 65534 });
        AppFsVolume volume = AppFsVolume.Open(image, AppFsTestImage.Badgeteam, ReadMode.Strict);
        Assert.AreEqual(new AppFsFileInfo("a", 1, title, 65534), volume.GetInfo(0));
    }

    [TestMethod]
    public void WithoutTitleAndVersionBadgeteamGetsTheNameAndZero()
    {
        byte[] image = AppFsTestImage.Write(AppFsTestImage.Badgeteam, 2 * Page, AppFsTestImage.File("a/b", 1));
        Assert.AreEqual(new AppFsFileInfo("a/b", 1, "a/b", 0), AppFsVolume.Open(image, AppFsTestImage.Badgeteam, ReadMode.Strict).GetInfo(0));
    }

    [TestMethod]
    public void PocketspriteStoresNoTitleAndVersionAndSaysSo()
    {
        FlashFile[] plain = [AppFsTestImage.File("a", 1), AppFsTestImage.File("b", 1)];
        var diagnostics = new DiagnosticBag();
        byte[]? image = AppFsFormat.Instance.Plan(
            AppFsTestImage.Set(plain[0] with { Title = new string('ü', 100) }, plain[1] with { Version = -5 }),
            AppFsTestImage.Pocketsprite.ToValues(),
            4 * Page,
            diagnostics)?.ToArray();
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.MetadataIgnored, "'a'", "(2 files)", "pocketsprite", "badgeteam");
        Assert.HasCount(1, diagnostics);
        AssertBytes.AreEqual(AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 4 * Page, plain), image);
    }

    [TestMethod]
    public void EverythingIsReportedAtOnce()
    {
        DiagnosticBag found = AppFsTestImage.Problems(
            AppFsTestImage.Badgeteam, 2 * Page,
            AppFsTestImage.File(new string('n', 48), 1), AppFsTestImage.File("ä", 1), AppFsTestImage.File("c", 1) with { Version = -1 });
        CollectionAssert.AreEquivalent(
            new[] { DiagnosticCodes.NameTooLong, DiagnosticCodes.NameNotStorable, DiagnosticCodes.InvalidMetadata, DiagnosticCodes.ImageTooLarge },
            found.Select(item => item.Descriptor).ToArray());
    }

    [TestMethod]
    [DataRow(1L, "65536 (0x10000) would do")]
    [DataRow(0L, "65536 (0x10000) would do")]
    [DataRow(100_000L, "65536 (0x10000) or 131072 (0x20000) would do")]
    [DataRow(65537L * 16, "1048576 (0x100000) or 1114112 (0x110000) would do")]
    public void APartitionIsWholePages(long size, string next) => AssertDiagnostics.Single(
        AppFsTestImage.Problems(AppFsTestImage.Pocketsprite, size), DiagnosticCodes.SizeNotAligned, $"{size} bytes", "64 KiB", next);

    [TestMethod]
    public void APartitionIsAtMost16MiB()
    {
        AssertDiagnostics.Single(
            AppFsTestImage.Problems(AppFsTestImage.Pocketsprite, 257 * Page),
            DiagnosticCodes.SizeNotAligned, "16842752 bytes", "over the 16777216 (0x1000000, 16 MiB)", "255 page descriptors");
        Assert.HasCount(256 * Page, AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 256 * Page));
    }

    [TestMethod]
    public void AnImageNeedsASize() => AssertDiagnostics.Single(
        AppFsTestImage.Problems(AppFsTestImage.Pocketsprite, null), DiagnosticCodes.SizeRequired, "AppFS", "--size");

    [TestMethod]
    public void WhatDoesNotFitIsCountedInPagesAsTheDeviceCounts()
    {
        // 16 sectors are 15 pages on the device; badge.team's script counts 16.
        FlashFile[] files = [AppFsTestImage.File("big", 14 * Page), AppFsTestImage.File("one", 1), AppFsTestImage.File("empty", 0)];
        Diagnostic found = AssertDiagnostics.Single(
            AppFsTestImage.Problems(AppFsTestImage.Pocketsprite, 16 * Page, files),
            DiagnosticCodes.ImageTooLarge,
            $"needs {16 * Page} bytes", $"has {15 * Page}", $"over by {Page}", "16 pages of 64 KiB", "1 more than the 15", "big 917504", $"A size of {17 * Page} (0x110000) would do");
        Assert.AreEqual(DiagnosticSeverity.Error, found.Severity);
        AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 17 * Page, files);
    }

    [TestMethod]
    public void MoreThan255PagesFitNowhere()
    {
        FlashFile[] files = [AppFsTestImage.File("a", 200 * Page), AppFsTestImage.File("b", 56 * Page)];
        AssertDiagnostics.Single(
            AppFsTestImage.Problems(AppFsTestImage.Pocketsprite, 256 * Page, files),
            DiagnosticCodes.ImageTooLarge, "256 pages", "1 more than the 255", "no partition has more than 255", "No size would do");
    }

    [TestMethod]
    public void AFileOfMoreThan255PagesIsRefusedByName() => AssertDiagnostics.Single(
        AppFsTestImage.Problems(AppFsTestImage.Pocketsprite, 256 * Page, AppFsTestImage.File("huge", 255 * Page + 1)),
        DiagnosticCodes.FileTooLarge, "'huge'", "16711681 bytes", "256 pages", "255");

    [TestMethod]
    public void MoreThan255FilesAreRefused() => AssertDiagnostics.Single(
        AppFsTestImage.Problems(AppFsTestImage.Pocketsprite, 256 * Page, Enumerable.Range(0, 257).Select(i => AppFsTestImage.File($"f{i}", 1))),
        DiagnosticCodes.TooManyFiles, "257 files are 2 more", "255");

    [TestMethod]
    [DataRow(1, 0, DisplayName = "metadata alone")]
    [DataRow(2, 1)]
    [DataRow(16, 15)]
    [DataRow(255, 254)]
    [DataRow(256, 255)]
    public void EveryPageOfThePartitionCanBeUsed(int sectors, int pages)
    {
        FlashFile[] files = [.. Enumerable.Range(0, pages).Select(i => AppFsTestImage.File($"f{i:d3}", i % 7))];
        byte[] image = AppFsTestImage.Write(AppFsTestImage.Pocketsprite, (long)sectors * Page, files);
        AppFsVolume volume = AppFsVolume.Open(image, AppFsTestImage.Pocketsprite, ReadMode.Strict);
        Assert.HasCount(pages, volume.Entries);
        Assert.AreEqual(0, volume.FreeMemory);
        Assert.AreEqual((long)sectors * Page, volume.Usage.Size);
    }

    [TestMethod]
    public void FilesStandInTheOrderGivenAndAnEmptyOneTakesAPage()
    {
        byte[] image = AppFsTestImage.Write(
            AppFsTestImage.Pocketsprite, 8 * Page, AppFsTestImage.File("z", Page + 1), AppFsTestImage.File("empty", 0), AppFsTestImage.File("a", Page));
        AppFsVolume volume = AppFsVolume.Open(image, AppFsTestImage.Pocketsprite, ReadMode.Strict);
        CollectionAssert.AreEqual(
            new[] { ("z", (long)Page), ("empty", 3L * Page), ("a", 4L * Page) }, volume.Entries.Select(entry => (entry.Name, entry.Offset)).ToArray());
        Assert.AreEqual(new ImageUsage(8 * Page, 2 * Page + 1, 3 * Page), volume.Usage);
    }

    private static AppFsOptions Options(string layout)
    {
        var diagnostics = new DiagnosticBag();
        OptionValues values = OptionValues.Resolve(
            AppFsFormat.Instance, [new OptionLayer("test", new Dictionary<string, string> { ["layout"] = layout })], diagnostics);
        AssertDiagnostics.None(diagnostics);
        return AppFsOptions.From(values);
    }
}
