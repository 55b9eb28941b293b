using FlashFs.Diagnostics;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

/// <summary>The kernel: what the original's own tests say of it, and what they leave open.</summary>
[TestClass]
public sealed class ChirpKernelTests
{
    private readonly ChirpMemoryStorage _storage = new();
    private readonly ChirpKernel _kernel;
    private readonly ChirpProcess _one;
    private readonly ChirpProcess _two;

    public ChirpKernelTests()
    {
        _kernel = new ChirpKernel(new ChirpFileSystem(), _storage);
        _one = _kernel.StartProcess();
        _two = _kernel.StartProcess();
    }

    [TestMethod]
    public void DirectoriesOfAPathAreMadeWithTheirFlags()
    {
        ChirpBaseDirectory last = _kernel.MakeDirectories(_one, "/dir1/dir2/dir3", ChirpFlags.Hidden);
        Assert.AreEqual("/dir1/dir2/dir3", last.GetPath());
        Assert.IsTrue(last.GetPathNodes().Skip(1).All(node => node.Info.Flags == ChirpFlags.Hidden));
        Assert.AreSame(last, _kernel.MakeDirectories(_one, "/dir1//dir2/dir3/"), "they are there");
        Assert.AreSame(_kernel.FileSystem.Root, _kernel.MakeDirectories(_one, "/"));
        _kernel.CreateFile(_one, "/dir1/file");
        AssertChirp.Refused("NODE_IS_NOT_DIRECTORY", () => _kernel.MakeDirectories(_one, "/dir1/file"));
        AssertChirp.Refused("NODE_IS_NOT_DIRECTORY", () => _kernel.MakeDirectories(_one, "/dir1/file/below"));
    }

    [TestMethod]
    public void FilesAreMadeInDirectoriesThatAreThere()
    {
        ChirpFile file = _kernel.CreateFile(_one, "/test.txt", ChirpFlags.Executable);
        Assert.AreEqual(ChirpFlags.Executable, file.Info.Flags);
        file.Data = "x";
        Assert.AreNotSame(file, _kernel.CreateFile(_one, "/test.txt"));
        Assert.AreEqual("", ((ChirpFile)_kernel.FileSystem.GetNodeFromPath("/test.txt")).Data, "in its place");
        AssertChirp.Refused("FILE_NOT_FOUND", () => _kernel.CreateFile(_one, "/none/test.txt"));
        AssertChirp.Refused("NODE_IS_NOT_DIRECTORY", () => _kernel.CreateFile(_one, "/test.txt/below"));
        AssertChirp.Refused("INVALID_PATH", () => _kernel.CreateFile(_one, "/"));
        AssertChirp.Refused("INVALID_PATH", () => _kernel.CreateFile(_one, ""));
        AssertChirp.Refused("INVALID_PATH", () => _kernel.CreateFile(_one, "test.txt"));
        _kernel.MakeDirectories(_one, "/dir");
        AssertChirp.Refused("INVALID_PATH", () => _kernel.CreateFile(_one, "/dir"));
    }

    [TestMethod]
    public void WhatIsTheSystemsIsTheKernelsAlone()
    {
        _kernel.MakeDirectories(_kernel.KernelProcess, "/system", ChirpFlags.System);
        _kernel.CreateFile(_kernel.KernelProcess, "/system/inner").Data = "readable";
        _kernel.CreateFile(_kernel.KernelProcess, "/boot", ChirpFlags.System);
        _kernel.MakeDirectories(_one, "/home/deep");
        _kernel.CreateFile(_kernel.KernelProcess, "/home/deep/flagged", ChirpFlags.System);
        AssertChirp.Refused("PERMISSION_DENIED", () => _kernel.CreateFile(_one, "/system/file"));
        AssertChirp.Refused("PERMISSION_DENIED", () => _kernel.MakeDirectories(_one, "/system/dir"));
        AssertChirp.Refused("PERMISSION_DENIED", () => _kernel.DeleteFile(_one, "/system/inner"));
        AssertChirp.Refused("PERMISSION_DENIED", () => _kernel.DeleteFile(_one, "/boot"));
        AssertChirp.Refused("PERMISSION_DENIED", () => _kernel.CreateFile(_one, "/boot"));
        AssertChirp.Refused("PERMISSION_DENIED", () => _kernel.CopyFile(_one, "/boot", "/copy"));
        AssertChirp.Refused("PERMISSION_DENIED", () => _kernel.CopyFile(_one, "/system/inner", "/system/copy"));
        AssertChirp.Refused("PERMISSION_DENIED", () => _kernel.MoveFile(_one, "/boot", "/moved"));
        AssertChirp.Refused("PERMISSION_DENIED", () => _kernel.MoveFile(_one, "/home", "/moved"));
        AssertChirp.Refused("PERMISSION_DENIED", () => _kernel.DeleteFile(_one, "/home"));
        Assert.AreEqual("readable", _one.OpenFile("/system/inner", "r").Read(), "the flag is on the directory only");
        _kernel.CopyFile(_kernel.KernelProcess, "/boot", "/copy");
        _kernel.MoveFile(_kernel.KernelProcess, "/home", "/moved");
        _kernel.DeleteFile(_kernel.KernelProcess, "/moved");
        _kernel.DeleteFile(_kernel.KernelProcess, "/system");
        Assert.AreEqual("boot copy", Names(_kernel.FileSystem.Root));
    }

    [TestMethod]
    public void CopiesHaveTimesFlagsAndContents()
    {
        _kernel.MakeDirectories(_one, "/dir1/dir2/dir3");
        foreach (string path in (string[])["/dir1", "/dir1/dir2", "/dir1/dir2/dir3"])
        {
            ChirpFile file = _kernel.CreateFile(_one, path + "/test.txt", ChirpFlags.Hidden);
            file.Data = "Hello World! " + path;
            (file.Info.Created, file.Info.Modified, file.Info.Accessed) = (1, 2, 3);
        }

        Assert.AreEqual("/dir1_copy", _kernel.CopyFile(_one, "/dir1", "/dir1_copy").GetPath());
        foreach (string path in (string[])["", "/dir2", "/dir2/dir3"])
        {
            var file = (ChirpFile)_kernel.FileSystem.GetNodeFromPath($"/dir1{path}/test.txt");
            var copy = (ChirpFile)_kernel.FileSystem.GetNodeFromPath($"/dir1_copy{path}/test.txt");
            Assert.AreEqual(file.Data, copy.Data);
            Assert.AreEqual((1, 2, 3, ChirpFlags.Hidden), (copy.Info.Created, copy.Info.Modified, copy.Info.Accessed, copy.Info.Flags));
            copy.Data = "other";
            Assert.AreEqual($"Hello World! /dir1{path}", file.Data);
        }

        // Into itself: a copy of what was there before.
        _kernel.CopyFile(_one, "/dir1/dir2", "/dir1/dir2/again");
        Assert.AreEqual("dir3 test.txt", Names((ChirpBaseDirectory)_kernel.FileSystem.GetNodeFromPath("/dir1/dir2/again")));
        AssertChirp.Refused("INVALID_PATH", () => _kernel.CopyFile(_one, "/dir1/test.txt", "/dir1_copy"));
        AssertChirp.Refused("FILE_NOT_FOUND", () => _kernel.CopyFile(_one, "/none", "/copy"));
        AssertChirp.Refused("FILE_NOT_FOUND", () => _kernel.CopyFile(_one, "/dir1", "/none/copy"));
    }

    [TestMethod]
    public void ACopyWriteChangesOneSideOnly()
    {
        ChirpFile file = _kernel.CreateFile(_one, "/a");
        file.Data = "0123456789";
        var copy = (ChirpFile)_kernel.CopyFile(_one, "/a", "/b");
        _kernel.Write(_one, file, "X", 3);
        _kernel.Write(_one, copy, "Y", 9);
        _kernel.Write(_one, copy, "Z", 10);
        Assert.AreEqual("012X456789", file.Data);
        Assert.AreEqual("012345678YZ", copy.Data);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _kernel.Write(_one, file, "", 11));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _kernel.Write(_one, file, "", -1));
    }

    [TestMethod]
    public void MovingTakesAlongWhatIsInIt()
    {
        _kernel.MakeDirectories(_one, "/a/b");
        ChirpFile file = _kernel.CreateFile(_one, "/a/b/f");
        _kernel.MoveFile(_one, "/a", "/c");
        Assert.AreEqual("/c/b/f", file.GetPath());
        _kernel.MoveFile(_one, "/c/b/f", "/f");
        Assert.AreEqual("/f", file.GetPath());
        _kernel.CreateFile(_one, "/g").Data = "replaced";
        _kernel.MoveFile(_one, "/f", "/g");
        Assert.AreSame(file, _kernel.FileSystem.GetNodeFromPath("/g"));
        Assert.AreSame(file, _kernel.MoveFile(_one, "/g", "/g"), "it is there");
        AssertChirp.Refused("INVALID_PATH", () => _kernel.MoveFile(_one, "/c", "/c/b/c"));
        AssertChirp.Refused("INVALID_PATH", () => _kernel.MoveFile(_one, "/c", "/c/c"));
        AssertChirp.Refused("INVALID_PATH", () => _kernel.MoveFile(_one, "/", "/c/root"));
        AssertChirp.Refused("INVALID_PATH", () => _kernel.MoveFile(_one, "/g", "/c"));
        AssertChirp.Refused("FILE_NOT_FOUND", () => _kernel.MoveFile(_one, "/none", "/c"));
        Assert.AreEqual("c g", Names(_kernel.FileSystem.Root));
        AssertSaved();
    }

    [TestMethod]
    public void DeletingTakesAlongWhatIsInIt()
    {
        _kernel.MakeDirectories(_one, "/a/b");
        ChirpFile file = _kernel.CreateFile(_one, "/a/b/f");
        _kernel.DeleteFile(_one, "/a");
        Assert.IsEmpty(_kernel.FileSystem.Root.Children);
        AssertChirp.Refused("FILE_NOT_FOUND", () => _kernel.Write(_one, file, "x", 0));
        AssertChirp.Refused("FILE_NOT_FOUND", () => _kernel.DeleteFile(_one, "/a"));
        AssertChirp.Refused("INVALID_PATH", () => _kernel.DeleteFile(_one, "/"));
        AssertSaved();
    }

    [TestMethod]
    public void EveryChangeIsSavedAndThereAfterAStart()
    {
        _kernel.MakeDirectories(_one, "/d");
        AssertSaved();
        _kernel.CreateFile(_one, "/d/a");
        AssertSaved();
        using (ChirpFileStream stream = _one.OpenFile("/d/a", "w"))
        {
            stream.Write("text");
        }

        AssertSaved();
        _kernel.CopyFile(_one, "/d", "/e");
        AssertSaved();
        _kernel.MoveFile(_one, "/d/a", "/f");
        AssertSaved();
        _kernel.DeleteFile(_one, "/e");
        AssertSaved();
        var again = ChirpKernel.Boot(_storage);
        Assert.AreEqual("d f", Names(again.FileSystem.Root));
        Assert.IsEmpty(again.FileSystem.Damage);
    }

    [TestMethod]
    public void NothingSavedYetIsABaseWithAReason()
    {
        ChirpFileSystem desktop = ChirpFileSystem.FromFiles(ChirpOsTestImage.Files(("a", "1")));
        var kernel = ChirpKernel.Boot(new ChirpMemoryStorage(), desktop);
        Assert.AreEqual("a", Names(kernel.FileSystem.Root));
        Assert.HasCount(1, kernel.FileSystem.Damage);
    }

    [TestMethod]
    public void WhatCannotBeSavedIsTakenBack()
    {
        var storage = new FullStorage();
        var kernel = new ChirpKernel(new ChirpFileSystem(), storage);
        ChirpProcess process = kernel.StartProcess();
        kernel.MakeDirectories(process, "/d");
        ChirpFile file = kernel.CreateFile(process, "/d/a");
        kernel.Write(process, file, "text", 0);
        kernel.CreateFile(process, "/b");
        string before = kernel.FileSystem.ToJson();
        storage.IsFull = true;
        Action[] changes =
        [
            () => kernel.Write(process, file, "TEXT and more", 0),
            () => kernel.Write(process, file, "", 0, cut: true),
            () => kernel.CreateFile(process, "/c"),
            () => kernel.CreateFile(process, "/d/a"),
            () => kernel.MakeDirectories(process, "/e/f/g"),
            () => kernel.CopyFile(process, "/d", "/h"),
            () => kernel.CopyFile(process, "/b", "/d/a"),
            () => kernel.MoveFile(process, "/d", "/i"),
            () => kernel.MoveFile(process, "/b", "/d/a"),
            () => kernel.DeleteFile(process, "/d"),
        ];
        foreach (Action change in changes)
        {
            Assert.ThrowsExactly<IOException>(change);
            Assert.AreEqual(before, kernel.FileSystem.ToJson());
            Assert.AreSame(file, kernel.FileSystem.GetNodeFromPath("/d/a"));
        }

        storage.IsFull = false;
        kernel.Write(process, file, "!", 4);
        Assert.AreEqual("text!", file.Data);
    }

    [TestMethod]
    public void OverTheCapacityTheFormerStringStays()
    {
        var kernel = new ChirpKernel(new ChirpFileSystem(new ChirpFileSystemInfo(Capacity: 150)), _storage);
        ChirpFile file = kernel.CreateFile(kernel.KernelProcess, "/f");
        string saved = _storage.GetItem("chirpos.filesystem")!;
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(
            () => kernel.Write(kernel.KernelProcess, file, string.Concat(Enumerable.Range(0, 300)), 0));
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.ImageTooLarge, "has 150", "/f ");
        Assert.AreEqual(saved, _storage.GetItem("chirpos.filesystem"));
        Assert.AreEqual(0, file.Length);
    }

    [TestMethod]
    public void TimesComeFromTheClockAndAreZeroWithoutOne()
    {
        ChirpFile timeless = _kernel.CreateFile(_one, "/f");
        Assert.AreEqual(0, timeless.Info.Created);
        var clock = new FixedClock { Time = DateTimeOffset.FromUnixTimeMilliseconds(1000) };
        var kernel = new ChirpKernel(new ChirpFileSystem(), clock: clock);
        ChirpFile file = kernel.CreateFile(kernel.KernelProcess, "/f");
        clock.Time = DateTimeOffset.FromUnixTimeMilliseconds(2000);
        kernel.Write(kernel.KernelProcess, file, "x", 0);
        clock.Time = DateTimeOffset.FromUnixTimeMilliseconds(3000);
        kernel.KernelProcess.OpenFile("/f", "r").Read();
        Assert.AreEqual((1000, 2000, 3000), (file.Info.Created, file.Info.Modified, file.Info.Accessed));
    }

    [TestMethod]
    public void ProcessesAreNumberedAndEnd()
    {
        Assert.AreEqual(0, _kernel.KernelProcess.Id);
        Assert.AreEqual((1, 2), (_one.Id, _two.Id));
        Assert.HasCount(3, _kernel.Processes);
        _one.Dispose();
        _one.Exit();
        Assert.IsTrue(_one.HasEnded);
        Assert.HasCount(2, _kernel.Processes);
        Assert.AreEqual(3, _kernel.StartProcess().Id, "numbers are not used again");
        Assert.ThrowsExactly<ObjectDisposedException>(() => _kernel.CreateFile(_one, "/f"));
        Assert.ThrowsExactly<ObjectDisposedException>(() => _one.OpenFile("/f", "w"));
        _kernel.KernelProcess.Exit();
        Assert.IsFalse(_kernel.KernelProcess.HasEnded, "the kernel's never ends");
    }

    private static string Names(ChirpBaseDirectory directory) => string.Join(' ', directory.Children.Select(node => node.Name));

    private void AssertSaved() => Assert.AreEqual(_kernel.FileSystem.Save(), _storage.GetItem("chirpos.filesystem"));

    private sealed class FullStorage : IChirpStorage
    {
        public bool IsFull { get; set; }

        public string? GetItem(string key) => null;

        public void SetItem(string key, string value)
        {
            if (IsFull)
            {
                throw new IOException("QuotaExceededError");
            }
        }
    }

    private sealed class FixedClock : TimeProvider
    {
        public DateTimeOffset Time { get; set; }

        public override DateTimeOffset GetUtcNow() => Time;
    }
}
