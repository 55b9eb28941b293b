using FlashFs.Files;

namespace FlashFs.Tests.Files;

/// <summary>The short way to read a file gives all of it, or says no.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux, IgnoreMessage = "The short way is Linux's.")]
public sealed class WholeFileTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-whole-").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("a.bin", 0)]
    [DataRow("zwölf 文字.bin", 12)]
    [DataRow("large.bin", 300_000)]
    public void AllOfAFileIsRead(string name, int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        string path = Write(name, bytes);
        byte[] room = new byte[length + 1];
        Assert.IsTrue(WholeFile.TryRead(path, room));
        CollectionAssert.AreEqual(bytes, room[..^1]);
    }

    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(1, 0)]
    [DataRow(5_000, 4_999)]
    [DataRow(5_000, 5_001)]
    [DataRow(5_000, 9_000)]
    public void AFileOfAnotherLengthIsNotTaken(int expected, int length) =>
        Assert.IsFalse(WholeFile.TryRead(Write("a.bin", new byte[length]), new byte[expected + 1]));

    [TestMethod]
    public void WhatIsNoFileToReadIsNotTaken()
    {
        byte[] room = new byte[1];
        Assert.IsFalse(WholeFile.TryRead(Path.Combine(_folder, "missing.bin"), room));
        Assert.IsFalse(WholeFile.TryRead(_folder, room));
        Assert.IsFalse(WholeFile.TryRead(Write("a", []) + "\0.bin", room));
        Assert.IsFalse(WholeFile.TryRead("/" + string.Join('/', Enumerable.Repeat(new string('x', 100), 6)), room));
    }

    // The lock that the framework keeps for as long as somebody writes, and would not read past.
    [TestMethod]
    public void AFileThatSomebodyWritesAloneIsNotTaken()
    {
        string path = Write("a.bin", new byte[10]);
        byte[] room = new byte[11];
        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.IsFalse(WholeFile.TryRead(path, room));
        }

        Assert.IsTrue(WholeFile.TryRead(path, room));
    }

    [TestMethod]
    public void NoFileStaysOpen()
    {
        string path = Write("a.bin", new byte[10]);
        byte[] room = new byte[12];
        int before = OpenFiles();
        for (int i = 0; i < 100; i++)
        {
            Assert.AreEqual(i % 2 == 0, WholeFile.TryRead(path, room.AsSpan(0, 11 + (i % 2))));
        }

        Assert.IsLessThan(before + 50, OpenFiles()); // other tests open some meanwhile
    }

    private static int OpenFiles() => Directory.GetFiles("/proc/self/fd").Length;

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
