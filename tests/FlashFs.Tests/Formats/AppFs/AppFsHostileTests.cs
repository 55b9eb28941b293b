using FlashFs.Devices;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

/// <summary>Metadata of noise under a right checksum: what the contract's flipped bytes never get past.</summary>
[TestClass]
public sealed class AppFsHostileTests
{
    private const int Page = AppFsTestImage.Page;

    [TestMethod]
    [Timeout(120_000)]
    [DataRow(AppFsDescriptorLayout.Pocketsprite)]
    [DataRow(AppFsDescriptorLayout.Badgeteam)]
    public void SealedNoiseIsSurvived(AppFsDescriptorLayout layout)
    {
        var options = new AppFsOptions { Layout = layout };
        byte[] image = AppFsTestImage.Write(
            options, 12 * Page,
            AppFsTestImage.File("a", 3 * Page), AppFsTestImage.File("b", 2 * Page), AppFsTestImage.File("c", Page + 1), AppFsTestImage.File("d", 10));
        var random = new Random(1);
        int damaged = 0;
        for (int i = 0; i < 500; i++)
        {
            byte[] mutated = [.. image];
            for (int count = random.Next(1, 12); count > 0; count--)
            {
                Mutate(mutated.AsSpan(128 * random.Next(1, random.Next(2) == 0 ? 14 : 256), 128), random);
            }

            mutated.AsSpan(0, 128).Fill(0xFF);
            AppFsCopy.Seal(mutated.AsSpan(0, 0x8000), 4);
            byte[] cut = random.Next(4) == 0 ? mutated[..random.Next(mutated.Length)] : mutated;
            damaged += AssertSurvived(cut, options, $"mutation {i}") ? 1 : 0;
            AssertMountSurvives(mutated, options, random, $"mutation {i}");
        }

        Assert.IsGreaterThan(300, damaged, "most of it was noticed");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void DescriptorsOfPureNoiseAreSurvived()
    {
        byte[] image = new byte[3 * Page];
        var random = new Random(2);
        for (int i = 0; i < 200; i++)
        {
            random.NextBytes(image.AsSpan(0, 0x8000));
            for (int page = 0; i % 2 == 0 && page < 255; page++)
            {
                image[128 * (page + 1) + 117] = 0; // all of them data, with links at random
            }

            image.AsSpan(0, 128).Fill(0xFF);
            AppFsCopy.Seal(image.AsSpan(0, 0x8000), (uint)random.Next());
            AssertSurvived(image, AppFsTestImage.Pocketsprite, $"noise {i}");
            AssertMountSurvives(image, AppFsTestImage.Pocketsprite, random, $"noise {i}");
        }
    }

    // The fields that lead somewhere, more often than the others.
    private static void Mutate(Span<byte> descriptor, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                descriptor[116] = (byte)random.Next(13);
                break;
            case 1:
                descriptor[117] = random.Next(3) switch { 0 => (byte)0, 1 => (byte)0xFF, _ => (byte)random.Next(256) };
                break;
            case 2:
                random.NextBytes(descriptor.Slice(112, 4));
                break;
            case 3:
                descriptor[0] = random.Next(2) == 0 ? (byte)0xFF : (byte)random.Next(256);
                break;
            case 4:
                random.NextBytes(descriptor[..random.Next(112)]);
                break;
            default:
                descriptor[random.Next(128)] = (byte)random.Next(256);
                break;
        }
    }

    private static bool AssertSurvived(byte[] image, AppFsOptions options, string what)
    {
        AppFsVolume volume = AppFsVolume.Open(image, options, ReadMode.Salvage);
        Assert.IsTrue(volume.Usage is { Data: >= 0, Free: >= 0, Overhead: >= 0 }, $"{what}: {volume.Usage}");
        Assert.AreEqual(image.Length, volume.Extents.Sum(extent => extent.Length), what);
        Assert.IsLessThanOrEqualTo(image.Length, volume.Entries.Sum(entry => entry.Length), $"{what}: no byte belongs to two files");
        foreach (VolumeEntry entry in volume.Entries)
        {
            Assert.HasCount((int)entry.Length, volume.ReadAll(entry), what);
            if (volume.TryMap(entry, out ReadOnlyMemory<byte> mapped))
            {
                Assert.AreEqual(entry.Length, mapped.Length, what);
            }
        }

        try
        {
            AppFsVolume.Open(image, options, ReadMode.Strict);
            Assert.IsEmpty(volume.Damage, what);
            return false;
        }
        catch (FlashFormatException)
        {
            Assert.IsNotEmpty(volume.Damage, what);
            return true;
        }
    }

    private static void AssertMountSurvives(byte[] image, AppFsOptions options, Random random, string what)
    {
        AppFsVolume volume = AppFsVolume.Mount(NorFlash.FromContents(image), options);
        Assert.IsFalse(volume.WasFormatted, what);
        volume.Dump();
        List<int> handles = [];
        for (int handle = volume.NextEntry(); handle != AppFsVolume.InvalidHandle; handle = volume.NextEntry(handle))
        {
            AppFsFileInfo info = volume.GetInfo(handle);
            Assert.AreEqual(info.Size, volume.Map(handle, 0, info.Size).Length, what);
            volume.Write(handle, info.Size / 2, new byte[info.Size - info.Size / 2]);
            Assert.AreEqual(handle, volume.GetCurrentApp((handle + 1L) * Page), what);
            handles.Add(handle);
        }

        Assert.HasCount(volume.Entries.Count, handles, what);
        if (handles.Count > 0)
        {
            string name = volume.Entries[random.Next(handles.Count)].Name;
            if (volume.Delete(name))
            {
                Assert.HasCount(handles.Count - 1, volume.Entries, what);
            }
        }

        if (volume.FreeMemory > 0)
        {
            int created = volume.Create("new", volume.FreeMemory);
            Assert.AreEqual(volume.GetInfo(created).Size, volume.Map(created, 0, volume.GetInfo(created).Size).Length, what);
        }
    }
}
