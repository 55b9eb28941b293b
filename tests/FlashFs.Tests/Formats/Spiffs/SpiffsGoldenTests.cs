using System.Security.Cryptography;
using System.Text.Json;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats.Spiffs;

/// <summary>The bytes of ESP-IDF's generator, and an image that the C library has worked on.</summary>
[TestClass]
public sealed class SpiffsGoldenTests
{
    public static IEnumerable<object[]> Ids => SpiffsVectors.Ids.Select(id => new object[] { id });

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void ImagesHaveTheBytesOfTheGenerator(string id)
    {
        byte[] expected = SpiffsVectors.Image(id);
        AssertBytes.AreEqual(expected, SpiffsVectors.Write(SpiffsVectors.Options(id), expected.Length, Vectors.Inputs()), id);
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void ImagesOfTheGeneratorAreReadBack(string id)
    {
        SpiffsVolume volume = SpiffsVolume.Open(SpiffsVectors.Image(id), SpiffsVectors.Options(id), ReadMode.Strict);
        CollectionAssert.AreEqual(Vectors.Inputs().Select(file => file.Path.Value).ToArray(), volume.Entries.Select(entry => entry.Name).ToArray());
        foreach ((VolumeEntry entry, FlashFs.Files.FlashFile file) in volume.Entries.Zip(Vectors.Inputs()))
        {
            AssertBytes.AreEqual(file.Contents.ToArray(), volume.ReadAll(entry), entry.Name);
        }
    }

    [TestMethod]
    public void AnImageThatTheCLibraryHasWrittenToForMonthsIsRead()
    {
        JsonElement aged = Vectors.Json("images/spiffs-aged.json");
        SpiffsVolume volume = SpiffsVolume.Open(
            Vectors.Bytes("images/spiffs-aged.img"), SpiffsVectors.Options(aged.GetProperty("options")), ReadMode.Strict);

        JsonElement[] files = [.. aged.GetProperty("files").EnumerateArray()];
        CollectionAssert.AreEquivalent(
            files.Select(file => file.GetProperty("path").GetString()).ToArray(), volume.Entries.Select(entry => entry.Name).ToArray());
        foreach (JsonElement file in files)
        {
            Assert.IsTrue(volume.TryGetEntry(FlashFs.Files.FlashPath.Parse(file.GetProperty("path").GetString()!), out VolumeEntry? entry));
            Assert.AreEqual(file.GetProperty("size").GetInt64(), entry.Length, entry.Name);
            Assert.AreEqual(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(volume.ReadAll(entry))), entry.Name);
        }
    }
}
