using FlashFs.Caching;

namespace FlashFs.Tests.Caching;

/// <summary>What a store keeps, and what goes.</summary>
[TestClass]
public sealed class LocalStorePruningTests
{
    private const long Unlimited = long.MaxValue;

    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [TestMethod]
    public void WhatNobodyUsedForTooLongGoes()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder, ("old", 31), ("new", 29));
        LocalStorePruning pruning = store.Prune(new LocalStoreLimits(Unlimited, Month));
        Assert.AreEqual((2, 1, 1), (pruning.RemovedFiles, pruning.Left.Keys, pruning.Left.Blobs));
        Assert.AreEqual(store.Stat(), pruning.Left);
        Assert.IsNull(store.TryGet(TemporaryFolder.Key("old")));
        Assert.IsNotNull(store.TryGet(TemporaryFolder.Key("new")));
    }

    [TestMethod]
    public void WhatWasNotUsedForTheLongestTimeGoesFirst()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder, ("a", 3), ("b", 9), ("c", 6));
        long size = store.Stat().Size;
        LocalStorePruning pruning = store.Prune(new LocalStoreLimits(size - 1, Month));
        Assert.IsTrue(pruning.RemovedSize > 0 && pruning.Left.Size < size);
        Assert.IsNull(store.TryGet(TemporaryFolder.Key("b")));
        Assert.IsNotNull(store.TryGet(TemporaryFolder.Key("a")));
        Assert.IsNotNull(store.TryGet(TemporaryFolder.Key("c")));
        Assert.AreEqual(0, store.Prune(new LocalStoreLimits(0, Month)).Left.Size);
    }

    [TestMethod]
    public void WhatIsUsedStays()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder, ("used", 29), ("kept again", 29), ("unused", 29));
        Assert.IsNotNull(store.TryGet(TemporaryFolder.Key("used")));
        Put(store, "kept again");
        foreach (string path in folder.Files.Where(path => File.GetLastWriteTimeUtc(folder[path]) < DateTime.UtcNow.AddDays(-1)))
        {
            File.SetLastWriteTimeUtc(folder[path], DateTime.UtcNow.AddDays(-31));
        }

        store.Prune(new LocalStoreLimits(Unlimited, Month));
        Assert.IsNotNull(store.TryGet(TemporaryFolder.Key("used")));
        Assert.IsNull(store.TryGet(TemporaryFolder.Key("unused")));
        Assert.AreEqual(2, store.Stat().Blobs, "contents that were kept again are used");
    }

    [TestMethod]
    public void NothingOfAnybodyElseIsEverDeleted()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder, ("old", 400));
        string key = TemporaryFolder.Key("old");
        string shard = $"v1/cas/{TemporaryFolder.Sha256("old"u8)[..2]}";
        string elsewhere = folder[$"elsewhere/{key}"];
        string[] foreign =
        [
            "ac/notes.txt", "cas/aa/" + key, "v1/notes.txt", "v1/ac/notes.txt", $"v1/ac/{key}", $"v1/ac/zz/{key}", $"{shard}/notes.txt",
            $"{shard}/{key.ToUpperInvariant()}", $"{shard}/deeper/{key}", $"{shard}/notes.txt.flashfs-tmp", $"v1/other/{key[..2]}/{key}", $"elsewhere/{key}",
        ];
        foreach (string path in foreign)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
            File.WriteAllText(folder[path], "mine");
            File.SetLastWriteTimeUtc(folder[path], DateTime.UtcNow.AddDays(-400));
        }

        string link = $"v1/ac/{(key[..2] == "00" ? "01" : "00")}";
        Directory.CreateSymbolicLink(folder[link], Path.GetDirectoryName(elsewhere)!);
        LocalStorePruning pruning = store.Prune(new LocalStoreLimits(0, TimeSpan.Zero));
        Assert.AreEqual(2, pruning.RemovedFiles);
        foreach (string path in foreign)
        {
            Assert.IsTrue(File.Exists(folder[path]), path);
        }
    }

    [TestMethod]
    public void AFileThatIsBeingWrittenStaysAndOneOfAKilledBuildGoes()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder, ("image", 0));
        string[] left = Left(folder);
        LocalStorePruning pruning = store.Prune(new LocalStoreLimits(Unlimited, Month));
        Assert.AreEqual((0, 1, 1), (pruning.RemovedFiles, pruning.Left.Keys, pruning.Left.Blobs));
        Assert.IsTrue(File.Exists(left[0]));
        Assert.IsFalse(File.Exists(left[1]));
    }

    // Killed builds one after the other must not fill the disk until the pruning of the next day.
    [TestMethod]
    public void TheNextBuildThatKeepsSomethingTakesAwayWhatAKilledOneLeft()
    {
        using var folder = new TemporaryFolder();
        string[] left = Left(folder);
        LocalStore store = With(folder, ("image", 0));
        Assert.IsTrue(File.Exists(left[0]));
        Assert.IsFalse(File.Exists(left[1]));
        Assert.AreEqual((1, 1), (store.Stat().Keys, store.Stat().Blobs));
    }

    [TestMethod]
    public void ATimeInTheFutureKeepsNothingForEver()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder, ("future", -4000), ("now", 0));
        store.PruneIfDue(0, new LocalStoreLimits(Unlimited, Month));
        Assert.IsNull(store.TryGet(TemporaryFolder.Key("future")));
        Assert.IsNotNull(store.TryGet(TemporaryFolder.Key("now")));
    }

    [TestMethod]
    public void ABuildThatAddsKeepsTheSizeWithinItsLimit()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalStore(folder.Path);
        var limits = new LocalStoreLimits(20_000, Month);
        for (int i = 0; i < 60; i++)
        {
            byte[] contents = [.. Enumerable.Repeat((byte)i, 1000)];
            store.Put(TemporaryFolder.Key($"{i}"), "image", contents, TemporaryFolder.Sha256(contents));
            Age(folder, 1);
            store.PruneIfDue(contents.Length, limits);
            Assert.IsTrue(store.Stat().Size <= limits.MaxSize + 60 * 200, $"{store.Stat()} after {i}"); // records are not counted as they come
        }

        Assert.IsTrue(store.Stat().Blobs is >= 10 and <= 20, $"{store.Stat()}");
    }

    [TestMethod]
    public void WhatABuildMayBeReadingStays()
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder, ("old", 2), ("just now", 0));
        store.PruneIfDue(1000, new LocalStoreLimits(0, Month));
        Assert.IsNull(store.TryGet(TemporaryFolder.Key("old")));
        Assert.IsNotNull(store.TryGet(TemporaryFolder.Key("just now")));
    }

    [TestMethod]
    [DataRow("9223372036854775807 {0}")]
    [DataRow("-1 {0}")]
    [DataRow("x y z")]
    [DataRow("")]
    [DataRow("0 99999999999999999999")]
    [DataRow("0000000000000000000000000000000000000000000000000000000000000000000000000000 {0}")]
    public void ANoteOfTheSizeThatIsNoneIsMadeAnew(string note)
    {
        using var folder = new TemporaryFolder();
        LocalStore store = With(folder, ("old", 31));
        string today = (DateTime.UtcNow.Ticks / TimeSpan.TicksPerDay).ToString(System.Globalization.CultureInfo.InvariantCulture);
        File.WriteAllText(folder["v1/size"], note.Replace("{0}", today, StringComparison.Ordinal));
        store.PruneIfDue(1, new LocalStoreLimits(1 << 20, Month));
        StringAssert.StartsWith(File.ReadAllText(folder["v1/size"]), "0 ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AStoreThatIsNotThereHoldsNothing()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalStore(folder["none"]);
        Assert.AreEqual(new LocalStoreFigures(0, 0, 0), store.Stat());
        Assert.AreEqual(0, store.Prune(LocalStoreLimits.Default).RemovedFiles);
        Assert.IsEmpty(folder.Files);
    }

    [TestMethod]
    public void AnyNumberOfDaysIsATime()
    {
        Assert.AreEqual(Month, LocalStoreLimits.Days(30));
        Assert.IsTrue(LocalStoreLimits.Days(long.MaxValue) > TimeSpan.FromDays(300_000));
    }

    // One of a build that runs, and one of a build that was killed an hour ago.
    private static string[] Left(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder["v1/tmp"]);
        string[] left = [folder["v1/tmp/aaaa.flashfs-tmp"], folder["v1/tmp/bbbb.flashfs-tmp"]];
        Array.ForEach(left, path => File.WriteAllText(path, "half"));
        File.SetLastWriteTimeUtc(left[1], DateTime.UtcNow.AddHours(-1));
        return left;
    }

    private static LocalStore With(TemporaryFolder folder, params (string Name, int Days)[] entries)
    {
        var store = new LocalStore(folder.Path);
        foreach ((string name, int days) in entries)
        {
            string[] before = [.. folder.Files];
            Put(store, name);
            foreach (string path in folder.Files.Except(before))
            {
                File.SetLastWriteTimeUtc(folder[path], DateTime.UtcNow.AddDays(-days));
            }
        }

        return store;
    }

    private static void Put(LocalStore store, string name)
    {
        byte[] contents = System.Text.Encoding.UTF8.GetBytes(name);
        store.Put(TemporaryFolder.Key(name), name, contents, TemporaryFolder.Sha256(contents));
    }

    private static void Age(TemporaryFolder folder, int hours)
    {
        foreach (string path in folder.Files.Where(path => path != "v1/size"))
        {
            File.SetLastWriteTimeUtc(folder[path], File.GetLastWriteTimeUtc(folder[path]).AddHours(-hours));
        }
    }
}
