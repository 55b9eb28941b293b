using System.Security.Cryptography;
using System.Text.Json;
using FlashFs.Devices;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Sffs;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>What the device's library writes, written and read.</summary>
[TestClass]
public sealed class SffsGoldenTests
{
    private static JsonElement Vector { get; } = Vectors.Json("images/vectors.json").GetProperty("vectors").EnumerateArray()
        .Single(vector => vector.GetProperty("format").GetString() == "sffs");

    private static SffsOptions Options { get; } = new() { Created = Vector.GetProperty("options").GetProperty("createdUnixTime").GetInt32() };

    private static byte[] Image => Vectors.Bytes("images/" + Vector.GetProperty("image").GetString());

    [TestMethod]
    public void BytesAreThoseOfTheLibrary() =>
        AssertBytes.AreEqual(Image, SffsTestFiles.Write(Options, Image.Length, SffsTestFiles.Inputs));

    [TestMethod]
    public void ItsFilesAreReadBack()
    {
        SffsVolume volume = SffsVolume.Open(Image, Options, ReadMode.Strict);
        FlashFile[] inputs = [.. SffsTestFiles.Inputs];
        CollectionAssert.AreEqual(inputs.Select(file => file.Path.Value).ToArray(), volume.Entries.Select(entry => entry.Name).ToArray());
        foreach ((VolumeEntry entry, FlashFile file) in volume.Entries.Zip(inputs))
        {
            AssertBytes.AreEqual(file.Contents.ToArray(), volume.ReadAll(entry), entry.Name);
            Assert.AreEqual(Options.Created, volume.Created(entry.Name), entry.Name);
        }
    }

    [TestMethod]
    public void ItsFilesHaveEverySecondId()
    {
        SffsVolume volume = SffsVolume.Open(Image, Options, ReadMode.Strict);
        CollectionAssert.AreEqual(
            Enumerable.Range(0, volume.Entries.Count).Select(i => $"{2 * i + 1}").ToArray(),
            volume.Entries.Select(entry => entry.Attributes.Single(attribute => attribute.Key == "id").Value).ToArray());
    }

    [TestMethod]
    public void AMountedVolumeWritesTheSameBytes()
    {
        var flash = new NorFlash(Image.Length);
        SffsVolume volume = SffsVolume.Mount(flash, Options);
        foreach (FlashFile input in SffsTestFiles.Inputs)
        {
            using SffsFile file = volume.OpenFile(input.Path.Value, SffsFileMode.Write);
            file.Write(input.Contents.ToArray());
        }

        AssertBytes.AreEqual(Image, flash.Contents.Span);
    }

    [TestMethod]
    public void AnImageThatTheLibraryHasWrittenToForLongIsRead()
    {
        JsonElement aged = Vectors.Json("images/sffs-aged.json");
        SffsVolume volume = SffsVolume.Open(Vectors.Bytes("images/sffs-aged.img"), new SffsOptions(), ReadMode.Strict);
        IReadOnlyList<SffsFileInfo> list = volume.GetFileList();
        JsonElement[] files = [.. aged.GetProperty("files").EnumerateArray()];
        CollectionAssert.AreEqual(
            files.Select(file => new SffsFileInfo(
                file.GetProperty("id").GetInt32(),
                file.GetProperty("path").GetString()!,
                file.GetProperty("size").GetInt32(),
                file.GetProperty("created").GetInt32())).ToArray(),
            list.ToArray());
        Assert.HasCount(list.Count, volume.Entries);
        foreach (JsonElement file in files)
        {
            Assert.IsTrue(volume.TryGetEntry(FlashPath.Parse(file.GetProperty("path").GetString()!), out VolumeEntry? entry));
            Assert.AreEqual(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(volume.ReadAll(entry))), entry.Name);
            using SffsFile open = volume.OpenFile(entry.Name, SffsFileMode.Read);
            AssertBytes.AreEqual(volume.ReadAll(entry), open.Read(), entry.Name);
        }
    }
}
