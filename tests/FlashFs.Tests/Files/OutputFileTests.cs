using FlashFs.Files;

namespace FlashFs.Tests.Files;

[TestClass]
public sealed class OutputFileTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-outputs-").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    // Two builds of one tree: what the one has under way looks to the other like what a killed build left, but for its lock.
    [TestMethod]
    public void WhatIsUnderWayIsNeverTakenForAbandoned()
    {
        const int Rounds = 2_000;
        using var stop = new CancellationTokenSource();
        Task[] cleaners = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                OutputFile.DeleteAbandoned(_folder);
            }
        }))];
        for (int i = 0; i < Rounds; i++)
        {
            Assert.IsTrue(OutputFile.Write(Path.Combine(_folder, "image.bin"), BitConverter.GetBytes(i)));
        }

        stop.Cancel();
        Task.WaitAll(cleaners);
        CollectionAssert.AreEqual(BitConverter.GetBytes(Rounds - 1), File.ReadAllBytes(Path.Combine(_folder, "image.bin")));
        Assert.HasCount(1, Directory.GetFiles(_folder));
    }

    // A second name is as old as the file, so that other builds delete it under way; and its lock would be that of the file.
    [TestMethod]
    public void ANameUnderWayThatIsDeletedIsThereAgainAndTheFileStaysReadable()
    {
        const int Rounds = 2_000;
        string file = Path.Combine(_folder, "obj", "image.bin");
        string output = Path.Combine(_folder, "image.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var stop = new CancellationTokenSource();
        Task[] cleaners = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                OutputFile.DeleteAbandoned(_folder);
            }
        }))];
        try
        {
            for (int i = 0; i < Rounds; i++)
            {
                OutputFile.Write(file, BitConverter.GetBytes(i));
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1));
                var pending = new List<TemporaryFile>();
                if (!OutputFile.TryLink(output, file, pending))
                {
                    Assert.Inconclusive("The system's temporary folder has no second names.");
                }

                using TemporaryFile link = pending.Single();
                CollectionAssert.AreEqual(BitConverter.GetBytes(i), File.ReadAllBytes(file));
                link.Commit();
                CollectionAssert.AreEqual(BitConverter.GetBytes(i), File.ReadAllBytes(output));
            }
        }
        finally
        {
            stop.Cancel();
            Task.WaitAll(cleaners);
        }

        Assert.HasCount(1, Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void WhatAKilledBuildLeftIsDeleted()
    {
        string left = Path.Combine(_folder, "image.bin.abcdefgh.ijk.flashfs-tmp");
        File.WriteAllBytes(left, [1]);
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-1));
        using (TemporaryFile underWay = OutputFile.Create(Path.Combine(_folder, "other.bin")))
        {
            OutputFile.DeleteAbandoned(_folder);
            Assert.IsFalse(File.Exists(left));
            underWay.Write([2]);
            underWay.Commit();
        }

        CollectionAssert.AreEqual(new byte[] { 2 }, File.ReadAllBytes(Path.Combine(_folder, "other.bin")));
    }

    // What is under way has a longer name than the output, and the longest that a file may have is taken as well.
    [TestMethod]
    [DataRow(229)]
    [DataRow(230)]
    [DataRow(255)]
    public void AnOutputMayHaveTheLongestNameThatThereIs(int length)
    {
        string path = Path.Combine(_folder, new string('n', length));
        Assert.IsTrue(OutputFile.Write(path, [1, 2, 3]));
        Assert.IsFalse(OutputFile.Write(path, [1, 2, 3]));
        Assert.HasCount(1, Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void AnOutputMayLieDeeperThanTheOldLimitOfWindows()
    {
        string path = Path.Combine([_folder, .. Enumerable.Repeat(new string('d', 100), 5), "image.bin"]);
        Assert.IsTrue(OutputFile.Write(path, [1, 2, 3]));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, File.ReadAllBytes(path));
    }
}
