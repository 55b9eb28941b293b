using FlashFs.Diagnostics;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

[TestClass]
public sealed class ChirpFileStreamTests
{
    private readonly CountingStorage _storage = new();
    private readonly ChirpKernel _kernel;
    private readonly ChirpProcess _process;

    public ChirpFileStreamTests()
    {
        _kernel = new ChirpKernel(new ChirpFileSystem(), _storage);
        _process = _kernel.StartProcess();
    }

    [TestMethod]
    public void ReadsSomeThenTheRest()
    {
        Make("/test.txt", "Hello World!");
        using ChirpFileStream stream = _process.OpenFile("/test.txt", "r");
        Assert.AreEqual("He", stream.Read(2));
        Assert.AreEqual("llo World!", stream.Read());
        Assert.AreEqual("", stream.Read(5), "at the end");
        stream.Seek(6);
        Assert.AreEqual(6, stream.Tell());
        Assert.AreEqual("World!", stream.Read(100));
        Assert.AreEqual("r", stream.Mode);
    }

    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(12, 12)]
    [DataRow(13, 12)]
    [DataRow(int.MaxValue, 12)]
    [DataRow(-1, 12)]
    public void SeekingPastTheEndGoesToTheEnd(int position, int expected)
    {
        Make("/test.txt", "Hello World!");
        using ChirpFileStream stream = _process.OpenFile("/test.txt", "r");
        stream.Seek(position);
        Assert.AreEqual(expected, stream.Tell());
    }

    [TestMethod]
    public void ReadsLineByLineWithTheirEnds()
    {
        Make("/test.txt", "Hello World!\nThis is a multi-line string.\n\nNo end");
        using ChirpFileStream stream = _process.OpenFile("/test.txt", "r");
        Assert.AreEqual("Hello World!\n", stream.ReadLine());
        Assert.AreEqual("This is a multi-line string.\n", stream.ReadLine());
        Assert.AreEqual("\n", stream.ReadLine());
        Assert.AreEqual("No end", stream.ReadLine());
        Assert.AreEqual("", stream.ReadLine());
        Assert.AreEqual(49, stream.Tell());
    }

    [TestMethod]
    public void TheBufferIsFlushedWhenItIsFullOnFlushAndOnClose()
    {
        ChirpFileStream stream = _process.OpenFile("/test.txt", "w");
        Assert.AreEqual(1024, stream.BufferSize);
        int before = _storage.Saves;
        stream.Write(new string('a', 1023));
        Assert.AreEqual(0, stream.File.Length);
        Assert.AreEqual(before, _storage.Saves);
        Assert.AreEqual(1023, stream.Tell());
        stream.Write("b");
        Assert.AreEqual(1024, stream.File.Length, "full");
        Assert.AreEqual(before + 1, _storage.Saves);

        // Whole buffers go in one piece, what is left of them waits.
        stream.Write(new string('c', 3000));
        Assert.AreEqual(1024 + 2048, stream.File.Length);
        Assert.AreEqual(before + 2, _storage.Saves);
        Assert.AreEqual(4024, stream.Tell());
        stream.Flush();
        Assert.AreEqual(4024, stream.File.Length);
        stream.Flush();
        Assert.AreEqual(before + 3, _storage.Saves, "nothing to flush");
        stream.WriteLine("end");
        stream.Close();
        Assert.AreEqual(new string('a', 1023) + "b" + new string('c', 3000) + "end\n", stream.File.Data);
        Assert.AreEqual(before + 4, _storage.Saves);
    }

    [TestMethod]
    public void TheBufferSizeCanBeSet()
    {
        using ChirpFileStream stream = _process.OpenFile("/test.txt", "w");
        stream.BufferSize = 4;
        stream.Write("abcdef");
        Assert.AreEqual("abcd", stream.File.Data);
        stream.BufferSize = 1;
        stream.Write("g");
        Assert.AreEqual("abcdefg", stream.File.Data);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => stream.BufferSize = 0);
    }

    [TestMethod]
    public void WritingAnewEmptiesTheFileWithTheFirstFlush()
    {
        ChirpFile file = Make("/test.txt", "former contents");
        ChirpFileStream stream = _process.OpenFile("/test.txt", "w");
        stream.Write("new");
        Assert.AreEqual("former contents", file.Data);
        stream.Close();
        Assert.AreEqual("new", file.Data);
        _process.OpenFile("/test.txt", "w").Close();
        Assert.AreEqual("", file.Data, "even if nothing was written");
    }

    [TestMethod]
    public void AppendingWritesBehindTheEndWhereverThatIs()
    {
        ChirpFile file = Make("/test.txt", "one");
        ChirpFileStream first = _process.OpenFile("/test.txt", "a");
        ChirpFileStream second = _process.OpenFile("/test.txt", "a");
        Assert.AreEqual(3, first.Tell());
        first.Write(" two");
        second.Write(" three");
        second.Close();
        first.Seek(0);
        first.Write(" four");
        first.Close();
        Assert.AreEqual("one three two four", file.Data);
        int saves = _storage.Saves;
        _process.OpenFile("/test.txt", "a").Close();
        Assert.AreEqual(saves, _storage.Saves, "nothing was appended");
    }

    [TestMethod]
    public void ReadingAndWritingGoOnInOnePlace()
    {
        ChirpFile file = Make("/test.txt", "0123456789");
        using (ChirpFileStream stream = _process.OpenFile("/test.txt", "rw"))
        {
            Assert.AreEqual("012", stream.Read(3));
            stream.Write("abc");
            Assert.AreEqual(6, stream.Tell());
            Assert.AreEqual("67", stream.Read(2));
            stream.Seek(9);
            stream.Write("xyz");
        }

        Assert.AreEqual("012abc678xyz", file.Data);
        using ChirpFileStream log = _process.OpenFile("/test.txt", "ra");
        Assert.AreEqual("012", log.Read(3));
        log.Write("!");
        Assert.AreEqual(13, log.Tell());
        Assert.AreEqual("", log.Read());
        log.Seek(11);
        Assert.AreEqual("z!", log.Read());
    }

    [TestMethod]
    public void SeekingInAFileWrittenAnewStaysInWhatWasWritten()
    {
        ChirpFile file = Make("/test.txt", "former contents");
        using (ChirpFileStream stream = _process.OpenFile("/test.txt", "w"))
        {
            stream.Seek(5);
            Assert.AreEqual(0, stream.Tell());
            stream.Write("abcdef");
            stream.Seek(2);
            stream.Write("XY");
        }

        Assert.AreEqual("abXYef", file.Data);
    }

    [TestMethod]
    public void AFileThatSomebodyElseCutIsReadAndWrittenFromItsEnd()
    {
        ChirpFile file = Make("/test.txt", "0123456789");
        ChirpFileStream stream = _process.OpenFile("/test.txt", "rw");
        stream.Seek(8);
        file.Data = "01";
        Assert.AreEqual("", stream.Read());
        file.Data = "";
        stream.Write("x");
        stream.Close();
        Assert.AreEqual("x", file.Data);
    }

    [TestMethod]
    public void ModesAreKept()
    {
        Make("/test.txt", "text");
        ChirpFileStream reading = _process.OpenFile("/test.txt", "r");
        AssertChirp.Refused("STREAM_NOT_IN_WRITE_MODE", () => reading.Write("x"));
        AssertChirp.Refused("STREAM_NOT_IN_WRITE_MODE", reading.Flush);
        ChirpFileStream writing = _process.OpenFile("/test.txt", "w");
        AssertChirp.Refused("STREAM_NOT_IN_READ_MODE", () => writing.Read());
        AssertChirp.Refused("STREAM_NOT_IN_READ_MODE", () => writing.ReadLine());
        reading.Close();
        AssertChirp.Refused("STREAM_IS_CLOSED", reading.Close);
        AssertChirp.Refused("STREAM_IS_CLOSED", () => reading.Read(1));
        AssertChirp.Refused("STREAM_IS_CLOSED", () => reading.Seek(0));
        writing.Close();
        AssertChirp.Refused("STREAM_IS_CLOSED", () => writing.Write("x"));
        writing.Dispose();
        Assert.ThrowsExactly<ArgumentException>(() => _process.OpenFile("/test.txt", "x"));
        Assert.ThrowsExactly<ArgumentException>(() => _process.OpenFile("/test.txt", ""));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _process.OpenFile("/test.txt", "r").Read(-1));
    }

    [TestMethod]
    public void FilesToWriteAreMadeAndFilesToReadAreNot()
    {
        AssertChirp.Refused("FILE_NOT_FOUND", () => _process.OpenFile("/none", "r"));
        AssertChirp.Refused("FILE_NOT_FOUND", () => _process.OpenFile("/none/file", "w"));
        Make("/file", "");
        AssertChirp.Refused("NODE_IS_NOT_DIRECTORY", () => _process.OpenFile("/file/below", "w"));
        AssertChirp.Refused("NODE_IS_NOT_DIRECTORY", () => _process.OpenFile("/file/below", "r"));
        AssertChirp.Refused("INVALID_PATH", () => _process.OpenFile("/", "r"));
        AssertChirp.Refused("INVALID_PATH", () => _process.OpenFile("/", "w"));
        AssertChirp.Refused("INVALID_PATH", () => _process.OpenFile("file", "a"));
        using ChirpFileStream stream = _process.OpenFile("/new", "a");
        Assert.AreSame(stream.File, _kernel.FileSystem.GetNodeFromPath("/new"));
        Assert.AreSame(_process, stream.Process);
    }

    [TestMethod]
    public void SystemFilesAreForTheKernel()
    {
        ChirpFile file = Make("/system", "secret");
        ChirpFileStream reading = _process.OpenFile("/system", "r");
        ChirpFileStream writing = _process.OpenFile("/system", "a");
        writing.Write("x");
        file.SetFlag(ChirpFlags.System);
        AssertChirp.Refused("PERMISSION_DENIED", () => reading.Read());
        AssertChirp.Refused("PERMISSION_DENIED", writing.Flush);
        AssertChirp.Refused("PERMISSION_DENIED", writing.Close);
        AssertChirp.Refused("PERMISSION_DENIED", () => _process.OpenFile("/system", "r"));
        AssertChirp.Refused("PERMISSION_DENIED", () => _process.OpenFile("/system", "w"));
        Assert.IsFalse(writing.IsClosed, "what could not be flushed is still there");
        file.UnsetFlag(ChirpFlags.System);
        writing.Close();
        file.SetFlag(ChirpFlags.System);
        Assert.AreEqual("secretx", _kernel.KernelProcess.OpenFile("/system", "r").Read());
    }

    [TestMethod]
    public void ADeletedFileCanNeitherBeReadNorWritten()
    {
        Make("/test.txt", "text");
        ChirpFileStream stream = _process.OpenFile("/test.txt", "rw");
        _kernel.DeleteFile(_process, "/test.txt");
        AssertChirp.Refused("FILE_NOT_FOUND", () => stream.Read());
        stream.Write("x");
        AssertChirp.Refused("FILE_NOT_FOUND", stream.Flush);
    }

    [TestMethod]
    public void WhatAProcessHadNotFlushedIsLostWhenItEnds()
    {
        ChirpFileStream stream = _process.OpenFile("/test.txt", "w");
        stream.Write("lost");
        _process.Exit();
        Assert.IsTrue(stream.IsClosed);
        AssertChirp.Refused("STREAM_IS_CLOSED", stream.Flush);
        stream.Dispose();
        Assert.AreEqual("", stream.File.Data);
    }

    [TestMethod]
    public void ABinaryFileStaysOneAsLongAsOnlyBytesAreWritten()
    {
        ChirpFile file = _kernel.CreateFile(_process, "/b");
        file.SetBytes([0x80, 0xFF]);
        Append("\u00fe");
        Assert.IsTrue(file.IsBinary);
        AssertBytes.AreEqual([0x80, 0xFF, 0xFE], file.ToBytes());
        Append("\u0100");
        Assert.IsFalse(file.IsBinary);
        AssertBytes.AreEqual("\u0080ÿþĀ"u8, file.ToBytes());

        void Append(string data)
        {
            using ChirpFileStream stream = _process.OpenFile("/b", "a");
            stream.Write(data);
        }
    }

    [TestMethod]
    [Timeout(60_000)]
    public void AFileThatGrowsByManySmallWritesIsNotCopiedEachTime()
    {
        ChirpProcess process = new ChirpKernel(new ChirpFileSystem()).StartProcess();
        using ChirpFileStream stream = process.OpenFile("/big", "w");
        for (int i = 0; i < 20_000; i++)
        {
            stream.Write(new string('x', 1024));
        }

        Assert.AreEqual(20_480_000, stream.File.Length);
    }

    [TestMethod]
    public void AWriteThatCannotBeSavedChangesNothing()
    {
        var storage = new ChirpMemoryStorage();
        var kernel = new ChirpKernel(new ChirpFileSystem(new ChirpFileSystemInfo(Capacity: 150)), storage);
        ChirpProcess process = kernel.StartProcess();
        using (ChirpFileStream small = process.OpenFile("/f", "w"))
        {
            small.Write("small");
        }

        string saved = storage.GetItem(ChirpFileSystemInfo.StorageKey)!;
        ChirpFileStream stream = process.OpenFile("/f", "rw");
        stream.BufferSize = 10;
        stream.Write("012");
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => stream.Write(string.Concat(Enumerable.Range(0, 300))));
        Assert.AreEqual(DiagnosticCodes.ImageTooLarge.Code, thrown.Code);
        Assert.AreEqual("small", stream.File.Data);
        Assert.AreEqual(saved, storage.GetItem(ChirpFileSystemInfo.StorageKey), "what was saved before is still there");
        Assert.AreEqual(3, stream.Tell(), "as before the write");
        stream.Close();
        Assert.AreEqual("012ll", stream.File.Data);
        Assert.AreEqual("012ll", ((ChirpFile)ChirpKernel.Boot(storage).FileSystem.GetNodeFromPath("/f")).Data);
    }

    private ChirpFile Make(string path, string data)
    {
        ChirpFile file = _kernel.CreateFile(_process, path);
        file.Data = data;
        return file;
    }

    private sealed class CountingStorage : IChirpStorage
    {
        public int Saves { get; private set; }

        public string? GetItem(string key) => null;

        public void SetItem(string key, string value)
        {
            Assert.AreEqual("chirpos.filesystem", key);
            Saves++;
        }
    }
}
