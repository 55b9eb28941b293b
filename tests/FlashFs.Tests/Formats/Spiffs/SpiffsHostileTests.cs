using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats.Spiffs;

/// <summary>Images made to cost time or memory. The limits are far above what they take, and far below what a quadratic reader would.</summary>
[TestClass]
public sealed class SpiffsHostileTests
{
    private const int Size = 8 * 1024 * 1024;

    [TestMethod]
    [Timeout(60_000)]
    public void ManyFilesThatClaimTheWholeImageCostNoMoreThanTheirPages()
    {
        byte[] image = SpiffsVectors.Write(new SpiffsOptions(), Size, Enumerable.Range(0, 30000).Select(i => SpiffsVectors.File($"{i}", 0)));
        for (int page = 0; page < Size; page += 256)
        {
            if (page % 4096 != 0 && image[page + 4] == 0xF8)
            {
                (image[page + 8], image[page + 9], image[page + 10]) = (0, 0, 0x70); // 7 MiB each
            }
        }

        Survived(image, volume => volume.Entries.Count == 30000);
    }

    [TestMethod]
    [Timeout(60_000)]
    public void OneObjectWithThousandsOfFirstIndexPagesIsReadFourTimes()
    {
        // 60 index pages and 7500 data pages, and behind them nothing but copies of the first index page under other names.
        byte[] image = SpiffsVectors.Write(new SpiffsOptions(), Size, SpiffsVectors.File("big", 7500 * 251));
        for (int page = 12000; page < Size / 256; page++)
        {
            if (page % 16 != 0)
            {
                image.AsSpan(256, 256).CopyTo(image.AsSpan(page * 256));
                (image[page * 256 + 14], image[page * 256 + 15]) = ((byte)(page & 0x7F | 0x80), (byte)(page >> 8 | 0x80));
                (image[page / 16 * 4096 + (page % 16 - 1) * 2], image[page / 16 * 4096 + (page % 16 - 1) * 2 + 1]) = (1, 0x80);
            }
        }

        Survived(image, volume => volume.Entries.Count == 4);
    }

    [TestMethod]
    [Timeout(60_000)]
    public void NoiseInEveryPageOfALargeImageIsListedUpToALimit()
    {
        byte[] image = new byte[Size];
        new Random(11).NextBytes(image);
        Survived(image, volume => volume.Damage.Count <= 1002);
        Assert.IsEmpty(SpiffsGeometryGuess.Rank(image));
    }

    [TestMethod]
    public void ADeviceThatErasesABlockWhereTheImageHasNoMagicIsToldWhy()
    {
        // Made without a magic; the device looks for one, and misses that of a single block, which is in use.
        byte[] image = SpiffsVectors.Write(new SpiffsOptions(), 3 * 4096, SpiffsVectors.File("a", 3000));
        (image[256 - 4], image[256 - 3]) = (0, 0);
        FlashVolume made = SpiffsVolume.Open(image, new SpiffsOptions { UseMagic = false }, ReadMode.Salvage);
        DeviceVerdict verdict = SpiffsFormat.Instance.Judge(made, image, new SpiffsOptions().ToValues());
        Assert.AreEqual(DeviceResult.Garbles, verdict.Result);
        StringAssert.Contains(verdict.Reason, "the device takes the block for half erased and erases it", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AllThatIsBeyondTheLimitIsCounted()
    {
        byte[] image = SpiffsVectors.Write(new SpiffsOptions(), 1 << 20, Enumerable.Range(0, 2000).Select(i => SpiffsVectors.File($"{i}", 0)));
        for (int block = 0; block < 256; block++)
        {
            for (int cell = 0; cell < 15; cell++)
            {
                image[block * 4096 + cell * 2] ^= 0x55;
            }
        }

        SpiffsVolume volume = SpiffsVolume.Open(image, new SpiffsOptions(), ReadMode.Salvage);
        Assert.HasCount(1001, volume.Damage);
        StringAssert.Contains(volume.Damage[^1].Found, " more, which are not listed", StringComparison.Ordinal);
    }

    private static void Survived(byte[] image, Func<SpiffsVolume, bool> expected)
    {
        SpiffsVolume volume = SpiffsVolume.Open(image, new SpiffsOptions(), ReadMode.Salvage);
        Assert.IsTrue(expected(volume));
        Assert.AreEqual(image.Length, volume.Extents.Sum(extent => extent.Length));
        Assert.IsGreaterThanOrEqualTo(0, volume.Usage.Overhead);
        Assert.IsNotEmpty(volume.Damage);
        foreach (VolumeEntry entry in volume.Entries.Take(50))
        {
            Assert.IsLessThanOrEqualTo(image.Length, entry.Length);
            try
            {
                volume.Read(entry, 0, new byte[1000]);
            }
            catch (FlashFormatException)
            {
            }
        }

        Assert.IsTrue(SpiffsFormat.Instance.Recognise(image) is >= 0 and <= 100);
    }
}
