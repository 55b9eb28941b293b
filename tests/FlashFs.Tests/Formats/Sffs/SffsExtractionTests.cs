using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.Sffs;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>Of a damaged image the whole files are extracted, and those left out are counted.</summary>
[TestClass]
public sealed class SffsExtractionTests
{
    private string Root { get; set; } = "";

    [TestInitialize]
    public void MakeFolder() => Root = Directory.CreateTempSubdirectory("flashfs-sffs-").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(Root, recursive: true);

    [TestMethod]
    public void FilesWithAMissingOrDoubledSpanAreLeftOut()
    {
        SffsTestImage image = new SffsTestImage(8)
            .First(0, 1, "gap.bin", 0, 0xA0).Next(1, 1, 2, 9, 0xA2)
            .First(2, 3, "double.bin", 0, 0xB0).Next(3, 3, 1, 5, 0xB1).Next(4, 3, 1, 6, 0xB2)
            .First(5, 5, "whole.bin", 0, 0xC0).Next(6, 5, 1, 7, 0xC1);
        ExtractionResult result = Extract(image, out SffsVolume volume);
        CollectionAssert.AreEqual(new[] { "gap.bin", "double.bin" }, Damaged(volume));
        CollectionAssert.AreEqual(new[] { "gap.bin", "double.bin" }, volume.Damage.Select(damage => damage.Entry).ToArray());
        Assert.AreEqual(new ExtractionResult(Files: 1, Bytes: 4076 + 7, Refused: 0, Damaged: 2), result);
        CollectionAssert.AreEqual(new[] { "whole.bin" }, Extracted());
    }

    /// <summary>A page names its file and no other page, so that no chain can loop or cross: what it can do is to name a wrong file.</summary>
    [TestMethod]
    public void APageThatTwoFilesWouldNeedDamagesBoth()
    {
        SffsTestImage image = new SffsTestImage(8)
            .First(0, 7, "robbed", 0, 0xA0).Next(1, 9, 1, 0, 0xA1).Next(2, 7, 2, 9, 0xA2)
            .First(3, 9, "given", 0, 0xB0).Next(4, 9, 1, 5, 0xB1)
            .First(5, 11, "other", 3, 0xC0);
        ExtractionResult result = Extract(image, out SffsVolume volume);
        CollectionAssert.AreEqual(new[] { "robbed", "given" }, Damaged(volume));
        Assert.HasCount(2, volume.Damage);
        foreach (VolumeDamage damage in volume.Damage)
        {
            Assert.AreEqual(DiagnosticCodes.BrokenChain, damage.Descriptor);
        }

        Assert.AreEqual(new ExtractionResult(Files: 1, Bytes: 3, Refused: 0, Damaged: 2), result);
        CollectionAssert.AreEqual(new[] { "other" }, Extracted());
    }

    [TestMethod]
    public void AFileThatWasNotClosedIsExtractedAsTheDeviceReadsIt()
    {
        ExtractionResult result = Extract(new SffsTestImage(2).First(0, 1, "log", 0xFFFF, 0xA0), out SffsVolume volume);
        Assert.AreEqual(new ExtractionResult(Files: 1, Bytes: 4082, Refused: 0, Damaged: 0), result);
        Assert.AreEqual(DiagnosticCodes.InvalidField, volume.Damage.Single().Descriptor);
    }

    private ExtractionResult Extract(SffsTestImage image, out SffsVolume volume)
    {
        volume = SffsVolume.Open(image.ToArray(), new SffsOptions(), ReadMode.Salvage);
        var diagnostics = new DiagnosticBag();
        ExtractionResult result = VolumeExtractor.Extract(volume, new ExtractionFolder(Root), new DiagnosticLocation("a.img"), diagnostics);
        Assert.HasCount(volume.Damage.Count, diagnostics, "what opening found out is said once");
        return result;
    }

    private static string[] Damaged(SffsVolume volume) => [.. volume.Entries.Where(entry => entry.IsDamaged).Select(entry => entry.Name)];

    private string[] Extracted() => [.. Directory.GetFiles(Root).Select(path => Path.GetFileName(path))];
}
