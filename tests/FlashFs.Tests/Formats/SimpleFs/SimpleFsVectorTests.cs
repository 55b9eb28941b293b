using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.SimpleFs;

namespace FlashFs.Tests.Formats.SimpleFs;

/// <summary>The image that fs-packer made, written and read.</summary>
[TestClass]
public sealed class SimpleFsVectorTests
{
    private static byte[] Image => Vectors.Bytes("images/simplefs.fs");

    [TestMethod]
    public void BytesAreThoseOfFsPacker()
    {
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = SimpleFsFormat.Instance.Plan(Vectors.Inputs(), OptionValues.Defaults(SimpleFsFormat.Instance), null, diagnostics);
        Assert.IsNotNull(plan);
        AssertBytes.AreEqual(Image, plan.ToArray());
    }

    [TestMethod]
    public void ContentsAreReadBackInOrder()
    {
        var volume = SimpleFsVolume.Open(Image, ReadMode.Strict);
        FlashFileSet inputs = Vectors.Inputs();
        CollectionAssert.AreEqual(inputs.Select(file => file.Path.Value).ToArray(), volume.Entries.Select(entry => entry.Name).ToArray());
        foreach (VolumeEntry entry in volume.Entries)
        {
            AssertBytes.AreEqual(Vectors.Bytes("inputs/" + entry.Name), volume.ReadAll(entry), entry.Name);
        }
    }

    [TestMethod]
    public void ContentsAreMappedWhereTheyLie()
    {
        byte[] image = Image;
        var volume = SimpleFsVolume.Open(image, ReadMode.Strict);
        foreach (VolumeEntry entry in volume.Entries.Where(entry => entry.Length > 0))
        {
            Assert.IsTrue(volume.TryMap(entry, out ReadOnlyMemory<byte> contents), entry.Name);
            Assert.IsTrue(image.AsSpan().Overlaps(contents.Span, out int offset), $"{entry.Name} is a copy");
            Assert.AreEqual(entry.Offset, offset, entry.Name);
        }
    }

    [TestMethod]
    public void ItIsRecognisedAboveEveryOtherFormat()
    {
        byte[] image = Image;
        int own = SimpleFsFormat.Instance.Recognise(image);
        Assert.AreEqual(95, own);
        Assert.IsTrue(FlashFormats.All.All(format => format == SimpleFsFormat.Instance || format.Recognise(image) < own));
    }

    [TestMethod]
    public void OrderIsTheGivenOne()
    {
        byte[] image = SimpleFsTestFiles.Image(
            SimpleFsTestFiles.File("z.js", "1"), SimpleFsTestFiles.File("index.js", "2"), SimpleFsTestFiles.File("a.js", "3"));
        string[] names = [.. SimpleFsVolume.Open(image, ReadMode.Strict).Entries.Select(entry => entry.Name)];
        CollectionAssert.AreEqual((string[])["z.js", "index.js", "a.js"], names);
    }
}
