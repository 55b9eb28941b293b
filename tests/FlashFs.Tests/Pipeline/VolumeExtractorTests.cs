using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Pipeline;

[TestClass]
public sealed class VolumeExtractorTests
{
    private static readonly DiagnosticLocation Place = new("a.img");

    private string Root { get; set; } = "";

    [TestInitialize]
    public void MakeFolder() => Root = Directory.CreateTempSubdirectory("flashfs-extract-").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(Root, recursive: true);

    [TestMethod]
    public void EveryFileIsWritten()
    {
        var diagnostics = new DiagnosticBag();
        ExtractionResult result = Extract(Vectors.Bytes("images/espfs-heatshrink-l5.img"), diagnostics);
        AssertDiagnostics.None(diagnostics);
        Assert.AreEqual(new ExtractionResult(Files: 16, Bytes: 81633, Refused: 0, Damaged: 0), result);
        foreach (FlashFile file in Vectors.Inputs())
        {
            AssertBytes.AreEqual(file.Contents.ToArray(), File.ReadAllBytes(Path.Combine(Root, file.Path.Value)), file.Path.Value);
        }
    }

    [TestMethod]
    public void ARefusedNameIsReportedAndTheRestWritten()
    {
        byte[] image = Vectors.Bytes("images/espfs-stored.img");
        "../x"u8.CopyTo(image.AsSpan(16)); // instead of app.js: '../xjs' is no way out, '../x\0\0' is one
        image[20] = image[21] = 0;
        var diagnostics = new DiagnosticBag();
        ExtractionResult result = Extract(image, diagnostics);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ExtractionRefused, "'../x' (331 bytes)", "segment '..'");
        Assert.AreEqual((15, 1), (result.Files, result.Refused));
    }

    [TestMethod]
    public void DamageIsReportedOnceAndTheRestWritten()
    {
        byte[] image = Vectors.Bytes("images/espfs-stored.img");
        image[5] = 9;
        var diagnostics = new DiagnosticBag();
        ExtractionResult result = Extract(image, diagnostics);
        Diagnostic reported = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.InvalidField, "app.js");
        Assert.AreSame(Place, reported.Location);
        Assert.AreEqual((15, 1), (result.Files, result.Damaged));
        Assert.IsFalse(File.Exists(Path.Combine(Root, "app.js")));
    }

    private ExtractionResult Extract(byte[] image, DiagnosticBag diagnostics)
    {
        FlashVolume volume = EspfsFormat.Instance.Open(image, OptionValues.Defaults(EspfsFormat.Instance), ReadMode.Salvage);
        return VolumeExtractor.Extract(volume, new ExtractionFolder(Root), Place, diagnostics);
    }
}
