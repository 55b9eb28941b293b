using System.Text.Json;
using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;

namespace FlashFs.Tests.Formats.Espfs;

/// <summary>The images that mkespfsimage made, written and read.</summary>
[TestClass]
public sealed class EspfsVectorTests
{
    private const string GzipVector = "espfs-gzip-web";

    private static IEnumerable<string> Ids => VectorsOfFormat().Select(vector => vector.GetProperty("id").GetString()!);

    private static IEnumerable<string> ExactIds => Ids.Where(id => id != GzipVector);

    [TestMethod]
    [DynamicData(nameof(ExactIds))]
    public void BytesAreThoseOfTheOriginalTool(string id)
    {
        (byte[] expected, OptionValues options) = Load(id);
        AssertBytes.AreEqual(expected, Plan(options).ToArray(), id);
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void ContentsAreReadBack(string id)
    {
        (byte[] image, OptionValues options) = Load(id);
        FlashVolume volume = EspfsFormat.Instance.Open(image, options, ReadMode.Strict);
        FlashFileSet inputs = Vectors.Inputs();
        CollectionAssert.AreEqual(inputs.Select(file => file.Path.Value).ToArray(), volume.Entries.Select(entry => entry.Name).ToArray());
        foreach (VolumeEntry entry in volume.Entries)
        {
            AssertBytes.AreEqual(Vectors.Bytes("inputs/" + entry.Name), volume.ReadAll(entry), entry.Name);
        }
    }

    [TestMethod]
    public void GzipImageHasTheSameHeadersAndUnpacksToTheSame()
    {
        (byte[] expected, OptionValues options) = Load(GzipVector);
        byte[] image = Plan(options).ToArray();
        FlashVolume theirs = EspfsFormat.Instance.Open(expected, options, ReadMode.Strict);
        FlashVolume ours = EspfsFormat.Instance.Open(image, options, ReadMode.Strict);
        Assert.HasCount(theirs.Entries.Count, ours.Entries);
        for (int i = 0; i < theirs.Entries.Count; i++)
        {
            VolumeEntry their = theirs.Entries[i];
            VolumeEntry our = ours.Entries[i];
            Assert.AreEqual(their.Name, our.Name);
            Assert.AreEqual(their.Compression, our.Compression, our.Name);

            // Magic, flags, compression and name length; then the unpacked length and the name. What is between depends on the deflate of the day.
            AssertBytes.AreEqual(expected.AsSpan((int)their.Offset, 8), image.AsSpan((int)our.Offset, 8), our.Name);
            int rest = 4 + BitConverter.ToInt16(expected, (int)their.Offset + 6);
            AssertBytes.AreEqual(expected.AsSpan((int)their.Offset + 12, rest), image.AsSpan((int)our.Offset + 12, rest), our.Name);
            if (our.Compression == FileCompression.Gzip)
            {
                AssertBytes.AreEqual(GzipMember.Unpack(theirs.ReadStored(their)), GzipMember.Unpack(ours.ReadStored(our)), our.Name);
            }
        }

        Assert.AreEqual(6, ours.Entries.Count(entry => entry.Compression == FileCompression.Gzip));
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void ExactlyTheStoredFilesAreMappedWithoutACopy(string id)
    {
        (byte[] image, OptionValues options) = Load(id);
        FlashVolume volume = EspfsFormat.Instance.Open(image, options, ReadMode.Strict);
        foreach (VolumeEntry entry in volume.Entries)
        {
            bool mapped = volume.TryMap(entry, out ReadOnlyMemory<byte> contents);
            Assert.AreEqual(entry.Compression == FileCompression.None, mapped, entry.Name);
            if (mapped && entry.Length > 0)
            {
                Assert.IsTrue(image.AsSpan().Overlaps(contents.Span, out int offset), $"{entry.Name} is a copy");
                Assert.AreEqual(0, offset % 4, $"{entry.Name} is not aligned");
                AssertBytes.AreEqual(Vectors.Bytes("inputs/" + entry.Name), contents.Span, entry.Name);
            }
        }

        Assert.AreEqual(0L, volume.Usage.Free);
    }

    [TestMethod]
    public void ThereAreVectors() => Assert.HasCount(8, Ids.ToArray());

    private static ImagePlan Plan(OptionValues options)
    {
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = EspfsFormat.Instance.Plan(Vectors.Inputs(), options, null, diagnostics);
        AssertDiagnostics.None(diagnostics);
        return plan!;
    }

    private static IEnumerable<JsonElement> VectorsOfFormat() =>
        Vectors.Json("images/vectors.json").GetProperty("vectors").EnumerateArray().Where(vector => vector.GetProperty("format").GetString() == "espfs");

    // The options as a user would write them: as text; a level that is the tool's default is left to ours.
    private static (byte[] Image, OptionValues Options) Load(string id)
    {
        JsonElement vector = VectorsOfFormat().Single(candidate => candidate.GetProperty("id").GetString() == id);
        Dictionary<string, string> texts = vector.GetProperty("options").EnumerateObject()
            .Where(option => option.Value.ValueKind != JsonValueKind.String || option.Value.GetString() != "default")
            .ToDictionary(option => option.Name, option => option.Value.ValueKind == JsonValueKind.Array
                ? string.Join(',', option.Value.EnumerateArray().Select(word => word.GetString()))
                : option.Value.ToString());
        var diagnostics = new DiagnosticBag();
        OptionValues options = OptionValues.Resolve(EspfsFormat.Instance, [new OptionLayer("vector", texts)], diagnostics);
        AssertDiagnostics.None(diagnostics);
        return (Vectors.Bytes("images/" + vector.GetProperty("image").GetString()), options);
    }
}
