using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Pipeline;

[TestClass]
public sealed class ImageVerifierTests
{
    private static readonly EspfsFormat Format = EspfsFormat.Instance;
    private static readonly OptionValues Options = OptionValues.Defaults(Format);

    [TestMethod]
    public void AnImageThatHoldsItsFilesIsFine()
    {
        var diagnostics = new DiagnosticBag();
        ImageVerifier.CheckReadBack(Format, Format.Open(Vectors.Bytes("images/espfs-stored.img"), Options, ReadMode.Salvage), Vectors.Inputs(), diagnostics);
        AssertDiagnostics.None(diagnostics);
    }

    [TestMethod]
    public void AByteThatWasWrittenWrongIsFound()
    {
        byte[] image = Vectors.Bytes("images/espfs-stored.img");
        image[16 + 8 + 3] ^= 1; // the fourth byte of app.js
        var diagnostics = new DiagnosticBag();
        ImageVerifier.CheckReadBack(Format, Format.Open(image, Options, ReadMode.Salvage), Vectors.Inputs(), diagnostics);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ReadBackDiffers, "'app.js' differs from byte 3", "Nothing was kept");
    }

    [TestMethod]
    public void DamageIsFoundAndWhatItCosts()
    {
        byte[] image = Vectors.Bytes("images/espfs-stored.img");
        image[5] = 9; // no such compression
        var diagnostics = new DiagnosticBag();
        ImageVerifier.CheckReadBack(Format, Format.Open(image, Options, ReadMode.Salvage), Vectors.Inputs(), diagnostics);
        Assert.IsTrue(diagnostics.Count == 2 && diagnostics.All(item => item.Descriptor == DiagnosticCodes.ReadBackDiffers));
        Assert.IsTrue(diagnostics.Any(item => item.Message.Contains("reads back damaged", StringComparison.Ordinal)));
        Assert.IsTrue(diagnostics.Any(item => item.Message.Contains("'app.js'", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void EveryDifferenceIsNamedOnce()
    {
        FlashVolume volume = Format.Open(Vectors.Bytes("images/espfs-stored.img"), Options, ReadMode.Strict);
        FlashFile[] inputs = [.. Vectors.Inputs()];
        inputs[0] = new FlashFile(inputs[0].Path, FlashContents.FromMemory(new byte[5]));
        inputs[1] = new FlashFile(FlashPath.Parse("css/new.css"), inputs[1].Contents);
        string[] differences = [.. ImageVerifier.Differences(volume, FlashFileSet.Sorted(inputs, new DiagnosticBag()))];
        CollectionAssert.AreEqual(
            new[]
            {
                "'app.js' has 331 bytes in the image and 5 outside",
                "'css/new.css' (145 bytes) is missing in the image",
                "'css/site.css' (145 bytes) is in the image only",
            },
            differences);
    }

    // A file that changed is one thing, an image that is wrong another.
    [TestMethod]
    public void AFileThatChangedExplainsNothingButItself()
    {
        byte[] image = Vectors.Bytes("images/espfs-stored.img");
        image[16 + 8 + 3] ^= 1; // the fourth byte of app.js
        FlashFile[] files = [.. Vectors.Inputs()];
        DiskContents contents = DiskContents.Open(Vectors.PathOf("inputs/css/site.css"), "css/site.css").WithSha256(new byte[32]);
        files[1] = new FlashFile(files[1].Path, contents);
        Assert.AreEqual("css/site.css", files[1].Path.Value);
        var diagnostics = new DiagnosticBag();
        ImageVerifier.CheckReadBack(Format, Format.Open(image, Options, ReadMode.Salvage), FlashFileSet.Sorted(files, diagnostics), diagnostics);
        Assert.AreEqual(2, diagnostics.Count);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.FileChanged, "'css/site.css'");
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ReadBackDiffers, "'app.js' differs from byte 3");
    }

    [TestMethod]
    public void AFileThatChangedAfterItWasHashedIsFound()
    {
        FlashVolume volume = Format.Open(Vectors.Bytes("images/espfs-stored.img"), Options, ReadMode.Strict);
        string path = Vectors.PathOf("inputs/app.js");
        DiskContents contents = DiskContents.Open(path, "app.js").WithSha256(new byte[32]);
        var files = FlashFileSet.Sorted(
            Vectors.Inputs().Select(file => file.Path.Value == "app.js" ? new FlashFile(file.Path, contents) : file), new DiagnosticBag());
        StringAssert.Contains(ImageVerifier.Differences(volume, files).Single(), "'app.js' differ; the file may have changed", StringComparison.Ordinal);
    }
}
