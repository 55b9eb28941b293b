using System.Diagnostics;
using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Tests.Caching;

/// <summary>The store in a folder: what it keeps comes back, or counts as absent, whatever happened to the folder.</summary>
[TestClass]
public sealed class LocalStoreTests
{
    private static readonly string Key = TemporaryFolder.Key("image");
    private static readonly byte[] Contents = [.. Enumerable.Range(0, 200).Select(i => (byte)(i * 7))];
    private static readonly string Sha256 = TemporaryFolder.Sha256(Contents);

    [TestMethod]
    public void WhatIsKeptComesBackUnderTheDocumentedNames()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder);
        Assert.IsTrue(store.TryGet(Key) is { IsRemote: false } entry && entry.Sha256 == Sha256 && entry.Contents.Span.SequenceEqual(Contents));
        string[] names = [$"v1/ac/{Key[..2]}/{Key}", $"v1/cas/{Sha256[..2]}/{Sha256}"];
        CollectionAssert.AreEqual(names, folder.Files.ToArray());
        Assert.IsNull(store.TryGet(TemporaryFolder.Key("another")));
    }

    [TestMethod]
    public void EmptyContentsAreContents()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalStore(folder.Path);
        store.Put(Key, "empty", [], TemporaryFolder.Sha256([]));
        Assert.AreEqual(0, store.TryGet(Key)?.Contents.Length);
    }

    [TestMethod]
    [DataRow("ac")]
    [DataRow("cas")]
    public void DamageOfAnyByteIsAMissAndHeals(string kind)
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder);
        string path = FileOf(folder, kind);
        byte[] right = File.ReadAllBytes(path);
        for (int i = 0; i < right.Length; i++)
        {
            byte[] damaged = [.. right];
            damaged[i] ^= 0x20;
            File.WriteAllBytes(path, damaged);
            Assert.IsNull(store.TryGet(Key), $"byte {i}");
            Assert.IsFalse(File.Exists(path), $"byte {i} stays damaged");
            store.Put(Key, "image", Contents, Sha256);
            Assert.IsNotNull(store.TryGet(Key), $"byte {i} does not heal");
        }
    }

    [TestMethod]
    [DataRow("ac")]
    [DataRow("cas")]
    public void EveryTruncationIsAMissAndHeals(string kind)
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder);
        string path = FileOf(folder, kind);
        byte[] right = File.ReadAllBytes(path);
        for (int length = 0; length < right.Length; length++)
        {
            File.WriteAllBytes(path, right[..length]);
            Assert.IsNull(store.TryGet(Key), $"{length} bytes");
            store.Put(Key, "image", Contents, Sha256);
            Assert.IsNotNull(store.TryGet(Key), $"{length} bytes do not heal");
        }
    }

    [TestMethod]
    public void ContentsOfTheWrongLengthAreReplacedWhenTheyAreKeptAgain()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder);
        File.AppendAllText(FileOf(folder, "cas"), "more");
        store.Put(TemporaryFolder.Key("another"), "image", Contents, Sha256);
        Assert.IsNotNull(store.TryGet(Key));
    }

    [TestMethod]
    public void ARecordUnderAnotherKeyIsNone()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder);
        string another = TemporaryFolder.Key("another");
        string path = folder[$"v1/ac/{another[..2]}/{another}"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(FileOf(folder, "ac"), path);
        Assert.IsNull(store.TryGet(another));
        Assert.IsNotNull(store.TryGet(Key));
    }

    [TestMethod]
    public void AKeyThatLeadsToNothingIsForgotten()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder);
        File.Delete(FileOf(folder, "cas"));
        Assert.IsNull(store.TryGet(Key));
        Assert.IsEmpty(folder.Files);
    }

    [TestMethod]
    public void AFileThatIsFarTooLongIsNotRead()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder);
        using (FileStream stream = File.OpenWrite(FileOf(folder, "ac")))
        {
            stream.SetLength(1L << 40); // takes no room: a file with a hole
        }

        Assert.IsNull(store.TryGet(Key));
    }

    [TestMethod]
    [DataRow("ac")]
    [DataRow("cas")]
    public void APipeIsNotOpened(string kind)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there are none in folders
        }

        using var folder = new TemporaryFolder();
        LocalStore store = With(folder);
        string path = FileOf(folder, kind);
        File.Delete(path);
        using (var process = Process.Start("mkfifo", [path]))
        {
            process.WaitForExit();
        }

        Assert.IsNull(store.TryGet(Key)); // opening it would never return
        store.Put(Key, "image", Contents, Sha256);
        Assert.IsNotNull(store.TryGet(Key));
    }

    // A folder of the layout that is a link leads to somebody else's files, whatever their names are.
    [TestMethod]
    [DataRow("v1")]
    [DataRow("v1/cas")]
    [DataRow("v1/cas/SHARD")]
    public void NothingBehindALinkIsWrittenOrDeleted(string link)
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        With(folder);
        string path = folder[link.Replace("SHARD", Sha256[..2], StringComparison.Ordinal)];
        string moved = elsewhere["theirs"];
        Directory.Move(path, moved);
        Directory.CreateSymbolicLink(path, moved);
        string blob = Directory.GetFiles(moved, Sha256, SearchOption.AllDirectories).Single();
        File.WriteAllText(blob, "theirs");
        IReadOnlyList<string> theirs = elsewhere.Files;

        var store = new LocalStore(folder.Path);
        Assert.IsNull(store.TryGet(Key));
        store.Remove(Key, Sha256);
        store.Prune(new LocalStoreLimits(0, TimeSpan.Zero));
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => store.Put(Key, "espfs.img", Contents, Sha256));
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.OutputNotWritable, "is a link");
        Assert.AreEqual("theirs", File.ReadAllText(blob));
        CollectionAssert.AreEqual(theirs.ToArray(), elsewhere.Files.ToArray());
    }

    [TestMethod]
    [DataRow("ac")]
    [DataRow("cas")]
    public void AnEntryThatIsALinkIsReplacedAndWhatItLeadsToIsLeftAlone(string kind)
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder);
        string path = FileOf(folder, kind);
        string theirs = folder["theirs"];
        File.Move(path, theirs);
        byte[] bytes = File.ReadAllBytes(theirs);
        DateTime time = DateTime.UtcNow.AddDays(-5);
        File.SetLastWriteTimeUtc(theirs, time);
        File.CreateSymbolicLink(path, theirs);
        store.Put(Key, "espfs.img", Contents, Sha256);
        Assert.IsNotNull(store.TryGet(Key) ?? Again(store));
        CollectionAssert.AreEqual(bytes, File.ReadAllBytes(theirs));
        Assert.AreEqual(time, File.GetLastWriteTimeUtc(theirs));
        Assert.IsNull(new FileInfo(path).LinkTarget);
    }

    // A server may name a result as it likes: the name is for people, and no path.
    [TestMethod]
    public void TheNameOfAResultIsNoPath()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalStore(folder["cache"]);
        store.Put(Key, "../../../outside.img", Contents, Sha256);
        Assert.IsNotNull(store.TryGet(Key));
        string[] names = [$"cache/v1/ac/{Key[..2]}/{Key}", $"cache/v1/cas/{Sha256[..2]}/{Sha256}"];
        CollectionAssert.AreEqual(names, folder.Files.ToArray());
    }

    [TestMethod]
    public void AFolderThatCannotBeWrittenSaysWhy()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["occupied"], "");
        var store = new LocalStore(folder["occupied"]);
        Assert.IsNull(store.TryGet(Key));
        FlashFsException e = Assert.ThrowsExactly<FlashFsException>(() => store.Put(Key, "image", Contents, Sha256));
        AssertDiagnostics.Single(e.Diagnostics, DiagnosticCodes.OutputNotWritable, "occupied");
    }

    [TestMethod]
    public void AStoreThatMayOnlyBeReadIsStillOne()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder);
        foreach (string path in folder.Files)
        {
            File.SetLastWriteTimeUtc(folder[path], DateTime.UtcNow.AddDays(-3));
            File.SetAttributes(folder[path], FileAttributes.ReadOnly);
        }

        Assert.IsNotNull(store.TryGet(Key));
        foreach (string path in folder.Files)
        {
            File.SetAttributes(folder[path], FileAttributes.Normal);
        }
    }

    [TestMethod]
    public void ManyThreadsMayUseOneFolder()
    {
        using var folder = new TemporaryFolder();
        byte[][] contents = [.. Enumerable.Range(0, 20).Select(i => Enumerable.Repeat((byte)i, 1000 + i).ToArray())];
        int hits = 0;
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            // A store of its own for each, as processes have.
            var store = new LocalStore(folder.Path);
            byte[] wanted = contents[i % contents.Length];
            string key = TemporaryFolder.Key($"{i % contents.Length}");
            if (store.TryGet(key) is { } entry)
            {
                Assert.IsTrue(entry.Contents.Span.SequenceEqual(wanted));
                Interlocked.Increment(ref hits);
            }
            else
            {
                store.Put(key, "image", wanted, TemporaryFolder.Sha256(wanted));
            }

            if (i % 97 == 0)
            {
                store.Remove(key, TemporaryFolder.Sha256(wanted));
            }

            if (i % 211 == 0)
            {
                store.Prune(new LocalStoreLimits(8000, TimeSpan.FromDays(1)));
            }
        });
        Assert.AreNotEqual(0, hits);
        Assert.IsFalse(folder.Files.Any(OutputFile.IsTemporary), "nothing is left behind");
    }

    private static LocalStore With(TemporaryFolder folder)
    {
        var store = new LocalStore(folder.Path);
        store.Put(Key, "image", Contents, Sha256);
        return store;
    }

    private static string FileOf(TemporaryFolder folder, string kind) =>
        folder[kind == "ac" ? $"v1/ac/{Key[..2]}/{Key}" : $"v1/cas/{Sha256[..2]}/{Sha256}"];

    private static CacheEntry? Again(LocalStore store)
    {
        store.Put(Key, "espfs.img", Contents, Sha256);
        return store.TryGet(Key);
    }
}
