using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using static FlashFs.Tests.Formats.SimpleFs.SimpleFsTestFiles;

namespace FlashFs.Tests.Formats.SimpleFs;

/// <summary>What is refused, and what is only said.</summary>
[TestClass]
public sealed class SimpleFsPlanTests
{
    private static readonly FlashFile Index = File("index.js", "1");

    [TestMethod]
    [DataRow(".env", "'.'")]
    [DataRow(".well/known.js", "'.'")]
    [DataRow("~index.js", "'~'")]
    [DataRow("\\index.js", "'\\'")]
    [DataRow("c:/lib.js", "drive letter")]
    [DataRow("C:lib.js", "drive letter")]
    public void ANameThatTheVmOrThePackerRefusesIsRefused(string name, string fragment)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(Plan(diagnostics, Index, File(name, "x")));
        Diagnostic found = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.NameNotStorable, $"'{name}'", fragment);
        Assert.AreEqual($"flash/{name}", found.Location!.File);
    }

    [TestMethod]
    [DataRow("lib/.hidden.js")]
    [DataRow("a~.js")]
    [DataRow("ab:c.js")]
    [DataRow("./lib/a.js")]
    public void ANameThatOnlyHasSuchACharacterFurtherInIsStored(string name)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNotNull(Plan(diagnostics, Index, File(name, "x")));
        AssertDiagnostics.None(diagnostics);
    }

    [TestMethod]
    public void AFileWithoutPathIsRefused()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(Plan(diagnostics, Index, new FlashFile(default, FlashContents.FromMemory(default))));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.NameNotStorable, "no name");
    }

    [TestMethod]
    public void ANameOf255BytesFitsAndOneMoreDoesNot()
    {
        var diagnostics = new DiagnosticBag();
        string longest = string.Concat(Enumerable.Repeat("ä", 127)) + "x";
        Assert.IsNotNull(Plan(diagnostics, Index, File(longest, "x")));
        AssertDiagnostics.None(diagnostics);

        Assert.IsNull(Plan(diagnostics, Index, File(longest + "y", "x")));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.NameTooLong, "256 bytes", "up to 255", "by 1");
    }

    [TestMethod]
    public void APathGivenTwiceIsRefusedByTheFileSet()
    {
        var diagnostics = new DiagnosticBag();
        Plan(diagnostics, Index, Index);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.DuplicatePath, "'index.js'");
    }

    [TestMethod]
    [DataRow("index.js")]
    [DataRow("index.bc")]
    public void AnEmptyIndexIsRefused(string name)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(Plan(diagnostics, File(name, ""), File("lib/index.js", "")));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.EmptyEntryFile, $"'{name}'", "0 bytes", "-8");
    }

    [TestMethod]
    public void AnEmptyIndexIsRefusedBesideBytecodeToo()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(Plan(diagnostics, File("index.js", ""), File("index.bc", "1")));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.EmptyEntryFile, "'index.js'");
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.HiddenFile, "'index.bc' is not loaded");
    }

    [TestMethod]
    public void AnImageWithoutIndexIsMadeWithAWarning()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNotNull(Plan(diagnostics, File("src/index.js", "1"), File("init.js", "1")));
        Diagnostic found = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.NoEntryFile, "2 files", "'src/index.js' is not at the root", "-1");
        Assert.AreEqual(DiagnosticSeverity.Warning, found.Severity);
    }

    [TestMethod]
    public void BytecodeBesideItsSourceIsNeverLoaded()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNotNull(Plan(diagnostics, Index, File("lib/a.bc", "1"), File("lib/a.js", "1"), File("b.bc", "1"), File("a.js", "1")));
        Diagnostic found = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.HiddenFile, "'lib/a.bc' is not loaded", "'lib/a.js'");
        Assert.AreEqual("flash/lib/a.bc", found.Location!.File);
    }

    [TestMethod]
    public void AnEmptyModuleBesideItsBytecodeCountsAsMissing()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNotNull(Plan(diagnostics, Index, File("a.js", ""), File("a.bc", "1")));
        Diagnostic found = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.HiddenFile, "'a.js' has 0 bytes", "'a.bc'");
        Assert.AreEqual("flash/a.js", found.Location!.File);
    }

    [TestMethod]
    public void AnEmptyInitHidesItsBytecode()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNotNull(Plan(diagnostics, Index, File("init.js", ""), File("init.bc", "1")));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.HiddenFile, "'init.bc' is not loaded while 'init.js' is there");
    }

    [TestMethod]
    [DataRow(229_328, "though run from a file (-r) this one works", "leave out 1 bytes")]
    [DataRow(524_287, "though run from a file (-r) this one works", "leave out 294960 bytes")]
    [DataRow(524_288, "run from a file (-r) it takes up to 524287", "leave out 294961 bytes")]
    public void AnImageTooLargeToRunIsMadeWithAWarning(int size, string fromFile, string over)
    {
        var diagnostics = new DiagnosticBag();
        Assert.AreEqual((long)size, Plan(diagnostics, Index, Rest(size))!.Size);
        Diagnostic found = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ImageTooLargeToRun, $"{size} bytes", "up to 229327", fromFile, over);
        Assert.AreEqual(DiagnosticSeverity.Warning, found.Severity);
    }

    [TestMethod]
    public void TheLargestImageThatRunsIsMadeInSilence()
    {
        var diagnostics = new DiagnosticBag();
        Assert.AreEqual(229_327L, Plan(diagnostics, Index, Rest(229_327))!.Size);
        AssertDiagnostics.None(diagnostics);
    }

    [TestMethod]
    public void AFileOverTheLargestArrayIsRefused()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(Plan(diagnostics, Index, new FlashFile(FlashPath.Parse("big"), new ClaimedContents(3_000_000_000))));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.FileTooLarge, "3000000000", $"{Array.MaxLength}");
    }

    [TestMethod]
    public void AnImageOver31BitsIsRefused()
    {
        var diagnostics = new DiagnosticBag();
        FlashFile[] files = [.. Enumerable.Range(0, 3).Select(i => new FlashFile(FlashPath.Parse($"big{i}"), new ClaimedContents(1_000_000_000)))];
        Assert.IsNull(Plan(diagnostics, files));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ImageTooLarge, "3000000070", "No size would do");
    }

    [TestMethod]
    public void ASizeIsALimit()
    {
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = Plan(diagnostics, 4096, Index);
        Assert.AreEqual(31L, plan!.Size);
        Assert.AreEqual(new ImageUsage(4096, 1, 4065), plan.Usage);
        AssertDiagnostics.None(diagnostics);
    }

    // 4 for the count; two rows of 16, names of 8 and 8, contents of 1, and four NUL.
    private static FlashFile Rest(int size) => File("data.bin", new byte[size - 4 - (2 * 16) - 8 - 8 - 1 - 4]);

    private sealed class ClaimedContents(long length) : FlashContents
    {
        public override long Length => length;

        protected override void CopyCore(Span<byte> destination) => throw new InvalidOperationException("nothing is read before the plan stands");
    }
}
