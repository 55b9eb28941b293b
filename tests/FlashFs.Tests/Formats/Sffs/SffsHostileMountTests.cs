using FlashFs.Devices;
using FlashFs.Formats.Sffs;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>Any flash can be mounted, read, erased and written to; what is refused is refused as the library does.</summary>
[TestClass]
public sealed class SffsHostileMountTests
{
    private const int Pages = 16;

    [TestMethod]
    [Timeout(120_000)]
    public void AFlashWithDamagedHeadersIsUsed()
    {
        byte[] image = SffsTestFiles.Write(new SffsOptions(), Pages * 4096, [.. Enumerable.Range(0, 5).Select(i => SffsTestFiles.File($"f{i}", 3000 * (i + 1), i))]);
        var random = new Random(4);
        for (int i = 0; i < 2000; i++)
        {
            byte[] mutated = [.. image];
            for (int count = random.Next(1, 12); count > 0; count--)
            {
                mutated[random.Next(Pages) * 4096 + random.Next(12)] = (byte)random.Next(random.Next(2) == 0 ? 8 : 256);
            }

            AssertUsable(mutated, $"mutation {i}");
        }
    }

    [TestMethod]
    [Timeout(120_000)]
    public void AFlashOfNoiseIsUsed()
    {
        var random = new Random(5);
        for (int i = 0; i < 200; i++)
        {
            byte[] noise = new byte[Pages * 4096];
            random.NextBytes(noise);
            AssertUsable(noise, $"noise {i}");
        }

        AssertUsable(new byte[Pages * 4096], "zeros");
    }

    private static void AssertUsable(byte[] image, string what)
    {
        NorFlash flash = NorFlash.FromContents(image);
        try
        {
            SffsVolume volume = SffsVolume.Mount(flash, new SffsOptions { Allocation = SffsAllocation.Seeded });
            foreach (SffsFileInfo file in volume.GetFileList().Where(file => volume.FileExists(file.Name)))
            {
                using SffsFile open = volume.OpenFile(file.Name, SffsFileMode.Read);
                Assert.HasCount(file.Size, open.Read(), what);
            }

            volume.EraseFiles();
            Assert.IsEmpty(volume.GetFileList(), what);
            volume.CollectGarbage();
            Assert.AreEqual(0, volume.PageCounts.Erased + volume.PageCounts.Bad, what);
            WriteOne(volume, what);

            volume.EraseAll();
            Assert.AreEqual(Pages, volume.PageCounts.Free, what);
            WriteOne(volume, what);
            volume.Initialize();
            Assert.IsEmpty(volume.Damage, what);
            Assert.AreEqual(9000, volume.FileSize("new"), what);
        }
        catch (Exception e) when (e is not UnitTestAssertException)
        {
            throw new AssertFailedException($"{what}: {e}", e);
        }
    }

    private static void WriteOne(SffsVolume volume, string what)
    {
        try
        {
            SffsVolumeTests.Put(volume, "new", SffsTestFiles.Bytes(9000));
            AssertBytes.AreEqual(SffsTestFiles.Bytes(9000), volume.ReadAll(volume.Entries.Single(entry => entry.Name == "new")), what);
        }
        catch (SffsException e)
        {
            // Pages of no file fill the flash, or a page only looked free.
            Assert.IsTrue(e.Error is SffsError.NoFreeSpace or SffsError.Validation, $"{what}: {e.Message}");
        }
    }
}
