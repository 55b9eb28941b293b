using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline;
using FlashFs.Tests.Caching;

namespace FlashFs.Tests.Files;

/// <summary>Outputs that are made in their files: the same to everybody as those that are written, and nothing where they are not wanted.</summary>
[TestClass]
public sealed class FileBlockTests : IDisposable
{
    private const int Length = (1 << 23) + 12_345;

    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-block-").FullName;

    private string Image => Path.Combine(_folder, "simplefs.img");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void WhatIsPutThereIsInTheFile()
    {
        byte[] expected = Bytes(1);
        using (var memory = new StageMemory())
        using (var outputs = new OutputSet(_folder, null))
        {
            Memory<byte> bytes = outputs.Take("simplefs.img", Length, memory);
            expected.CopyTo(bytes);
            Assert.IsFalse(File.Exists(Image), "nothing is in place before it is complete");
            Assert.IsTrue(outputs.Add("simplefs.img", bytes, TemporaryFolder.Sha256(bytes.Span)));
            outputs.Commit();

            // Nobody else is kept from it while the stage goes on.
            CollectionAssert.AreEqual(expected, File.ReadAllBytes(Image));
            using var exclusive = new FileStream(Image, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }

        CollectionAssert.AreEqual(expected, File.ReadAllBytes(Image));
        CollectionAssert.AreEqual(new[] { Image }, Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void ItIsTheFileAndNoCopy()
    {
        using var memory = new StageMemory();
        using var file = new FileStream(Image, FileMode.CreateNew, FileAccess.ReadWrite);
        FileBlock? block = FileBlock.TryOpen(file, Length);
        Assert.AreEqual(Maps, block is not null);
        if (block is not null)
        {
            memory.Own(block);
            Assert.IsFalse(block.GetSpan().ContainsAnyExcept((byte)0));
            block.GetSpan()[Length - 1] = 7;
            Assert.AreEqual(Length, file.Length);
            file.Position = Length - 1;
            Assert.AreEqual(7, file.ReadByte());
        }
    }

    [TestMethod]
    public void AnOutputThatIsNotAddedLeavesNothing()
    {
        using (var memory = new StageMemory())
        using (var outputs = new OutputSet(_folder, null))
        {
            outputs.Take("simplefs.img", Length, memory).Span.Fill(1);
            Memory<byte> second = outputs.Take("simplefs.img", Length, memory);
            Bytes(2).CopyTo(second);
            Assert.IsTrue(outputs.Add("simplefs.img", second, TemporaryFolder.Sha256(second.Span)));
            outputs.Commit();
        }

        CollectionAssert.AreEqual(new[] { Image }, Directory.GetFiles(_folder));
        CollectionAssert.AreEqual(Bytes(2), File.ReadAllBytes(Image));
    }

    [TestMethod]
    public void WithoutACommitNothingIsLeft()
    {
        using (var memory = new StageMemory())
        using (var outputs = new OutputSet(_folder, null))
        {
            Memory<byte> bytes = outputs.Take("simplefs.img", Length, memory);
            Bytes(3).CopyTo(bytes);
            Assert.IsTrue(outputs.Add("simplefs.img", bytes, TemporaryFolder.Sha256(bytes.Span)));
        }

        Assert.IsEmpty(Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void AFileThatHoldsTheBytesAlreadyIsLeftAlone()
    {
        File.WriteAllBytes(Image, Bytes(4));
        DateTime time = DateTime.UtcNow.AddHours(-1);
        File.SetLastWriteTimeUtc(Image, time);
        using (var memory = new StageMemory())
        using (var outputs = new OutputSet(_folder, null))
        {
            Memory<byte> bytes = outputs.Take("simplefs.img", Length, memory);
            Bytes(4).CopyTo(bytes);
            Assert.IsFalse(outputs.Add("simplefs.img", bytes, TemporaryFolder.Sha256(bytes.Span)));
            outputs.Commit();
        }

        Assert.AreEqual(time, File.GetLastWriteTimeUtc(Image));
        CollectionAssert.AreEqual(new[] { Image }, Directory.GetFiles(_folder));
    }

    // Bytes of the same length that were made elsewhere, as those of a cache.
    [TestMethod]
    public void OtherBytesAreWritten()
    {
        using (var memory = new StageMemory())
        using (var outputs = new OutputSet(_folder, null))
        {
            outputs.Take("simplefs.img", Length, memory).Span.Fill(1);
            byte[] others = Bytes(5);
            Assert.IsTrue(outputs.Add("simplefs.img", others, TemporaryFolder.Sha256(others)));
            outputs.Commit();
        }

        CollectionAssert.AreEqual(Bytes(5), File.ReadAllBytes(Image));
        CollectionAssert.AreEqual(new[] { Image }, Directory.GetFiles(_folder));
    }

    // Whoever compares times takes an output that is older than an input for one that is not made of it.
    [TestMethod]
    public void ItsTimeIsThatOfItsCompletion()
    {
        using var memory = new StageMemory();
        using var outputs = new OutputSet(_folder, null);
        Memory<byte> bytes = outputs.Take("simplefs.img", Length, memory);
        bytes.Span.Clear();
        Thread.Sleep(50);
        string input = Path.Combine(_folder, "input.bin");
        File.WriteAllBytes(input, [1, 2, 3]);
        Bytes(6).CopyTo(bytes);
        outputs.Add("simplefs.img", bytes, TemporaryFolder.Sha256(bytes.Span));
        outputs.Commit();
        Assert.IsTrue(File.GetLastWriteTimeUtc(Image) >= File.GetLastWriteTimeUtc(input));
    }

    [TestMethod]
    public void AFolderThatTakesNoFilesIsAnErrorWhenTheOutputIsAdded()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "no folder");
        using var memory = new StageMemory();
        using var outputs = new OutputSet(file, null);
        Memory<byte> bytes = outputs.Take("simplefs.img", Length, memory);
        Assert.AreEqual(Length, bytes.Length);
        FlashFsException e = Assert.ThrowsExactly<FlashFsException>(() => outputs.Add("simplefs.img", bytes, TemporaryFolder.Sha256(bytes.Span)));
        Assert.AreEqual("FLASHFS9002", e.Diagnostics[0].Code);
    }

    // Outputs on other kinds of file systems are written.
    private bool Maps => OperatingSystem.IsLinux() && new DriveInfo(_folder).DriveFormat is "ext2" or "ext3" or "ext4" or "xfs" or "tmpfs";

    private static byte[] Bytes(int seed)
    {
        byte[] bytes = new byte[Length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
