using System.Security.Cryptography;
using System.Text.Json;
using FlashFs.Devices;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

/// <summary>The bytes of both original writers, and an image that the C library has worked on.</summary>
[TestClass]
public sealed class AppFsGoldenTests
{
    [TestMethod]
    [DataRow("appfs-pocketsprite", AppFsDescriptorLayout.Pocketsprite)]
    [DataRow("appfs-badgeteam", AppFsDescriptorLayout.Badgeteam)]
    public void ImagesHaveTheBytesOfTheOriginal(string id, AppFsDescriptorLayout layout)
    {
        byte[] expected = AppFsTestImage.Image(id);
        AssertBytes.AreEqual(expected, AppFsTestImage.Write(new AppFsOptions { Layout = layout }, expected.Length, AppFsTestImage.Files(id)), id);
    }

    [TestMethod]
    [DataRow("appfs-pocketsprite", AppFsDescriptorLayout.Pocketsprite)]
    [DataRow("appfs-badgeteam", AppFsDescriptorLayout.Badgeteam)]
    public void TheCallsOfTheOriginalGiveItsBytes(string id, AppFsDescriptorLayout layout)
    {
        byte[] expected = AppFsTestImage.Image(id);
        var flash = new NorFlash(expected.Length);
        AppFsVolume volume = AppFsVolume.Mount(flash, new AppFsOptions { Layout = layout });
        Assert.IsTrue(volume.WasFormatted);
        foreach (FlashFile file in AppFsTestImage.Files(id))
        {
            AppFsTestImage.Put(volume, file);
        }

        AssertBytes.AreEqual(expected, flash.Contents.Span, id);
    }

    [TestMethod]
    [DataRow("appfs-pocketsprite", AppFsDescriptorLayout.Pocketsprite)]
    [DataRow("appfs-badgeteam", AppFsDescriptorLayout.Badgeteam)]
    public void ImagesOfTheOriginalAreReadBack(string id, AppFsDescriptorLayout layout)
    {
        AppFsVolume volume = AppFsVolume.Open(AppFsTestImage.Image(id), new AppFsOptions { Layout = layout }, ReadMode.Strict);
        FlashFile[] files = AppFsTestImage.Files(id);
        CollectionAssert.AreEqual(files.Select(file => file.Path.Value).ToArray(), volume.Entries.Select(entry => entry.Name).ToArray());
        foreach ((VolumeEntry entry, FlashFile file) in volume.Entries.Zip(files))
        {
            AssertBytes.AreEqual(file.Contents.ToArray(), volume.ReadAll(entry), entry.Name);
            string[] attributes = file.Title is null ? [] : [$"title={file.Title}", $"version={file.Version}"];
            CollectionAssert.AreEqual(attributes, entry.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}").ToArray());
        }
    }

    [TestMethod]
    public void AnImageThatTheDeviceHasWorkedOnIsRead()
    {
        AppFsVolume volume = AppFsVolume.Open(Vectors.Bytes("images/appfs-aged.img"), AppFsTestImage.Pocketsprite, ReadMode.Strict);
        JsonElement[] files = [.. Vectors.Json("images/appfs-aged.json").GetProperty("files").EnumerateArray()];
        CollectionAssert.AreEquivalent(
            files.Select(file => file.GetProperty("path").GetString()).ToArray(), volume.Entries.Select(entry => entry.Name).ToArray());
        foreach (JsonElement file in files)
        {
            Assert.IsTrue(volume.TryGetEntry(FlashPath.Parse(file.GetProperty("path").GetString()!), out VolumeEntry? entry));
            Assert.AreEqual(file.GetProperty("size").GetInt64(), entry.Length, entry.Name);
            Assert.AreEqual(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(volume.ReadAll(entry))), entry.Name);
        }

        Assert.Contains(entry => !volume.TryMap(entry, out _), volume.Entries, "a chain that is not contiguous");
    }

    [TestMethod]
    public void AnImageThatTheDeviceHasWorkedOnGoesOnWorking()
    {
        NorFlash flash = NorFlash.FromContents(Vectors.Bytes("images/appfs-aged.img"));
        AppFsVolume volume = AppFsVolume.Mount(flash, AppFsTestImage.Pocketsprite);
        Assert.IsFalse(volume.WasFormatted);
        long free = volume.FreeMemory;
        byte[] one = AppFsTestImage.Read(volume, "one");
        AppFsTestImage.Put(volume, AppFsTestImage.File("new", (int)free, seed: 9));
        volume.Rename("one", "five");
        Assert.AreEqual(4L * AppFsTestImage.Page, volume.FreeMemory, "'five' had four pages");

        AppFsVolume again = AppFsVolume.Open(flash.Contents, AppFsTestImage.Pocketsprite, ReadMode.Strict);
        CollectionAssert.AreEquivalent(new[] { "five", "new", "renamed", "seven" }, again.Entries.Select(entry => entry.Name).ToArray());
        AssertBytes.AreEqual(one, AppFsTestImage.Read(again, "five"), "renamed");
        AssertBytes.AreEqual(AppFsTestImage.Contents((int)free, 9), AppFsTestImage.Read(again, "new"), "new");
    }
}
