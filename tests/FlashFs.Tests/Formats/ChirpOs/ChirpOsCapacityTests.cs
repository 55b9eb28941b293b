using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

[TestClass]
public sealed class ChirpOsCapacityTests
{
    private const long CapacityBytes = 5_238_880;

    [TestMethod]
    [Timeout(120_000)]
    public void MoreThanTheCapacityIsRefusedWithTheFigureAndTheLargestFiles()
    {
        // Nothing in it comes twice, as far as may be: each character takes a code of some 20 bits.
        FlashFile[] files = [.. Enumerable.Range(1, 6).Select(i => ChirpOsTestImage.File($"noise{i}.txt", Noise(i, i * 100_000)))];
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(ChirpOsFormat.Instance.Plan(ChirpOsTestImage.Files(files), OptionValues.Defaults(ChirpOsFormat.Instance), null, diagnostics));
        Diagnostic found = AssertDiagnostics.Single(
            diagnostics, DiagnosticCodes.ImageTooLarge, "ChirpOS", "UTF-16 code units of the 2619440", "has 5238880", "over by", "5 largest of 6 files", "noise6.txt");
        Assert.IsLessThan(found.Message.IndexOf("noise5.txt", StringComparison.Ordinal), found.Message.IndexOf("noise6.txt", StringComparison.Ordinal), "largest first");
        Assert.DoesNotContain("noise1.txt", found.Message);

        // A base that has the large ones already leaves room.
        var options = new ChirpOsOptions { BaseDirectory = new FlashFolder("base", ChirpOsTestImage.Files(files[3..])) };
        ImagePlan plan = ChirpOsTestImage.Plan(ChirpOsTestImage.Files(files), options);
        Assert.IsLessThan(CapacityBytes, plan.Size);
    }

    [TestMethod]
    public void UsageCountsAgainstTheCapacity()
    {
        ImagePlan plan = ChirpOsTestImage.Plan(ChirpOsTestImage.Files(("a", "some text")));
        Assert.AreEqual(CapacityBytes, plan.Usage.Size);
        Assert.AreEqual(CapacityBytes - plan.Size, plan.Usage.Free);
        Assert.AreEqual(plan.Usage, ChirpOsVolume.Open(plan.ToArray(), new ChirpOsOptions(), ReadMode.Strict).Usage);
    }

    [TestMethod]
    public void ASizeIsALimit()
    {
        FlashFileSet files = ChirpOsTestImage.Files(("a", "some text"));
        long size = ChirpOsTestImage.Plan(files).Size;
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = ChirpOsFormat.Instance.Plan(files, OptionValues.Defaults(ChirpOsFormat.Instance), size, diagnostics);
        Assert.AreEqual(0, plan!.Usage.Free);
        Assert.IsNull(ChirpOsFormat.Instance.Plan(files, OptionValues.Defaults(ChirpOsFormat.Instance), size - 1, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ImageTooLarge, $"needs {size} bytes and has {size - 1}", $"A size of {size}");
    }

    [TestMethod]
    public void ASaveOverTheCapacityFailsAndSaysWhatIsLarge()
    {
        var system = new ChirpFileSystem(new ChirpFileSystemInfo(Capacity: 100));
        system.Root.SetNode(new ChirpFile(new ChirpNodeInfo("small"), "x"));
        string saved = system.Save();
        Assert.IsLessThanOrEqualTo(100, saved.Length);
        system.Root.SetNode(new ChirpFile(new ChirpNodeInfo("large"), string.Concat(Enumerable.Range(0, 200))));
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => system.Save());
        Diagnostic found = AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.ImageTooLarge, "has 100", "over by", "/large ", "/small ");
        Assert.IsLessThan(found.Message.IndexOf("/small", StringComparison.Ordinal), found.Message.IndexOf("/large", StringComparison.Ordinal));
    }

    [TestMethod]
    [Timeout(120_000)]
    public void ATextThatNoReaderTakesIsRefused()
    {
        // 6 characters each: \u0001. It packs into almost nothing.
        byte[] ones = [.. Enumerable.Repeat((byte)1, 6_000_000)];
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(ChirpOsFormat.Instance.Plan(
            ChirpOsTestImage.Files(ChirpOsTestImage.File("ones", ones)), OptionValues.Defaults(ChirpOsFormat.Instance), null, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ImageTooLarge, "up to 33554432 UTF-16 code units", "ones 6000000");

        var system = new ChirpFileSystem();
        system.Root.SetNode(new ChirpFile(new ChirpNodeInfo("ones"), new string('\u0001', 6_000_000)));
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => system.Save());
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.ImageTooLarge, "33554432", "/ones 6000000");
    }

    [TestMethod]
    public void FilesThatCannotFitAreNotEvenRead()
    {
        var diagnostics = new DiagnosticBag();
        FlashFileSet files = ChirpOsTestImage.Files(new FlashFile(FlashPath.Parse("huge"), new HugeContents()));
        Assert.IsNull(ChirpOsFormat.Instance.Plan(files, OptionValues.Defaults(ChirpOsFormat.Instance), null, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ImageTooLarge, "5000000000 bytes", "huge 5000000000");
    }

    [TestMethod]
    [Timeout(120_000)]
    public void TooManyFilesAreRefused()
    {
        var diagnostics = new DiagnosticBag();
        FlashFileSet files = ChirpOsTestImage.Files([.. Enumerable.Range(0, 262_144).Select(i => ChirpOsTestImage.File($"{i}"))]);
        Assert.IsNull(ChirpOsFormat.Instance.Plan(files, OptionValues.Defaults(ChirpOsFormat.Instance), null, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.TooManyFiles, "262145 files and directories", "up to 262144");
    }

    private static byte[] Noise(int seed, int length)
    {
        var random = new Random(seed);
        return System.Text.Encoding.UTF8.GetBytes(string.Create(length, random, static (text, random) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)random.Next(0x100, 0xD800);
            }
        }));
    }

    private sealed class HugeContents : FlashContents
    {
        public override long Length => 5_000_000_000;

        protected override void CopyCore(Span<byte> destination) => throw new InvalidOperationException("it was read");
    }
}
