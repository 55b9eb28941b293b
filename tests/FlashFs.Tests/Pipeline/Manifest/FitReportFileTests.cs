using System.Text.Json;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Tests.Pipeline.Manifest;

[TestClass]
public sealed class FitReportFileTests
{
    [TestMethod]
    public void ToBytes_ReadBack_HasEveryMember()
    {
        var report = new FitReport
        {
            Images =
            [
                new ImageFit
                {
                    Name = "web.img",
                    Format = "spiffs",
                    Partition = "web",
                    Size = 65536,
                    Limit = 65536,
                    Used = 500,
                    Data = 300,
                    Overhead = 200,
                    Free = 65036,
                    FreeBlocks = 12,
                    FreeBlocksWanted = 2,
                    BlockSize = 4096,
                    WarnAt = 60000,
                    ErrorAt = 65000,
                    SmallestSize = 8192,
                    NextSmaller = new NextSmallerFit(32768, "small", 7, ["b.txt"]),
                    Files = [new FileFit("b.txt", 200, 200, 256), new FileFit("ä.txt", 100, 90, 256)],
                },
                new ImageFit { Name = "bare", Format = "simplefs", Size = 1, Used = 1, Data = 1, Overhead = 0, Free = 0, Files = [] },
            ],
        };
        FitReport read = FitReportFile.Parse(FitReportFile.ToBytes(report).Span);
        CollectionAssert.AreEqual(FitReportFile.ToBytes(report).ToArray(), FitReportFile.ToBytes(read).ToArray());
        Assert.AreEqual(report.Images[0] with { Files = [], NextSmaller = null }, read.Images[0] with { Files = [], NextSmaller = null });
        CollectionAssert.AreEqual(report.Images[0].Files.ToArray(), read.Images[0].Files.ToArray());
        CollectionAssert.AreEqual((string[])["b.txt"], read.Images[0].NextSmaller!.LeaveOut.ToArray());
        Assert.IsNull(read.Images[1].Limit);
    }

    [TestMethod]
    public void Parse_NoReport_Throws() => Assert.Throws<JsonException>(() => FitReportFile.Parse("{\"images\": [{}]}"u8));
}
