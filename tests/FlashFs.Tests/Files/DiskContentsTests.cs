using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Tests.Files;

[TestClass]
public sealed class DiskContentsTests
{
    private string Root { get; set; } = "";

    [TestInitialize]
    public void MakeFolder() => Root = Directory.CreateTempSubdirectory("flashfs-contents-").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(Root, recursive: true);

    [TestMethod]
    public void TheLengthIsKnownBeforeAnythingIsRead()
    {
        string path = Path.Combine(Root, "a");
        File.WriteAllBytes(path, [1, 2, 3]);
        FlashContents contents = FlashContents.FromFile(path);
        Assert.AreEqual(3, contents.Length);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, contents.ToArray());
    }

    [TestMethod]
    public void AnEmptyFileIsAFile()
    {
        string path = Path.Combine(Root, "a");
        File.WriteAllBytes(path, []);
        Assert.AreEqual(0, FlashContents.FromFile(path).Length);
    }

    [TestMethod]
    [DataRow("gone")]
    [DataRow("gone/too")]
    [DataRow("dangling")]
    public void WhatIsNotThereIsNotFound(string name)
    {
        File.CreateSymbolicLink(Path.Combine(Root, "dangling"), Path.Combine(Root, "nowhere"));
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => FlashContents.FromFile(Path.Combine(Root, name), name));
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.FileNotFound, $"'{name}'");
    }

    [TestMethod]
    public void AFolderIsNoRegularFile()
    {
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => FlashContents.FromFile(Root, "folder"));
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.NotARegularFile, "'folder'");
    }

    [TestMethod]
    public void ALinkStandsForItsTarget()
    {
        File.WriteAllBytes(Path.Combine(Root, "a"), [1, 2, 3]);
        File.CreateSymbolicLink(Path.Combine(Root, "link"), Path.Combine(Root, "a"));
        Assert.AreEqual(3, FlashContents.FromFile(Path.Combine(Root, "link")).Length);
    }

    [TestMethod]
    public void AFileThatChangesItsLengthIsReported()
    {
        string path = Path.Combine(Root, "a");
        File.WriteAllBytes(path, [1, 2, 3]);
        FlashContents contents = FlashContents.FromFile(path, "a");
        File.WriteAllBytes(path, [1, 2]);
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(contents.ToArray);
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.FileChanged, "3 bytes", "2 now");
    }

    [TestMethod]
    public void AFileThatGoesAwayCannotBeRead()
    {
        string path = Path.Combine(Root, "a");
        File.WriteAllBytes(path, [1, 2, 3]);
        FlashContents contents = FlashContents.FromFile(path, "a");
        File.Delete(path);
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(contents.ToArray);
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.FileUnreadable, "'a'");
    }

    [TestMethod]
    public void BytesThatWereReadStayWhatTheyAre()
    {
        string path = Path.Combine(Root, "a");
        File.WriteAllBytes(path, [1, 2, 3]);
        FlashContents contents = FlashContents.FromFile(path, "a");
        File.WriteAllBytes(path, [1, 2, 4]);
        LetTimePass();
        CollectionAssert.AreEqual(new byte[] { 1, 2, 4 }, contents.ToArray(), "nobody had read any others");
        CollectionAssert.AreEqual(new byte[] { 1, 2, 4 }, contents.ToArray());
        File.WriteAllBytes(path, [1, 2, 5]);
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(contents.ToArray);
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.FileChanged, "'a' has 3 bytes", "others now");
    }

    [TestMethod]
    public void WhatWasReadIsComparedWithoutTheFile()
    {
        string path = Path.Combine(Root, "a");
        File.WriteAllBytes(path, [1, 2, 3]);
        FlashContents contents = FlashContents.FromFile(path);
        Assert.IsNull(contents.AreKnownToBe([1, 2, 3]));
        LetTimePass();
        contents.ToArray();
        File.Delete(path);
        Assert.IsTrue(contents.AreKnownToBe([1, 2, 3]));
        Assert.IsFalse(contents.AreKnownToBe([1, 2, 4]));
        Assert.IsFalse(contents.AreKnownToBe([1, 2]));
    }

    // Within one tick of the disk's clock it could be written while it is read, and no time would tell.
    [TestMethod]
    public void AFileThatWasWrittenJustNowIsComparedWithTheFileAgain()
    {
        string path = Path.Combine(Root, "a");
        File.WriteAllBytes(path, [1, 2, 3]);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1)); // however long this test takes
        FlashContents contents = FlashContents.FromFile(path);
        contents.ToArray();
        Assert.IsNull(contents.AreKnownToBe([1, 2, 3]));
        Assert.IsNull(contents.HoldsPrivateKey);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "Nobody can write to what is read there.")]
    public void AFileThatIsWrittenWhileItIsReadIsReported()
    {
        string path = Path.Combine(Root, "a");
        File.WriteAllBytes(path, new byte[4 << 20]);
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            for (long ticks = 0; !stop.IsCancellationRequested; ticks++)
            {
                File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTime.UnixEpoch.AddSeconds(ticks)); // as a write of as many bytes does
            }
        });
        try
        {
            // With one processor the writer may not have its turn within a reading, but it has one within some.
            FlashFsException? thrown = null;
            for (int i = 0; i < 1000 && thrown is null; i++)
            {
                FlashContents contents = FlashContents.FromFile(path, "a");
                try
                {
                    contents.ToArray();
                }
                catch (FlashFsException e)
                {
                    thrown = e;
                }
            }

            AssertDiagnostics.Single(thrown!.Diagnostics, DiagnosticCodes.FileChanged, "'a' has 4194304 bytes", "others now");
        }
        finally
        {
            stop.Cancel();
            writer.Wait();
        }
    }

    // Of a file that was touched a moment ago its times say nothing.
    private static void LetTimePass() => Thread.Sleep(50);
}
