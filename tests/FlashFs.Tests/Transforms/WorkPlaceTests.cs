using FlashFs.Diagnostics;
using FlashFs.Transforms;

namespace FlashFs.Tests.Transforms;

[TestClass]
public sealed class WorkPlaceTests
{
    private static readonly string Key = new('a', 64);

    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-work-").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void APlaceIsEmptyWhenItIsTakenAndGoneWhenItIsLeft()
    {
        string left = Path.Combine(_folder, Key[..16], "in", "left");
        Directory.CreateDirectory(left);
        using (WorkPlace place = WorkPlace.Take(_folder, Key, CancellationToken.None))
        {
            Assert.IsFalse(Directory.Exists(left));
            File.WriteAllText(Path.Combine(place.OutputFolder, "x"), "x");
        }

        Assert.IsEmpty(Directory.GetDirectories(_folder));
    }

    [TestMethod]
    public void TwoThatWantOnePlaceTakeTurns()
    {
        Task<WorkPlace> second;
        using (WorkPlace.Take(_folder, Key, CancellationToken.None))
        {
            second = Task.Run(() => WorkPlace.Take(_folder, Key, CancellationToken.None));
            Assert.IsFalse(second.Wait(200));
        }

        using WorkPlace place = second.GetAwaiter().GetResult();
        Assert.IsTrue(Directory.Exists(place.InputFolder));
    }

    [TestMethod]
    public void WhoWaitsCanBeStopped()
    {
        using var stop = new CancellationTokenSource();
        using WorkPlace first = WorkPlace.Take(_folder, Key, CancellationToken.None);
        var second = Task.Run(() => WorkPlace.Take(_folder, Key, stop.Token));
        stop.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => second.GetAwaiter().GetResult());
    }

    [TestMethod]
    public void AFolderThatCannotBeWrittenIsAnErrorAndNoWait()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        FlashFsException error = Assert.ThrowsExactly<FlashFsException>(() => WorkPlace.Take(Path.Combine(_folder, "file", "work"), Key, CancellationToken.None));
        Assert.AreEqual(DiagnosticCodes.OutputNotWritable.Code, error.Code);
        Directory.CreateDirectory(Path.Combine(_folder, "aa.lock"));
        error = Assert.ThrowsExactly<FlashFsException>(() => WorkPlace.Take(_folder, Key, CancellationToken.None));
        Assert.AreEqual(DiagnosticCodes.OutputNotWritable.Code, error.Code);
    }

    // Once its input has changed, nobody comes to take the place of a run that was killed.
    [TestMethod]
    public void WhatAKilledBuildLeftIsRemovedAndWhatIsInUseStays()
    {
        string left = Path.Combine(_folder, "00112233445566aa");
        Directory.CreateDirectory(Path.Combine(left, "in"));
        File.WriteAllText(Path.Combine(left, "in", "half"), "x");
        string theirs = Path.Combine(_folder, "notes");
        Directory.CreateDirectory(theirs);
        using WorkPlace place = WorkPlace.Take(_folder, Key, CancellationToken.None);
        WorkPlace.DeleteAbandoned(_folder);
        Assert.IsFalse(Directory.Exists(left));
        Assert.IsTrue(Directory.Exists(place.InputFolder));
        Assert.IsTrue(Directory.Exists(theirs));
    }
}
