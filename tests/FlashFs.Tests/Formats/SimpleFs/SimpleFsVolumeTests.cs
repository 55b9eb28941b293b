using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.SimpleFs;

namespace FlashFs.Tests.Formats.SimpleFs;

/// <summary>Images by hand: both conventions of name lengths, and every kind of damage with its place.</summary>
[TestClass]
public sealed class SimpleFsVolumeTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void NameLengthsMayCountTheNulOrNot(bool countsNul)
    {
        byte[] image = new SimpleFsTestImage().Add("index.js", "1+1", countsNul).Add("lib/a.js", "", countsNul).ToArray();
        var volume = SimpleFsVolume.Open(image, ReadMode.Strict);
        CollectionAssert.AreEqual((string[])["index.js", "lib/a.js"], volume.Entries.Select(entry => entry.Name).ToArray());
        Assert.AreEqual("1+1", Text(volume, "index.js"));
        Assert.AreEqual("", Text(volume, "lib/a.js"));
    }

    [TestMethod]
    public void ContentsThatEndWithNulKeepIt()
    {
        var volume = SimpleFsVolume.Open(new SimpleFsTestImage().Add("a.bin", "x\0").ToArray(), ReadMode.Strict);
        Assert.AreEqual("x\0", Text(volume, "a.bin"));
    }

    [TestMethod]
    public void NamesAndContentsMayLieInAnyOrder()
    {
        // Contents of both first, then the names, as another packer might.
        byte[] image = new SimpleFsTestImage().Raw("one\0two\0a\0b\0").Row(10, 1, 4, 3).Row(8, 1, 0, 3).ToArray();
        var volume = SimpleFsVolume.Open(image, ReadMode.Strict);
        Assert.AreEqual("two", Text(volume, "b"));
        Assert.AreEqual("one", Text(volume, "a"));
        Assert.AreEqual(60, SimpleFsFormat.Instance.Recognise(image));
    }

    [TestMethod]
    public void ErasedFlashBehindTheImageIsFree()
    {
        byte[] image = [.. new SimpleFsTestImage().Add("a", "1").ToArray(), 1, .. Enumerable.Repeat((byte)0xFF, 100)];
        var volume = SimpleFsVolume.Open(image, ReadMode.Strict);
        Assert.AreEqual(100, volume.Usage.Free);
        Assert.AreEqual(new VolumeExtent(image.Length - 101, 1, ExtentKind.Unusable), volume.Extents[^2]);
    }

    [TestMethod]
    public void TheVmGoesByTheFirstOfTwoNames()
    {
        byte[] image = new SimpleFsTestImage().Add("a", "first").Add("a", "second").ToArray();
        VolumeDamage damage = Single(image, DiagnosticCodes.InvalidField, 20);
        StringAssert.Contains(damage.Found, "'a' again", StringComparison.Ordinal);
        Assert.AreEqual("first", Text(SimpleFsVolume.Open(image, ReadMode.Salvage), "a"));
    }

    [TestMethod]
    [DataRow("a b c b", "'b' again")]
    [DataRow("c a b c", "'c' again")]
    [DataRow("a c b a", "'a' again")]
    public void ANameIsFoundAgainInAnyOrder(string names, string found)
    {
        byte[] image = names.Split(' ').Aggregate(new SimpleFsTestImage(), (made, name) => made.Add(name, "x")).ToArray();
        VolumeDamage damage = Single(image, DiagnosticCodes.InvalidField, 52);
        StringAssert.Contains(damage.Found, found, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(new byte[0], "0 bytes")]
    [DataRow(new byte[] { 1, 0, 0 }, "3 bytes")]
    [DataRow(new byte[] { 1, 0, 0, 0 }, "a count of 1, whose table takes 20 bytes")]
    [DataRow(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0, 0 }, "a count of 4294967295, whose table takes 68719476724 bytes")]
    public void ACountWhoseTableRunsOffTheImageIsDamage(byte[] image, string found)
    {
        Assert.AreEqual(found, Single(image, DiagnosticCodes.Truncated, 0).Found);
        Assert.IsEmpty(SimpleFsVolume.Open(image, ReadMode.Salvage).Entries);
    }

    [TestMethod]
    public void ANameOffTheImageIsDamage()
    {
        byte[] image = new SimpleFsTestImage().Raw("a\0x\0").Row(4, 1, 2, 1).ToArray();
        AssertFirst(image, DiagnosticCodes.Truncated, 4, "below 4", "4");
        AssertFirst(new SimpleFsTestImage().Raw("a\0x\0").Row(0xFFFFFFFF, 1, 2, 1).ToArray(), DiagnosticCodes.Truncated, 4, "below 4", "4294967295");
    }

    [TestMethod]
    public void ANameWithoutNulIsDamage()
    {
        // The name is the last thing in the image.
        byte[] image = new SimpleFsTestImage().Raw("x\0name").Row(2, 4, 0, 1).ToArray();
        VolumeDamage damage = Single(image, DiagnosticCodes.Truncated, 22);
        Assert.AreEqual("4 bytes without one", damage.Found);
        Assert.AreEqual("name", SimpleFsVolume.Open(image, ReadMode.Salvage).Entries[0].Name);
    }

    [TestMethod]
    public void ANameOver255BytesIsDamage()
    {
        byte[] image = new SimpleFsTestImage().Add(new string('n', 255), "1").Add(new string('m', 256), "1").ToArray();
        AssertFirst(image, DiagnosticCodes.InvalidField, 36 + 258, "up to 255 bytes", "256 bytes without one");
    }

    [TestMethod]
    [DataRow(2u)]
    [DataRow(5u)]
    [DataRow(0u)]
    [DataRow(0xFFFFFFFFu)]
    public void ANameLengthThatDoesNotAgreeIsDamage(uint length)
    {
        byte[] image = new SimpleFsTestImage().Add("abc", "1", nameLength: length).ToArray();
        VolumeDamage damage = Single(image, DiagnosticCodes.InvalidField, 8);
        Assert.AreEqual("a name length of 3, or 4 with its NUL", damage.Expected);
        Assert.AreEqual($"{length}", damage.Found);
        Assert.AreEqual("abc", SimpleFsVolume.Open(image, ReadMode.Salvage).Entries[0].Name, "the VM goes by the NUL");
    }

    [TestMethod]
    [DataRow(".a")]
    [DataRow("/a")]
    [DataRow("\\a")]
    [DataRow("~a")]
    [DataRow("../a")]
    public void ANameForWhichTheVmRefusesTheImageIsDamage(string name)
    {
        byte[] image = new SimpleFsTestImage().Add("index.js", "1").Add(name, "1").ToArray();
        StringAssert.Contains(Single(image, DiagnosticCodes.InvalidField, 20).Expected, "refuses the image", StringComparison.Ordinal);
        Assert.AreEqual(name, SimpleFsVolume.Open(image, ReadMode.Salvage).Entries[1].Name);
        Assert.AreEqual(20, SimpleFsFormat.Instance.Recognise(image));
    }

    [TestMethod]
    public void AnEmptyNameAndOneThatIsNotUtf8AreDamage()
    {
        Assert.AreEqual("none", Single(new SimpleFsTestImage().Add("", "1").ToArray(), DiagnosticCodes.InvalidField, 4).Found);
        Assert.AreEqual("61FF", Single(new SimpleFsTestImage().Add([0x61, 0xFF], "1").ToArray(), DiagnosticCodes.InvalidField, 4).Found);
    }

    [TestMethod]
    [DataRow(7u, 12, "an offset of contents below 7, where the image ends")]
    [DataRow(0xFFFFFFFFu, 12, "an offset of contents below 7, where the image ends")]
    public void ContentsOffTheImageAreDamage(uint offset, int at, string expected)
    {
        byte[] image = new SimpleFsTestImage().Add("a", "four", contentsOffset: offset).ToArray();
        Assert.AreEqual(expected, Single(image, DiagnosticCodes.Truncated, at).Expected);
        Assert.AreEqual("", Text(SimpleFsVolume.Open(image, ReadMode.Salvage), "a"));
    }

    [TestMethod]
    [DataRow(6u)]
    [DataRow(0xFFFFFFFFu)]
    [DataRow(0xFFFFFFFEu)]
    public void ContentsThatRunOffTheImageAreCutThere(uint length)
    {
        // Offset 2 and length 0xFFFFFFFE add up to 0 in 32 bits.
        byte[] image = new SimpleFsTestImage().Add("a", "four", contentsLength: length).ToArray();
        VolumeDamage damage = Single(image, DiagnosticCodes.Truncated, 16);
        Assert.AreEqual("a length of up to 5, the rest of the image", damage.Expected);
        Assert.AreEqual($"{length}", damage.Found);
        Assert.AreEqual("four\0", Text(SimpleFsVolume.Open(image, ReadMode.Salvage), "a"));
    }

    [TestMethod]
    [DataRow("", DiagnosticCodesNames.Truncated, "the end of the image")]
    [DataRow("x", DiagnosticCodesNames.InvalidField, "0x78")]
    public void ContentsWithoutNulBehindAreDamage(string terminator, string code, string found)
    {
        byte[] image = new SimpleFsTestImage().Add("a", "four", terminator: terminator).ToArray();
        VolumeDamage damage = SimpleFsVolume.Open(image, ReadMode.Salvage).Damage.Single();
        Assert.AreEqual(code, damage.Descriptor.Code);
        Assert.AreEqual(26, damage.Offset);
        Assert.AreEqual(found, damage.Found);
        Assert.AreEqual("four", Text(SimpleFsVolume.Open(image, ReadMode.Salvage), "a"));
    }

    [TestMethod]
    public void OverlappingContentsAreDamageAndReadAllTheSame()
    {
        byte[] image = new SimpleFsTestImage().Add("a", "same").Add("b", "", contentsOffset: 2, contentsLength: 4).ToArray();
        VolumeDamage damage = SimpleFsVolume.Open(image, ReadMode.Salvage).Damage.Single();
        Assert.AreEqual(DiagnosticCodes.InvalidField, damage.Descriptor);
        Assert.AreEqual("b", damage.Entry);
        Assert.AreEqual("contents after 0x2b, where contents of 'a' end", damage.Expected);
        Assert.ThrowsExactly<FlashFormatException>(() => SimpleFsVolume.Open(image, ReadMode.Strict));
        Assert.AreEqual("same", Text(SimpleFsVolume.Open(image, ReadMode.Salvage), "b"));
    }

    [TestMethod]
    public void ManyFilesOverOneBlobAreNotReadForEver()
    {
        string large = new('x', 10_000);
        var builder = new SimpleFsTestImage();
        builder.Add("large", large);
        for (int i = 0; i < 100; i++)
        {
            builder.Add($"f{i}", "", contentsOffset: 6, contentsLength: 10_000);
        }

        byte[] image = builder.ToArray();
        var volume = SimpleFsVolume.Open(image, ReadMode.Salvage);
        Assert.HasCount(100, volume.Damage);
        long total = 0;
        int refused = 0;
        foreach (VolumeEntry entry in volume.Entries)
        {
            if (volume.TryMap(entry, out ReadOnlyMemory<byte> contents))
            {
                total += contents.Length;
            }
            else
            {
                refused++;
                Assert.AreEqual(DiagnosticCodes.InvalidField.Code, Assert.ThrowsExactly<FlashFormatException>(() => volume.ReadAll(entry)).Code);
            }
        }

        Assert.IsLessThanOrEqualTo(2L * image.Length, total);
        Assert.AreEqual(99, refused);
    }

    [TestMethod]
    public void ManyNamesOverOneBlobAreBounded()
    {
        const int Count = 20_000;
        var builder = new SimpleFsTestImage();
        for (uint i = 0; i < Count; i++)
        {
            builder.Row(i % 50, 255 - (i % 50), 256, 0);
        }

        byte[] image = builder.Raw(new string('n', 255) + "\0\0").ToArray();
        var volume = SimpleFsVolume.Open(image, ReadMode.Salvage);
        Assert.HasCount(Count, volume.Entries);
        Assert.IsLessThanOrEqualTo(image.LongLength, volume.Entries.Sum(entry => (long)entry.Name.Length));
        Assert.HasCount(1001, volume.Damage);
        StringAssert.Contains(volume.Damage[^1].Found, "more, which are not listed", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AnEntryOfAnotherVolumeIsRefused()
    {
        byte[] image = new SimpleFsTestImage().Add("a", "1").ToArray();
        VolumeEntry other = SimpleFsVolume.Open(image, ReadMode.Strict).Entries[0];
        Assert.ThrowsExactly<ArgumentException>(() => SimpleFsVolume.Open(image, ReadMode.Strict).ReadAll(other));
    }

    private static string Text(SimpleFsVolume volume, string name) =>
        Encoding.UTF8.GetString(volume.ReadAll(volume.Entries.First(entry => entry.Name == name)));

    // The only damage, which strict reading throws.
    private static VolumeDamage Single(byte[] image, DiagnosticDescriptor descriptor, long offset)
    {
        VolumeDamage damage = SimpleFsVolume.Open(image, ReadMode.Salvage).Damage.Single();
        Assert.AreEqual(descriptor, damage.Descriptor);
        Assert.AreEqual(offset, damage.Offset);
        Assert.AreEqual(damage, Assert.ThrowsExactly<FlashFormatException>(() => SimpleFsVolume.Open(image, ReadMode.Strict)).Damage);
        return damage;
    }

    private static void AssertFirst(byte[] image, DiagnosticDescriptor descriptor, long offset, string expected, string found)
    {
        VolumeDamage damage = Assert.ThrowsExactly<FlashFormatException>(() => SimpleFsVolume.Open(image, ReadMode.Strict)).Damage;
        Assert.AreEqual(descriptor, damage.Descriptor);
        Assert.AreEqual(offset, damage.Offset);
        StringAssert.Contains(damage.Expected, expected, StringComparison.Ordinal);
        StringAssert.Contains(damage.Found, found, StringComparison.Ordinal);
    }

    private static class DiagnosticCodesNames
    {
        public const string Truncated = "FLASHFS5002";
        public const string InvalidField = "FLASHFS5003";
    }
}
