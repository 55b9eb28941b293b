using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
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

    // Rows are put together by hand where their paths allow it: nobody is to see which.
    [TestMethod]
    [DataRow("a.txt", "b/c-d_e f.js")]
    [DataRow("a&b.txt", "plain.txt", "it's.txt")]
    [DataRow("plain.txt", "a\"b\\c.txt", "x+y.txt", "zwölf", "last.txt")]
    [DataRow("<p>.txt")]
    public void ToBytes_AnyPath_IsWhatTheWriterMakesOfIt(params string[] paths)
    {
        string longest = string.Concat(Enumerable.Repeat("long/", 60));
        FileFit[] files =
        [
            .. paths.Append(longest[..255]).Append(longest[..256]).Append(longest + longest)
                .Select((path, i) => new FileFit(path, i == 0 ? long.MaxValue : i, i == 1 ? long.MinValue : 0, 1L << (9 * i))),
        ];
        byte[] bytes = FitReportFile.ToBytes(new FitReport { Images = [Bare("one", files), Bare("none", []), Bare("two", [.. files.Reverse()])] }).ToArray();
        using var document = JsonDocument.Parse(bytes);
        using var written = new MemoryStream();
        using (var json = new Utf8JsonWriter(written, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) }))
        {
            document.WriteTo(json);
        }

        Assert.AreEqual(Encoding.UTF8.GetString(written.ToArray()) + "\n", Encoding.UTF8.GetString(bytes));
        CollectionAssert.AreEqual(files, FitReportFile.Parse(bytes).Images[0].Files.ToArray());
    }

    private static ImageFit Bare(string name, FileFit[] files) =>
        new() { Name = name, Format = "simplefs", Size = 1, Used = 1, Data = 1, Overhead = 0, Free = 0, Files = files };

    [TestMethod]
    public void Parse_NoReport_Throws() => Assert.Throws<JsonException>(() => FitReportFile.Parse("{\"images\": [{}]}"u8));
}
