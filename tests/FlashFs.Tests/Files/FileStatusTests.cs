using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Tests.Files;

/// <summary>The short way to look at a file says what the framework says, or nothing.</summary>
[TestClass]
public sealed class FileStatusTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-status-").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("a.bin", 0)]
    [DataRow("zwölf 文字.bin", 12)]
    [DataRow("large.bin", 100_000)]
    public void LengthAndTimeAreThoseOfTheFramework(string name, int length)
    {
        string path = Write(name, length);
        foreach (DateTime time in (DateTime[])[DateTime.UtcNow, new(1969, 12, 31, 23, 59, 58, 123, DateTimeKind.Utc), new(2040, 2, 29, 1, 2, 3, 456, DateTimeKind.Utc)])
        {
            File.SetLastWriteTimeUtc(path, time);
            var info = new FileInfo(path);
            var contents = DiskContents.Open(path, name);
            Assert.AreEqual(info.Length, contents.Length);
            Assert.AreEqual(info.LastWriteTimeUtc.Ticks, contents.LastWriteTimeUtc.Ticks, $"{time:O}");
            if (OperatingSystem.IsLinux())
            {
                Assert.IsTrue(FileStatus.TryGet(path, out FileStatus seen));
                Assert.AreEqual((info.Length, info.LastWriteTimeUtc.Ticks, DateTimeKind.Utc), (seen.Length, seen.LastWriteTimeUtc.Ticks, seen.LastWriteTimeUtc.Kind));
            }
        }
    }

    // A memory file system keeps a time of any year; others cut it, which is as good here.
    [TestMethod]
    [OSCondition(OperatingSystems.Linux, IgnoreMessage = "The short way is Linux's.")]
    [DataRow("@300000000000")]
    [DataRow("@-70000000000")]
    public void ATimeOfNoYearThatThereIsIsNoReasonToFail(string time)
    {
        string path = Path.Combine("/dev/shm", Path.GetRandomFileName());
        File.WriteAllBytes(path, [1, 2, 3]);
        try
        {
            using (var touch = System.Diagnostics.Process.Start("touch", ["-d", time, path]))
            {
                touch.WaitForExit();
            }

            Assert.AreEqual(3, DiskContents.Open(path, "a.bin").Length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void ALinkIsWhatItLeadsTo()
    {
        string path = Write("a.bin", 7);
        string link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, "a.bin");
        Assert.AreEqual((7L, File.GetLastWriteTimeUtc(path)), (DiskContents.Open(link, "link").Length, DiskContents.Open(link, "link").LastWriteTimeUtc));
    }

    [TestMethod]
    public void WhatIsNoFileIsNotKnown()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "loop"), "loop");
        File.CreateSymbolicLink(Path.Combine(_folder, "nowhere"), "none");
        Assert.IsFalse(FileStatus.TryGet(Path.Combine(_folder, "a\0b"), out _));
        foreach (string name in (string[])["", "none", "loop", "nowhere", new string('x', 300)])
        {
            Assert.IsFalse(FileStatus.TryGet(Path.Combine(_folder, name), out _), name);
            Assert.ThrowsExactly<FlashFsException>(() => DiskContents.Open(Path.Combine(_folder, name), name), name);
        }
    }

    // Longer than the short way has room for.
    [TestMethod]
    public void AFileFarDownIsFoundAsWell()
    {
        string folder = _folder;
        for (int depth = 0; depth < 8; depth++)
        {
            folder = Path.Combine(folder, new string('d', 100));
        }

        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "a.bin"), new byte[5]);
        Assert.AreEqual(5, DiskContents.Open(Path.Combine(folder, "a.bin"), "a.bin").Length);
    }

    private string Write(string name, int length)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, new byte[length]);
        return path;
    }
}
