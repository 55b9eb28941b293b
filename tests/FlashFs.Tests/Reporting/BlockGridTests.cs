using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Reporting;

namespace FlashFs.Tests.Reporting;

[TestClass]
public sealed class BlockGridTests
{
    private static IEnumerable<string> Ids => FlashFormats.All.Select(format => format.Id);

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void EveryCellOfAnImageHasOneColourAndTheShapesCoverWhatIsNotFree(string id)
    {
        FlashVolume volume = VolumeOf(id, [("index.js", 5000), ("lib/a.js", 70_000), ("b.txt", 1)]);
        long size = volume.Usage.Size;
        var grid = BlockGrid.Of(volume, size);
        Assert.IsTrue(long.IsPow2(grid.CellSize), $"{grid.CellSize}");
        Assert.IsLessThanOrEqualTo(48, grid.Rows);

        var drawn = new HashSet<(int X, int Y)>();
        foreach ((ExtentKind kind, _, string path) in grid.Shapes())
        {
            Assert.AreNotEqual(ExtentKind.Free, kind);
            foreach ((int x, int y, int width) in Runs(path))
            {
                for (int i = 0; i < width; i++)
                {
                    Assert.IsTrue(drawn.Add((x + i, y)), $"{x + i},{y} twice");
                    Assert.IsLessThan(BlockGrid.Columns, x + i);
                }
            }
        }

        // A file system whose image is packed as a whole has no place for a single file.
        if (volume.Extents.Any(extent => extent.EntryIndex >= 0))
        {
            int largest = volume.Entries.MaxBy(entry => entry.Length)!.Index;
            Assert.Contains(largest, grid.Shapes().Select(shape => shape.Entry), "the largest file is to be seen");
        }
    }

    [TestMethod]
    public void ALargeImageHasNoMoreShapesThanCells()
    {
        FlashVolume volume = VolumeOf("simplefs", [.. Enumerable.Range(0, 20_000).Select(i => ($"f{i:d5}.js", 3))]);
        Assert.IsLessThanOrEqualTo(48 * BlockGrid.Columns, BlockGrid.Of(volume, volume.Usage.Size).Shapes().Count());
    }

    private static FlashVolume VolumeOf(string id, (string Name, int Length)[] files)
    {
        FlashFormat format = FlashFormats.All.Single(format => format.Id == id);
        var diagnostics = new DiagnosticBag();
        FlashFileSet set = FlashFileSet.InOrder(
            files.Select(file => new FlashFile(FlashPath.Parse(file.Name), FlashContents.FromMemory(new byte[file.Length]))), diagnostics);
        OptionValues options = OptionValues.Defaults(format);
        ImagePlan plan = format.Plan(set, options, format.Sizing == ImageSizing.Fixed ? 1 << 20 : null, diagnostics)!;
        return format.Open(plan.ToArray(), options, ReadMode.Strict);
    }

    private static IEnumerable<(int X, int Y, int Width)> Runs(string path) => path.Split('M', StringSplitOptions.RemoveEmptyEntries).Select(run =>
    {
        string[] words = run.Split([' ', 'h', 'v'], StringSplitOptions.RemoveEmptyEntries);
        return (int.Parse(words[0], null), int.Parse(words[1], null), int.Parse(words[2], null));
    });
}
