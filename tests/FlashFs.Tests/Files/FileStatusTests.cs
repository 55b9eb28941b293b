using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline;

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
            var file = SourceFile.Look(path, name);
            Assert.AreEqual((info.Length, info.Length), (file.Contents.Length, file.Status.Length));
            Assert.AreEqual(info.LastWriteTimeUtc.Ticks, file.Status.LastWriteTimeUtc.Ticks, $"{time:O}");
            if (OperatingSystem.IsLinux())
            {
                Assert.IsTrue(FileStatus.TryGet(path, out FileStatus seen));
                Assert.AreEqual((info.Length, info.LastWriteTimeUtc.Ticks, DateTimeKind.Utc), (seen.Length, seen.LastWriteTimeUtc.Ticks, seen.LastWriteTimeUtc.Kind));
            }
        }
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux, IgnoreMessage = "Elsewhere the framework does not tell.")]
    public void AFileHasAMarkThatChangesWithItAndIsNoOthers()
    {
        string path = Write("a.bin", 3);
        Assert.IsTrue(FileStatus.TryGet(path, out FileStatus before));
        Assert.AreEqual(before.Mark, FileStatus.TryGet(path, out FileStatus again) ? again.Mark : 0);
        Thread.Sleep(50);
        File.Move(path, path + "2");
        Assert.IsTrue(FileStatus.TryGet(path + "2", out FileStatus moved));
        Assert.AreEqual((before.Length, before.LastWriteTimeUtc), (moved.Length, moved.LastWriteTimeUtc));
        Assert.AreNotEqual(before.Mark, moved.Mark);
        Assert.AreNotEqual(new FileStatus(3, default, 4, 5).Mark, new FileStatus(3, default, 4, 6).Mark);
    }

    [TestMethod]
    [DataRow(21, 0, true)]
    [DataRow(19, 0, false)]
    [DataRow(100, 19, false)]
    [DataRow(100, 21, true)]
    [DataRow(-1, 100, false)]
    public void AFileIsSettledSomeTimeAfterItWasTouched(int writtenBefore, int changedBefore, bool settled)
    {
        var moment = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        long changed = changedBefore == 0 ? 0 : moment.AddMilliseconds(-changedBefore).Ticks;
        Assert.AreEqual(settled, new FileStatus(3, moment.AddMilliseconds(-writtenBefore), changed, 5).IsSettledAt(moment));
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
        var file = SourceFile.Look(link, "link");
        Assert.AreEqual((7L, File.GetLastWriteTimeUtc(path)), (file.Contents.Length, file.Status.LastWriteTimeUtc));
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
