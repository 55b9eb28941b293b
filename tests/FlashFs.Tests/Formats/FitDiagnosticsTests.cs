using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Tests.Formats;

[TestClass]
public sealed class FitDiagnosticsTests
{
    [TestMethod]
    public void TheFiveLargestFilesAreNamedLargestFirst()
    {
        FileCost[] costs = [Cost("a", 10), Cost("b", 70), Cost("c", 20), Cost("d", 60), Cost("e", 50), Cost("f", 40)];
        Diagnostic diagnostic = FitDiagnostics.ImageTooLarge(new NamedFormat(), 9000, 4096, 12288, costs);
        Assert.AreEqual(DiagnosticCodes.ImageTooLarge, diagnostic.Descriptor);
        Assert.AreEqual(
            "The TESTFS image needs 9000 bytes and has 4096: over by 4904. The 5 largest of 6 files take: b 70, d 60, e 50, f 40, c 20. "
            + "A size of 12288 (0x3000) would do; grow the partition or leave files out.",
            diagnostic.Message);
    }

    [TestMethod]
    public void AReasonAndTheLackOfAnySizeAreSaid()
    {
        Diagnostic diagnostic = FitDiagnostics.ImageTooLarge(new NamedFormat(), 20, 10, null, [Cost("a", 20)], "two pages of index");
        Assert.AreEqual(
            "The TESTFS image needs 20 bytes (two pages of index) and has 10: over by 10. The only file takes: a 20. No size would do; leave files out.",
            diagnostic.Message);
    }

    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(1, 4096)]
    [DataRow(4096, 4096)]
    [DataRow(4097, 8192)]
    public void SizesAreRoundedUpToWholeSectors(long size, long expected) =>
        Assert.AreEqual(expected, FitDiagnostics.RoundUp(size, 4096));

    private static FileCost Cost(string path, long size) =>
        new(new FlashFile(FlashPath.Parse(path), FlashContents.FromMemory(default)), size, size);

    private sealed class NamedFormat : FlashFormat
    {
        public override string Id => "testfs";

        public override string DisplayName => "TESTFS";

        public override string Summary => "";

        public override string DefaultImageName => "";

        public override int Revision => 1;

        public override ImageSizing Sizing => ImageSizing.Fixed;

        public override IReadOnlyList<FlashOption> Options => [];

        public override ImagePlan? Plan(FlashFileSet files, OptionValues options, long? size, DiagnosticBag diagnostics) => null;

        public override FlashVolume Open(ReadOnlyMemory<byte> image, OptionValues options, ReadMode mode) => throw new NotSupportedException();

        public override int Recognise(ReadOnlySpan<byte> image) => 0;
    }
}
