using FlashFs.Formats;
using FlashFs.Partitions;
using FlashFs.Pipeline;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Tests.Pipeline;

[TestClass]
public sealed class SmallerPlacesTests
{
    private const long Limit = 512 * 1024;

    private static readonly FlashFormat Spiffs = FlashFormats.All.Single(format => format.Id == "spiffs");

    [TestMethod]
    public void FilesThatFitInHalfTheSizeNeedNoneToGo()
    {
        NextSmallerFit next = Of(0, 100 * 1024).Next(Limit, null, null)!;
        Assert.AreEqual((Limit / 2, null, 0L, 0), (next.Size, next.Partition, next.Over, next.LeaveOut.Count));
    }

    [TestMethod]
    public void TheFewestOfTheLargestFilesAreNamedThatMakeTheOthersFit()
    {
        // 256 KiB of SPIFFS are 64 blocks of 15 pages of 256 bytes for files.
        const long Room = 64 * 15 * 256;
        NextSmallerFit next = Of(0, Room - 1024, 2048, 1024, 512).Next(Limit, null, null)!;
        Assert.AreEqual(2560, next.Over);
        CollectionAssert.AreEqual((string[])["file0"], next.LeaveOut.ToArray());
        next = Of(0, 100_096, 90_112, 80_128, 70_144).Next(Limit, null, null)!;
        CollectionAssert.AreEqual((string[])["file0"], next.LeaveOut.ToArray());
        next = Of(0, 200_192, 190_208, 180_224, 170_240).Next(Limit, null, null)!;
        CollectionAssert.AreEqual((string[])["file0", "file1", "file2"], next.LeaveOut.ToArray());
    }

    [TestMethod]
    public void BlocksThatAreToStayFreeCountAsTaken()
    {
        const long Room = 64 * 15 * 256;
        Assert.AreEqual(0, Of(0, Room).Next(Limit, null, null)!.Over);
        Assert.AreEqual(2 * 15 * 256, Of(2, Room).Next(Limit, null, null)!.Over);
        Assert.AreEqual(256 * 1024, Of(0, Room).Smallest());
        Assert.AreEqual(264 * 1024, Of(2, Room).Smallest());
    }

    [TestMethod]
    public void ASmallerPartitionOfTheSameKindComesFirst()
    {
        var own = new Partition("big", 0x01, 0x82, 0x100000, Limit);
        var table = new PartitionTable(
            [own, new Partition("tiny", 0x01, 0x82, 0x200000, 0x10000), new Partition("small", 0x01, 0x82, 0x210000, 0x60000), new Partition("other", 0x01, 0x80, 0x300000, 0x70000)],
            0x8000);
        NextSmallerFit next = Of(0, 1024).Next(Limit, own, table)!;
        Assert.AreEqual(("small", 0x60000L), (next.Partition, next.Size));
        next = Of(0, 1024).Next(0x10000, table.Partitions[1], table)!;
        Assert.AreEqual((null, 0x8000L), (next.Partition, next.Size), "the smallest of its kind: a power of two");
    }

    [TestMethod]
    public void BelowASectorThereIsNothing()
    {
        Assert.IsNull(Of(0, 256).Next(4096, null, null));
        Assert.IsNull(Of(2, 256).Next(8192, null, null), "two blocks of which one would have to be two free ones");
    }

    [TestMethod]
    public void ASizeThatIsNoPowerOfTwoGoesDownToTheNext() => Assert.AreEqual(1024 * 1024, Of(0, 256).Next(1472 * 1024, null, null)!.Size);

    private static SmallerPlaces Of(int freeBlocks, params long[] costs) =>
        new(Spiffs, OptionValues.Defaults(Spiffs), freeBlocks, [.. costs.Select((cost, index) => new FileFit($"file{index}", cost, cost, cost))]);
}
