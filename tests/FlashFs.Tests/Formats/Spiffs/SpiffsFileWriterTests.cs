using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats.Spiffs;

/// <summary>Files that are read into their pages, many at once, over lookup tables that lie between.</summary>
[TestClass]
public sealed class SpiffsFileWriterTests
{
    private const int FileCount = 200;

    // With pages of 256 bytes that is all that can be numbered, but for the last one, which cannot be used.
    private const int Size = 16 << 20;

    [TestMethod]
    [DataRow(256, 4096, false, true)]
    [DataRow(256, 4096, true, true)]
    [DataRow(256, 4096, false, false)]
    [DataRow(512, 8192, false, true)]
    [DataRow(256, 65536, false, true)]
    [DataRow(1024, 65536, false, true)]
    public void FilesOnDiskGiveTheImageOfTheSameFilesInMemory(int pageSize, int blockSize, bool bigEndian, bool useMagic)
    {
        SpiffsOptions options = new() { PageSize = pageSize, BlockSize = blockSize, BigEndian = bigEndian, UseMagic = useMagic };
        SpiffsGeometry geometry = SpiffsGeometry.Create(options);
        long pagesLeft = geometry.UsablePages(Size / blockSize);
        var random = new Random(1);
        string folder = Directory.CreateTempSubdirectory("flashfs-spiffs-").FullName;
        try
        {
            var inMemory = new List<FlashFile>();
            var onDisk = new List<FlashFile>();
            for (int i = 0; i < FileCount; i++)
            {
                // From none to some blocks, and the ends of pages among them; the last one takes all that is left.
                byte[] bytes = new byte[i == FileCount - 1 ? Longest(geometry, pagesLeft) : (i % 5) switch { 0 => i % 3 * (pageSize - 5), 1 => 0, _ => random.Next(60_000) }];
                random.NextBytes(bytes);
                pagesLeft -= Pages(geometry, bytes.Length);
                string path = Path.Combine(folder, $"{i}");
                File.WriteAllBytes(path, bytes);
                inMemory.Add(new FlashFile(FlashPath.Parse($"{i}"), FlashContents.FromMemory(bytes)));
                onDisk.Add(new FlashFile(FlashPath.Parse($"{i}"), FlashContents.FromFile(path)));
            }

            Assert.AreEqual(0, pagesLeft);
            byte[] expected = SpiffsVectors.Write(options, Size, inMemory);
            AssertBytes.AreEqual(expected, SpiffsVectors.Write(options, Size, onDisk));
            SpiffsVolume volume = SpiffsVolume.Open(expected, options, ReadMode.Strict);
            foreach ((FlashFile file, VolumeEntry entry) in inMemory.Zip(volume.Entries))
            {
                AssertBytes.AreEqual(file.Contents.ToArray(), volume.ReadAll(entry));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void OfSeveralFilesThatCannotBeReadTheFirstIsNamed()
    {
        string folder = Directory.CreateTempSubdirectory("flashfs-spiffs-").FullName;
        try
        {
            FlashFile[] files = [.. Enumerable.Range(100, FileCount).Select(i =>
            {
                string path = Path.Combine(folder, $"{i}");
                File.WriteAllBytes(path, new byte[i]);
                return new FlashFile(FlashPath.Parse($"{i}"), FlashContents.FromFile(path, $"{i}"));
            })];
            File.Delete(Path.Combine(folder, "170"));
            File.Delete(Path.Combine(folder, "150"));
            FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => SpiffsVectors.Write(new SpiffsOptions(), Size, files));
            AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.FileUnreadable, "'150'");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static long Pages(SpiffsGeometry geometry, long length) => geometry.DataPages(length) + geometry.IndexPages(geometry.DataPages(length));

    private static long Longest(SpiffsGeometry geometry, long pages)
    {
        long length = pages * geometry.ContentPerPage;
        while (Pages(geometry, length) > pages)
        {
            length--;
        }

        return length;
    }
}
