using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;

namespace FlashFs.Tests.Formats.Espfs;

[TestClass]
public sealed class EspfsWriterTests
{
    private static readonly EspfsOptions Stored = new();
    private static readonly EspfsOptions Packed = new() { Compression = EspfsCompression.Heatshrink };

    [TestMethod]
    public void AnImageWithoutFilesIsItsEndHeader() =>
        AssertBytes.AreEqual([0x45, 0x53, 0x66, 0x73, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Plan(Stored).ToArray());

    [TestMethod]
    public void AnEntryIsHeaderNameAndContentsPaddedToFour() =>
        AssertBytes.AreEqual(
            new EspfsTestImage().Add("abc", [1, 2, 3, 4, 5]).Add("abcd/ä", []).End().ToArray(),
            Plan(Stored, File("abc", [1, 2, 3, 4, 5]), File("abcd/ä", [])).ToArray());

    [TestMethod]
    public void TheOrderGivenIsKept()
    {
        FlashFileSet files = FlashFileSet.InOrder([File("z", [1]), File("a", [2])], new DiagnosticBag());
        byte[] image = EspfsFormat.Instance.Plan(files, Stored.ToValues(), null, new DiagnosticBag())!.ToArray();
        FlashVolume volume = EspfsVolume.Open(image, Stored, ReadMode.Strict);
        CollectionAssert.AreEqual(new[] { "z", "a" }, volume.Entries.Select(entry => entry.Name).ToArray());
    }

    [TestMethod]
    public void WhatGrowsIsStoredPlain()
    {
        byte[] noise = new byte[100];
        new Random(1).NextBytes(noise);
        AssertBytes.AreEqual(
            new EspfsTestImage().Add("a.js", [7]).Add("empty.js", []).Add("noise", noise).End().ToArray(),
            Plan(Packed with { GzipExtensions = ["js"] }, File("a.js", [7]), File("empty.js", []), File("noise", noise)).ToArray());
    }

    [TestMethod]
    public void WhatPackingLeavesAsLongAsItWasStaysPacked()
    {
        // 27 bits of literals and 16 of a reference make six bytes, with the parameter byte seven.
        byte[] contents = [1, 2, 3, 1, 2, 3, 1];
        byte[] stored = [0xB4, .. Heatshrink.Encode(contents, new HeatshrinkParameters(11, 4))];
        Assert.HasCount(contents.Length, stored);
        AssertBytes.AreEqual(
            new EspfsTestImage().Add("same", stored, contents.Length, compression: 1).End().ToArray(),
            Plan(Packed, File("same", contents)).ToArray());
    }

    [TestMethod]
    [DataRow(1, 0x53)]
    [DataRow(2, 0x53)]
    [DataRow(3, 0x63)]
    [DataRow(4, 0x63)]
    [DataRow(5, 0x84)]
    [DataRow(6, 0x84)]
    [DataRow(7, 0xB4)]
    [DataRow(8, 0xB4)]
    [DataRow(9, 0xD4)]
    public void LevelsChooseWindowAndLookahead(int level, int parameterByte)
    {
        byte[] image = Plan(Packed with { Level = level }, File("a", new byte[100])).ToArray();
        FlashVolume volume = EspfsVolume.Open(image, Stored, ReadMode.Strict);
        Assert.AreEqual((byte)parameterByte, volume.ReadStored(volume.Entries[0])[0]);
    }

    [TestMethod]
    public void AFileChoosesForItself()
    {
        byte[] zeros = new byte[100];
        byte[] image = Plan(
            Packed with { GzipExtensions = ["html"] },
            File("a.html", zeros),
            File("b.html", zeros) with { Compression = FileCompression.None },
            File("c.html", zeros) with { Compression = FileCompression.Heatshrink },
            File("d.txt", zeros),
            File("e.txt", zeros) with { Compression = FileCompression.Gzip }).ToArray();
        FlashVolume volume = EspfsVolume.Open(image, Stored, ReadMode.Strict);
        CollectionAssert.AreEqual(
            new[] { FileCompression.Gzip, FileCompression.None, FileCompression.Heatshrink, FileCompression.Heatshrink, FileCompression.Gzip },
            volume.Entries.Select(entry => entry.Compression).ToArray());
        AssertBytes.AreEqual(zeros, GzipMember.Unpack(volume.ReadStored(volume.Entries[4])));
    }

    [TestMethod]
    [DataRow("a.js", true)]
    [DataRow("dir.js/readme", false)]
    [DataRow("a.JS", false)]
    [DataRow("a.min.js", true)]
    [DataRow("js", false)]
    [DataRow(".js", true)]
    public void AnExtensionIsWhatFollowsTheLastDotInItsCase(string path, bool isGzip)
    {
        byte[] image = Plan(Stored with { GzipExtensions = ["js"] }, File(path, new byte[100])).ToArray();
        Assert.AreEqual(isGzip ? 0x02 : 0x00, image[4]);
    }

    [TestMethod]
    public void AnImageThatDoesNotFitIsRefusedWithItsLargestFiles()
    {
        var diagnostics = new DiagnosticBag();
        FlashFile[] files = [.. Enumerable.Range(1, 7).Select(i => File($"f{i}", new byte[i * 1000]))];
        Assert.IsNull(Plan(Stored, 8192, diagnostics, files));

        // 28000 bytes of contents, seven headers with names of four bytes, the end header.
        AssertDiagnostics.Single(
            diagnostics,
            DiagnosticCodes.ImageTooLarge,
            "needs 28156 bytes and has 8192: over by 19964",
            "5 largest of 7 files take: f7 7020, f6 6020, f5 5020, f4 4020, f3 3020",
            "A size of 28672 (0x7000) would do");
        Assert.IsNotNull(Plan(Stored, 28156, new DiagnosticBag(), files));
    }

    [TestMethod]
    public void AnImageOverTwoGigabytesIsRefusedWithoutASize()
    {
        var diagnostics = new DiagnosticBag();
        FlashFile[] files = [new(FlashPath.Parse("a"), new HugeContents(1_500_000_000)), new(FlashPath.Parse("b"), new HugeContents(1_500_000_000))];
        Assert.IsNull(Plan(Stored, null, diagnostics, files));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ImageTooLarge, "over by 852516409", "No size would do");
    }

    [TestMethod]
    public void AFileOverTwoGigabytesIsRefused()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(Plan(Packed, null, diagnostics, new FlashFile(FlashPath.Parse("big"), new HugeContents(3_000_000_000))));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.FileTooLarge, "'big' has 3000000000 bytes", "up to 2147483591");
    }

    [TestMethod]
    public void NamesOf255BytesAreStoredAndAllLongerOnesAreReported()
    {
        Assert.AreEqual(16 + 256 + 16L, Plan(Stored, File(new string('a', 255), [])).Size);

        var diagnostics = new DiagnosticBag();
        var source = new DiagnosticLocation("flash/long.txt");
        Assert.IsNull(Plan(Stored, 16, diagnostics, File(new string('a', 256), []) with { Source = source }, File(new string('ä', 150), []), File("good", [])));
        Diagnostic[] tooLong = [.. diagnostics.Where(item => item.Descriptor == DiagnosticCodes.NameTooLong)];
        Assert.HasCount(2, tooLong);
        Assert.AreEqual(source, tooLong[0].Location);
        StringAssert.Contains(tooLong[0].Message, "256 bytes of UTF-8", StringComparison.Ordinal);
        StringAssert.Contains(tooLong[0].Message, "shorten it by 1.", StringComparison.Ordinal);
        StringAssert.Contains(tooLong[1].Message, "300 bytes of UTF-8", StringComparison.Ordinal);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ImageTooLarge, "has 16");
    }

    [TestMethod]
    public void AFileWithoutAPathIsRefused()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(Plan(Stored, null, diagnostics, new FlashFile(default, FlashContents.FromMemory(new byte[3]))));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.NameNotStorable, "A file of 3 bytes has no path");
    }

    [TestMethod]
    [DataRow("tar.gz", "write 'gz'")]
    [DataRow(".js", "write 'js'")]
    [DataRow("a/", "leave it out")]
    public void ExtensionsThatNoFileHasAreRefused(string extension, string hint)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(Plan(Stored with { GzipExtensions = ["html", extension] }, null, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.InvalidOptionValue, $"'{extension}'", hint);
    }

    [TestMethod]
    public void UnreadableFilesAreAllReported()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(Plan(Packed, 16, diagnostics, new FlashFile(FlashPath.Parse("a"), new HugeContents(10)), new FlashFile(FlashPath.Parse("b"), new HugeContents(10))));
        Assert.AreEqual(2, diagnostics.Count(item => item.Descriptor == DiagnosticCodes.FileUnreadable));
        Assert.HasCount(2, diagnostics);
    }

    [TestMethod]
    public void StoredFilesAreReadOnlyWhenTheImageIsWritten()
    {
        ImagePlan plan = Plan(Stored, new FlashFile(FlashPath.Parse("a"), new HugeContents(10)));
        Assert.AreEqual(16 + 4 + 12 + 16L, plan.Size);
        Assert.ThrowsExactly<FlashFsException>(() => plan.ToArray());
    }

    [TestMethod]
    public void APartitionGivenCountsAsFree()
    {
        ImagePlan plan = Plan(Stored, 4096, new DiagnosticBag(), File("a", new byte[10]))!;
        Assert.AreEqual(48L, plan.Size);
        Assert.AreEqual(new ImageUsage(4096, 10, 4096 - 48), plan.Usage);
        Assert.AreEqual(38L, plan.Usage.Overhead);
        Assert.AreEqual(new FileCost(plan.Files[0], 10, 32), plan.Costs[0]);
    }

    private static FlashFile File(string path, byte[] contents) => new(FlashPath.Parse(path), FlashContents.FromMemory(contents));

    private static ImagePlan? Plan(EspfsOptions options, long? size, DiagnosticBag diagnostics, params FlashFile[] files) =>
        EspfsFormat.Instance.Plan(FlashFileSet.Sorted(files, diagnostics), options.ToValues(), size, diagnostics);

    private static ImagePlan Plan(EspfsOptions options, params FlashFile[] files)
    {
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = Plan(options, null, diagnostics, files);
        AssertDiagnostics.None(diagnostics);
        return plan!;
    }

    // Says how long it is, and cannot be read.
    private sealed class HugeContents(long length) : FlashContents
    {
        public override long Length => length;

        protected override void CopyCore(Span<byte> destination) =>
            throw new FlashFsException(DiagnosticCodes.FileUnreadable.At(null, "not there"));
    }
}
