using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats.Spiffs;

/// <summary>What fits, what does not, and what is said of it.</summary>
[TestClass]
public sealed class SpiffsPlanTests
{
    private static readonly SpiffsOptions Idf = new();

    [TestMethod]
    public void ThereMustBeASize()
    {
        DiagnosticBag diagnostics = Refused(Idf, null);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.SizeRequired, "--size", "partition");
    }

    [TestMethod]
    [DataRow(0, "4096 (0x1000) would do")]
    [DataRow(4095, "4096 (0x1000) would do")]
    [DataRow(10000, "8192 (0x2000) or 12288 (0x3000) would do")]
    [DataRow(-4096, "4096 (0x1000) would do")]
    [DataRow(16 * 1024 * 1024 + 4096, "at most 16777216 (0x1000000)")]
    public void ASizeIsWholeBlocksThat16BitsCanReach(int size, string fragment)
    {
        DiagnosticBag diagnostics = Refused(Idf, size);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.SizeNotAligned, $"{size} bytes", fragment);
    }

    [TestMethod]
    [DataRow("name of 31 bytes, slash included", "123456789012345678901234567890", true)]
    [DataRow("name of 32 bytes, slash included", "1234567890123456789012345678901", false)]
    [DataRow("31 bytes in fewer characters", "äöü4567890123456789012345678", false)]
    [DataRow("30 bytes in fewer characters", "äöü456789012345678901234567", true)]
    public void NamesAreCountedInBytesWithSlashAndNul(string what, string path, bool fits)
    {
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = SpiffsFormat.Instance.Plan(SpiffsVectors.Set(SpiffsVectors.File(path, 10)), Idf.ToValues(), 65536, diagnostics);
        Assert.AreEqual(fits, plan is not null, what);
        if (plan is not null)
        {
            SpiffsVolume volume = SpiffsVolume.Open(plan.ToArray(), Idf, ReadMode.Strict);
            Assert.AreEqual(path, volume.Entries.Single().Name);
        }
    }

    [TestMethod]
    public void EveryNameThatIsTooLongIsReportedWithTheThreeWaysOut()
    {
        FlashFile[] files =
        [
            SpiffsVectors.File("fine.txt", 1),
            SpiffsVectors.File("a/" + new string('b', 33), 1),
            SpiffsVectors.File("c/" + new string('d', 40), 1),
        ];
        Diagnostic[] found = [.. Refused(Idf, 65536, files)];
        Assert.HasCount(2, found);
        AssertDiagnostics.Single(
            [found[0]], DiagnosticCodes.NameTooLong, "'/a/bbb", "36 bytes", "5 more than the 31", "nameLength of 32", "Exclude", "FlashPath", "nameLength to 44");
        AssertDiagnostics.Single([found[1]], DiagnosticCodes.NameTooLong, "'/c/ddd", "43 bytes", "12 more than the 31", "nameLength to 44");
        Assert.AreEqual(files[1].Source, found[0].Location);
        Assert.AreEqual(files[2].Source, found[1].Location);
    }

    [TestMethod]
    public void WhereNoNameLengthWillDoTheMessageSaysSo()
    {
        DiagnosticBag diagnostics = Refused(Idf, 65536, SpiffsVectors.File(new string('x', 187), 1), SpiffsVectors.File(new string('y', 188), 1));
        Diagnostic[] found = [.. diagnostics];
        Assert.HasCount(2, found);
        StringAssert.Contains(found[0].Message, "no nameLength will do: it would have to be 189, and pages of 256 bytes with a metaLength of 4 allow 188", StringComparison.Ordinal);
        StringAssert.Contains(found[1].Message, "it would have to be 190", StringComparison.Ordinal);
    }

    [TestMethod]
    public void TheLongestNameOfThePageFitsWithItsNameLength()
    {
        SpiffsOptions options = Idf with { NameLength = 188 };
        byte[] image = SpiffsVectors.Write(options, 65536, SpiffsVectors.File(new string('x', 186), 300));
        Assert.AreEqual(186, SpiffsVolume.Open(image, options, ReadMode.Strict).Entries.Single().Name.Length);
    }

    [TestMethod]
    public void WithoutLeadingSlashThereIsOneByteMore()
    {
        SpiffsOptions sming = Idf with { LeadingSlash = false };
        string name = new('n', 31);
        byte[] image = SpiffsVectors.Write(sming, 65536, SpiffsVectors.File(name, 300));
        Assert.AreEqual((byte)'n', image[256 + 13], "stored without slash");
        Assert.AreEqual(name, SpiffsVolume.Open(image, sming, ReadMode.Strict).Entries.Single().Name);
    }

    [TestMethod]
    public void AnImageCanBeFullToTheLastByte()
    {
        // 15 pages of a block: one index page and 14 data pages.
        byte[] image = SpiffsVectors.Write(Idf, 4096, SpiffsVectors.File("full", 14 * 251));
        SpiffsVolume volume = SpiffsVolume.Open(image, Idf, ReadMode.Strict);
        Assert.AreEqual(new ImageUsage(4096, 14 * 251, 0, 0, 4096), volume.Usage);
    }

    [TestMethod]
    public void OneByteOverIsRefusedWithBytesPagesAndTheSizeThatWouldDo()
    {
        FlashFile[] files = [.. Enumerable.Range(0, 6).Select(i => SpiffsVectors.File($"f{i}", 251)), SpiffsVectors.File("big", 251 + 1)];
        DiagnosticBag diagnostics = Refused(Idf, 4096, [.. files, SpiffsVectors.File("last", 0)]);
        AssertDiagnostics.Single(
            diagnostics,
            DiagnosticCodes.ImageTooLarge,
            "SPIFFS image needs 4096 bytes",
            "16 pages of 256, and the image has 15 for files: 1 missing",
            "has 3840",
            "over by 256",
            "The 5 largest of 8 files take: big 768, f0 512, f1 512, f2 512, f3 512",
            "A size of 8192 (0x2000) would do");
    }

    [TestMethod]
    public void CostsAreWholePagesIndexIncluded()
    {
        var diagnostics = new DiagnosticBag();
        int[] lengths = [0, 1, 251, 252, 103 * 251, (103 * 251) + 1, (227 * 251) + 1];
        ImagePlan plan = SpiffsFormat.Instance.Plan(
            SpiffsVectors.Set(lengths.Select((length, i) => SpiffsVectors.File($"f{i}", length))), Idf.ToValues(), 512 * 1024, diagnostics)!;
        long[] pages = [1, 2, 2, 3, 104, 106, 231];
        CollectionAssert.AreEqual(pages.Select(count => count * 256).ToArray(), plan.Costs.Select(cost => cost.Size).ToArray());
        Assert.AreEqual(plan.Usage, SpiffsVolume.Open(plan.ToArray(), Idf, ReadMode.Strict).Usage);
        Assert.AreEqual(128 - 30, plan.Usage.FreeBlocks, "449 pages are 29.9 blocks");
        Assert.AreEqual(((128 * 15) - 449) * 256, plan.Usage.Free);
    }

    [TestMethod]
    public void ThePageWhoseIndexMeansFreeIsNotUsed()
    {
        // 16 MiB of 256-byte pages: 65536 pages, 61440 of them for objects, and the last of those is lost.
        const int Size = 16 * 1024 * 1024;
        FlashFile[] files = [SpiffsVectors.File("big", 30000 * 251), SpiffsVectors.File("rest", 30000 * 251), .. Fill(61439 - 2 * (30000 + 243))];
        byte[] image = SpiffsVectors.Write(Idf, Size, files);
        Assert.AreEqual(-1, image.AsSpan(Size - 256).IndexOfAnyExcept((byte)0xFF), "the last page stays erased");
        SpiffsVolume volume = SpiffsVolume.Open(image, Idf, ReadMode.Strict);
        Assert.AreEqual(0, volume.Usage.Free);
        Assert.AreEqual(new VolumeExtent(Size - 256, 256, ExtentKind.Unusable), volume.Extents[^1]);
        foreach ((VolumeEntry entry, FlashFile file) in volume.Entries.Zip(files))
        {
            AssertBytes.AreEqual(file.Contents.ToArray(), volume.ReadAll(entry), entry.Name);
        }

        DiagnosticBag diagnostics = Refused(Idf, Size, [.. files, SpiffsVectors.File("one-more", 0)]);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ImageTooLarge, "61440 pages of 256, and the image has 61439 for files: 1 missing", "No size would do");
    }

    [TestMethod]
    public void AFileLargerThanAnyImageIsNamed()
    {
        var file = new FlashFile(FlashPath.Parse("huge.bin"), new LongContents(16 * 1024 * 1024)) { Source = new DiagnosticLocation("flash/huge.bin") };
        Diagnostic found = AssertDiagnostics.Single(
            Refused(Idf, 16 * 1024 * 1024, file), DiagnosticCodes.FileTooLarge, "'huge.bin'", "16777216 bytes", "pages of 256", "allow 61439");
        Assert.AreEqual("flash/huge.bin", found.Location!.File);
    }

    [TestMethod]
    public void ObjectIdsEndAt32766()
    {
        FlashFile[] files = [.. Enumerable.Range(0, 32767).Select(i => SpiffsVectors.File($"{i}", 0))];
        AssertDiagnostics.Single(Refused(Idf, 16 * 1024 * 1024, files), DiagnosticCodes.TooManyFiles, "32767 files are 1 more", "32766");

        byte[] image = SpiffsVectors.Write(Idf, 16 * 1024 * 1024, files.Skip(1));
        Assert.HasCount(32766, SpiffsVolume.Open(image, Idf, ReadMode.Strict).Entries);
    }

    [TestMethod]
    public void TooFewFreeBlocksAreAWarningWithTheFigures()
    {
        var diagnostics = new DiagnosticBag();
        ImagePlan plan = SpiffsFormat.Instance.Plan(
            SpiffsVectors.Set(SpiffsVectors.File("a", 5000)), Idf.ToValues(), 12288, diagnostics)!;
        FreeBlockWarning.Check(plan.Format, plan.Usage, 1, null, diagnostics);
        FreeBlockWarning.Check(plan.Format, plan.Usage, 0, null, diagnostics);
        AssertDiagnostics.None(diagnostics);
        FreeBlockWarning.Check(plan.Format, plan.Usage, 2, new DiagnosticLocation("app.csproj"), diagnostics);
        Diagnostic found = AssertDiagnostics.Single(
            diagnostics, DiagnosticCodes.TooFewFreeBlocks, "12288 bytes keeps 1 free blocks of the 2", "16384 bytes (0x4000)", "FlashWarnFreeBlocks");
        Assert.AreEqual(DiagnosticSeverity.Warning, found.Severity);
        Assert.AreEqual("app.csproj", found.Location!.File);
    }

    [TestMethod]
    public void EverythingWrongIsReportedAtOnce()
    {
        DiagnosticBag diagnostics = Refused(Idf with { MetaLength = 200 }, null);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.SizeRequired);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.OptionsDoNotFit);

        diagnostics = Refused(Idf, 5000, SpiffsVectors.File(new string('x', 60), 1));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.SizeNotAligned);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.NameTooLong);
    }

    private static IEnumerable<FlashFile> Fill(int pages) => Enumerable.Range(0, pages).Select(i => SpiffsVectors.File($"fill{i}", 0));

    private static DiagnosticBag Refused(SpiffsOptions options, long? size, params FlashFile[] files)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(SpiffsFormat.Instance.Plan(SpiffsVectors.Set(files), options.ToValues(), size, diagnostics));
        Assert.IsTrue(diagnostics.HasErrors);
        return diagnostics;
    }

    private sealed class LongContents(long length) : FlashContents
    {
        public override long Length => length;

        protected override void CopyCore(Span<byte> destination) => throw new NotSupportedException();
    }
}
