using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.SimpleFs;
using FlashFs.Pipeline;
using Microsoft.Win32.SafeHandles;

namespace FlashFs.Tests.Pipeline;

/// <summary>What stays of an image is read to its place in the next one, whatever came, went or changed around it.</summary>
[TestClass]
public sealed class FormerRunsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly StageMemory _memory = new();

    public void Dispose()
    {
        _memory.Dispose();
        File.Delete(_path);
    }

    [TestMethod]
    public void WhatStaysIsReadToItsPlace()
    {
        SortedDictionary<string, byte[]> before = Files();
        AssertKept(before, before);
    }

    [TestMethod]
    [DataRow("f150.bin", 1_950, DisplayName = "of the same length")]
    [DataRow("f150.bin", 900, DisplayName = "shorter")]
    [DataRow("f150.bin", 700_000, DisplayName = "longer than is read at once")]
    [DataRow("f000.bin", 3, DisplayName = "the first")]
    [DataRow("f299.bin", 3, DisplayName = "the last")]
    public void AChangedFileMovesItsNeighbours(string path, int length)
    {
        SortedDictionary<string, byte[]> before = Files();
        SortedDictionary<string, byte[]> now = Files();
        now[path] = RandomNumberGenerator.GetBytes(length);
        AssertKept(before, now);
        AssertKept(now, before);
    }

    [TestMethod]
    public void FilesThatComeAndGoMoveTheirNeighbours()
    {
        SortedDictionary<string, byte[]> before = Files();
        SortedDictionary<string, byte[]> now = Files();
        now.Remove("f010.bin");
        now.Remove("f299.bin");
        now["f009x.bin"] = [1, 2, 3];
        now["a.bin"] = [];
        AssertKept(before, now);
    }

    [TestMethod]
    public void AnImageThatEndsEarlyIsAnError()
    {
        SortedDictionary<string, byte[]> files = Files();
        (FileHashes before, byte[] image) = Write(files);
        File.WriteAllBytes(_path, image[..^100]);
        Assert.ThrowsExactly<EndOfStreamException>(() => Read(before, Set(files)));
    }

    // A file of 0 bytes, one longer than is read at once, and more than one piece of small ones.
    private static SortedDictionary<string, byte[]> Files()
    {
        var random = new Random(1);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        for (int i = 0; i < 300; i++)
        {
            byte[] contents = new byte[i == 200 ? 400_000 : i * 13];
            random.NextBytes(contents);
            files.Add($"f{i:000}.bin", contents);
        }

        return files;
    }

    private static FlashFileSet Set(SortedDictionary<string, byte[]> files) => FlashFileSet.Sorted(
        files.Select(file => new FlashFile(FlashPath.Parse(file.Key), FlashContents.FromMemory(file.Value, SHA256.HashData(file.Value)))), new DiagnosticBag());

    // Of an empty file there is nothing to read.
    private void AssertKept(SortedDictionary<string, byte[]> before, SortedDictionary<string, byte[]> now)
    {
        (FileHashes hashes, _) = Write(before);
        FlashFileSet files = Set(now);
        (PlacedImage image, int[] kept) = Read(hashes, files);
        int stays = now.Count(file => file.Value.Length > 0 && before.TryGetValue(file.Key, out byte[]? former) && former.SequenceEqual(file.Value));
        Assert.AreEqual(stays, kept.Count(row => row >= 0));
        for (int i = 0; i < kept.Length; i++)
        {
            if (kept[i] >= 0)
            {
                CollectionAssert.AreEqual(now[files[i].Path.Value], image.Slice(image.OffsetOf(i), (int)files[i].Contents.Length).ToArray(), files[i].Path.Value);
            }
        }
    }

    private (FileHashes Hashes, byte[] Image) Write(SortedDictionary<string, byte[]> files)
    {
        OptionValues options = OptionValues.Defaults(SimpleFsFormat.Instance);
        FlashFileSet set = Set(files);
        byte[] image = SimpleFsFormat.Instance.Plan(set, options, null, new DiagnosticBag())!.ToArray();
        File.WriteAllBytes(_path, image);
        return (FileHashes.Of(set, _ => "", _memory).In(SimpleFsFormat.Instance.Open(image, options, ReadMode.Salvage), image, set, _memory), image);
    }

    private (PlacedImage Image, int[] Kept) Read(FileHashes before, FlashFileSet files)
    {
        int[] kept = before.KeptIn(FileHashes.Of(files, _ => "", _memory));
        PlacedImage image = PlacedImage.Of(SimpleFsFormat.Instance, files, _memory.Take)!;
        using SafeFileHandle former = File.OpenHandle(_path);
        FormerRuns.Read(former, before, kept, files, image);
        return (image, kept);
    }
}
