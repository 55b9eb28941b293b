using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Tests.Formats;

/// <summary>
/// What every format's plan, writer and volume must do. A format joins with a subclass that names itself and, where the
/// defaults do not suit it, its sizes and files.
/// </summary>
public abstract partial class VolumeContractTests
{
    private FlashFile[]? _files;

    /// <summary>The format.</summary>
    protected abstract FlashFormat Format { get; }

    /// <summary>The options everything is made and opened with.</summary>
    protected virtual OptionValues Options => OptionValues.Defaults(Format);

    /// <summary>The size given to the plan of <see cref="Files"/>; null where the format needs none.</summary>
    protected virtual long? Size => null;

    /// <summary>A size that the format takes but that <see cref="Files"/> do not fit in; null where every size does.</summary>
    protected virtual long? TooSmall => Plan(InputFiles).Size - 1;

    /// <summary>The files of the larger image, in any order.</summary>
    protected virtual IEnumerable<FlashFile> Files => Vectors.Inputs();

    private FlashFile[] InputFiles => _files ??= [.. Files];

    [TestMethod]
    public void EveryFileIsListedWithItsPathAndLength()
    {
        FlashVolume volume = OpenWritten(InputFiles);
        AssertEntries(InputFiles, volume);
        Assert.AreSame(Format, volume.Format);
    }

    [TestMethod]
    public void EveryFileIsReadWhole()
    {
        FlashVolume volume = OpenWritten(InputFiles);
        foreach (FlashFile file in InputFiles)
        {
            byte[] expected = file.Contents.ToArray();
            VolumeEntry entry = Find(volume, file.Path);
            AssertBytes.AreEqual(expected, volume.ReadAll(entry), file.Path.Value);
            if (volume.TryMap(entry, out ReadOnlyMemory<byte> mapped))
            {
                AssertBytes.AreEqual(expected, mapped.Span, $"{file.Path} in place");
            }
        }
    }

    [TestMethod]
    public void EveryFileIsReadByRanges()
    {
        FlashVolume volume = OpenWritten(InputFiles);
        var random = new Random(1);
        foreach (FlashFile file in InputFiles)
        {
            byte[] expected = file.Contents.ToArray();
            VolumeEntry entry = Find(volume, file.Path);
            byte[] buffer = new byte[777];
            for (int offset = 0; offset < expected.Length; offset += buffer.Length)
            {
                int count = volume.Read(entry, offset, buffer);
                AssertBytes.AreEqual(Range(expected, offset, buffer.Length), buffer.AsSpan(0, count), $"{file.Path} in order from {offset}");
            }

            for (int i = 0; i < 20; i++)
            {
                int offset = random.Next(expected.Length + 10);
                byte[] some = new byte[random.Next(2000)];
                int count = volume.Read(entry, offset, some);
                AssertBytes.AreEqual(Range(expected, offset, some.Length), some.AsSpan(0, count), $"{file.Path} from {offset}");
            }
        }
    }

    [TestMethod]
    public void ReadingStopsAtTheEndOfTheFileAndRefusesANegativeOffset()
    {
        FlashVolume volume = OpenWritten(InputFiles);
        VolumeEntry entry = volume.Entries.First(candidate => candidate.Length > 0);
        Assert.AreEqual(1, volume.Read(entry, entry.Length - 1, new byte[10]));
        Assert.AreEqual(0, volume.Read(entry, entry.Length, new byte[10]));
        Assert.AreEqual(0, volume.Read(entry, long.MaxValue, new byte[10]));
        Assert.AreEqual(0, volume.Read(entry, 0, []));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => volume.Read(entry, -1, new byte[10]));
    }

    [TestMethod]
    public void SeveralThreadsReadOneVolume()
    {
        FlashVolume volume = OpenWritten(InputFiles);
        Dictionary<string, byte[]> expected = InputFiles.ToDictionary(file => file.Path.Value, file => file.Contents.ToArray());
        Parallel.For(0, volume.Entries.Count * 8, i =>
        {
            VolumeEntry entry = volume.Entries[i % volume.Entries.Count];
            byte[] buffer = new byte[300];
            for (long offset = 0; offset < Math.Min(entry.Length, 6000); offset += buffer.Length)
            {
                int count = volume.Read(entry, offset, buffer);
                AssertBytes.AreEqual(Range(expected[entry.Name], offset, buffer.Length), buffer.AsSpan(0, count), entry.Name);
            }
        });
    }

    [TestMethod]
    public void WhatADeviceMakesOfAnImageHasAReasonWhereItDoesNotMount()
    {
        byte[] image = Plan(InputFiles).ToArray();
        var random = new Random(4);
        byte[] noise = new byte[4096];
        random.NextBytes(noise);
        foreach (byte[] bytes in (byte[][])[image, image[..(image.Length / 2)], noise, []])
        {
            DeviceVerdict verdict = Format.Judge(Format.Open(bytes, Options, ReadMode.Salvage), bytes, Options);
            Assert.AreEqual(verdict.Result == DeviceResult.Mounts, verdict.Reason.Length == 0, $"{bytes.Length} bytes: {verdict}");
            Assert.AreNotEqual("", verdict.Shown);
        }
    }

    [TestMethod]
    public void PathsAreFoundExactlyAsStored()
    {
        FlashVolume volume = OpenWritten(InputFiles);
        FlashPath path = InputFiles[0].Path;
        Assert.IsTrue(volume.TryGetEntry(FlashPath.Parse("/" + path), out VolumeEntry? entry), "a leading / means nothing");
        Assert.AreEqual(path, entry.Path);
        Assert.IsFalse(volume.TryGetEntry(FlashPath.Parse(path + "x"), out _), "a longer path");
        Assert.IsFalse(volume.TryGetEntry(FlashPath.Parse(path.Value[..^1]), out _), "a shorter path");
        Assert.IsFalse(volume.TryGetEntry(FlashPath.Parse(path.Value.ToUpperInvariant()), out _), "another case");
        Assert.IsFalse(volume.TryGetEntry(default, out _), "no path");
    }

    [TestMethod]
    public void ExtentsCoverTheImageWithoutGapOrOverlap()
    {
        byte[] image = Plan(InputFiles).ToArray();
        FlashVolume volume = Format.Open(image, Options, ReadMode.Strict);
        AssertExtents(volume, image.Length);
        foreach (VolumeEntry entry in volume.Entries.Where(entry => entry.StoredLength > 0))
        {
            long data = volume.Extents.Where(extent => extent.EntryIndex == entry.Index && extent.Kind == ExtentKind.FileData).Sum(extent => extent.Length);
            Assert.IsGreaterThanOrEqualTo(entry.StoredLength, data, entry.Name);
        }
    }

    [TestMethod]
    public void NoFilesMakeAVolumeWithoutEntries()
    {
        byte[] image = Plan([]).ToArray();
        FlashVolume volume = Format.Open(image, Options, ReadMode.Strict);
        Assert.IsEmpty(volume.Entries);
        Assert.IsEmpty(volume.Damage);
        Assert.AreEqual(0, volume.Usage.Data);
        AssertExtents(volume, image.Length);
    }

    [TestMethod]
    public void ItsOwnImageIsRecognisedAndErasedFlashIsNot()
    {
        byte[] image = Plan(InputFiles).ToArray();
        int own = Format.Recognise(image);
        Assert.IsGreaterThan(0, own);
        Assert.IsLessThanOrEqualTo(100, own);
        image.AsSpan().Fill(0xFF);
        Assert.IsLessThan(own, Format.Recognise(image));
    }

    private ImagePlan Plan(IEnumerable<FlashFile> files, long? size)
    {
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = Format.Plan(FlashFileSet.Sorted(files, diagnostics), Options, size, diagnostics);
        diagnostics.ThrowIfErrors();
        Assert.IsNotNull(plan);
        return plan;
    }

    private ImagePlan Plan(IEnumerable<FlashFile> files) => Plan(files, Size);

    private FlashVolume OpenWritten(IEnumerable<FlashFile> files) => Format.Open(Plan(files).ToArray(), Options, ReadMode.Strict);

    private static VolumeEntry Find(FlashVolume volume, FlashPath path)
    {
        Assert.IsTrue(volume.TryGetEntry(path, out VolumeEntry? entry), $"'{path}' is not found");
        return entry;
    }

    private static ReadOnlySpan<byte> Range(byte[] bytes, long offset, int count)
    {
        int start = (int)Math.Min(offset, bytes.Length);
        return bytes.AsSpan(start, Math.Min(count, bytes.Length - start));
    }

    private static void AssertEntries(FlashFile[] files, FlashVolume volume)
    {
        CollectionAssert.AreEquivalent(files.Select(file => file.Path.Value).ToArray(), volume.Entries.Select(entry => entry.Name).ToArray());
        Assert.IsEmpty(volume.Damage);
        for (int i = 0; i < volume.Entries.Count; i++)
        {
            Assert.AreEqual(i, volume.Entries[i].Index);
        }

        foreach (FlashFile file in files)
        {
            VolumeEntry entry = Find(volume, file.Path);
            Assert.AreEqual(file.Path, entry.Path);
            Assert.AreEqual(file.Contents.Length, entry.Length, file.Path.Value);
        }
    }

    private static void AssertExtents(FlashVolume volume, long length)
    {
        long end = 0;
        foreach (VolumeExtent extent in volume.Extents)
        {
            Assert.AreEqual(end, extent.Offset, $"an extent does not begin where the last one ended: {extent}");
            Assert.IsGreaterThan(0, extent.Length, $"an empty extent: {extent}");
            Assert.IsTrue(extent.EntryIndex >= -1 && extent.EntryIndex < volume.Entries.Count, $"no such entry: {extent}");
            end += extent.Length;
        }

        Assert.AreEqual(length, end, "the extents do not end with the image");
    }
}
