using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

[TestClass]
public sealed class ChirpLockTests
{
    private readonly ChirpKernel _kernel = new(new ChirpFileSystem());
    private readonly ChirpProcess _one;
    private readonly ChirpProcess _two;
    private readonly ChirpBaseDirectory _directory;
    private readonly ChirpFile _file;

    public ChirpLockTests()
    {
        _one = _kernel.StartProcess();
        _two = _kernel.StartProcess();
        _directory = _kernel.MakeDirectories(_one, "/dir1/dir2");
        _file = _kernel.CreateFile(_one, "/dir1/dir2/test.txt");
    }

    [TestMethod]
    public void AReadLockKeepsOthersFromReading()
    {
        _kernel.ReadLockFile(_one, _file, true);
        AssertRights(_one, _file, read: true, write: true);
        AssertRights(_two, _file, read: false, write: true);
        AssertChirp.Refused("FILE_IS_READ_LOCKED", () => _kernel.ReadLockFile(_two, _file, true));
        _kernel.WriteLockFile(_two, _file, true);
        AssertRights(_one, _file, read: true, write: false);
        _kernel.ReadLockFile(_one, _file, false);
        AssertRights(_two, _file, read: true, write: true);
    }

    [TestMethod]
    public void LocksOnTheWayToANodeAreFound()
    {
        Assert.IsEmpty(_kernel.FindFileLocks(_file));
        _kernel.ReadLockFile(_kernel.KernelProcess, _kernel.FileSystem.Root, true);
        _kernel.WriteLockFile(_two, _directory, true);
        _kernel.WriteLockFile(_two, _file, true);
        ChirpFile other = _kernel.CreateFile(_one, "/dir1/other");
        CollectionAssert.AreEqual(
            (ChirpFileLock[])
            [
                new(_two, "/dir1/dir2/test.txt", IsRead: false, IsWrite: true), new(_two, "/dir1/dir2", IsRead: false, IsWrite: true),
                new(_kernel.KernelProcess, "/", IsRead: true, IsWrite: false),
            ],
            _kernel.FindFileLocks(_file).ToArray());
        Assert.AreEqual("/", _kernel.FindFileLocks(other).Single().Path);

        _two.Exit();
        _kernel.WriteLockFile(_kernel.KernelProcess, _kernel.FileSystem.Root, true);
        Assert.AreEqual(new ChirpFileLock(_kernel.KernelProcess, "/", IsRead: true, IsWrite: true), _kernel.FindFileLocks(_file).Single());
    }

    [TestMethod]
    public void ALockAboveIsNoneOnTheNodeItself()
    {
        _kernel.ReadLockFile(_one, _directory, true);
        _kernel.WriteLockFile(_one, _directory, true);
        AssertRights(_two, _file, read: false, write: false);
        Assert.IsTrue(_kernel.CanReadFromSingle(_two, _file));
        Assert.IsTrue(_kernel.CanWriteToSingle(_two, _file));
        Assert.IsFalse(_kernel.CanReadFromSingle(_two, _directory));
        Assert.IsFalse(_kernel.CanWriteToSingle(_two, _directory));
        Assert.IsTrue(_kernel.CanWriteToSingle(_one, _directory));
    }

    [TestMethod]
    public void WhatMayGoIsKnownBefore()
    {
        Assert.IsTrue(_kernel.CanAlter(_one, _directory));
        Assert.IsFalse(_kernel.CanAlter(_kernel.KernelProcess, _kernel.FileSystem.Root));

        _kernel.ReadLockFile(_two, _file, true);
        Assert.IsFalse(_kernel.CanAlter(_one, _directory), "a lock below");
        Assert.IsTrue(_kernel.CanAlter(_two, _directory), "its own");
        _kernel.ReadLockFile(_two, _file, false);
        _kernel.WriteLockFile(_two, _directory, true);
        Assert.IsFalse(_kernel.CanAlter(_one, _file), "a lock above");
        _two.Exit();
        Assert.ThrowsExactly<ObjectDisposedException>(() => _kernel.CanAlter(_two, _file));

        _file.SetFlag(ChirpFlags.System);
        Assert.IsFalse(_kernel.CanAlter(_one, _directory), "the system's, below");
        Assert.IsTrue(_kernel.CanAlter(_kernel.KernelProcess, _directory));
        _kernel.DeleteFile(_kernel.KernelProcess, "/dir1/dir2/test.txt");
        Assert.IsFalse(_kernel.CanAlter(_kernel.KernelProcess, _file), "it is gone");
    }

    [TestMethod]
    public void AWriteLockKeepsOthersFromWriting()
    {
        _kernel.WriteLockFile(_one, _file, true);
        AssertRights(_one, _file, read: true, write: true);
        AssertRights(_two, _file, read: true, write: false);
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", () => _kernel.WriteLockFile(_two, _file, true));
        _kernel.WriteLockFile(_one, _file, false);
        AssertRights(_two, _file, read: true, write: true);
    }

    [TestMethod]
    public void DeletingALockGivesBothBack()
    {
        _kernel.ReadLockFile(_one, _file, true);
        _kernel.WriteLockFile(_one, _file, true);
        AssertRights(_two, _file, read: false, write: false);
        AssertChirp.Refused("FILE_LOCK_NOT_FOUND", () => _kernel.DeleteFileLock(_two, _file));
        _kernel.DeleteFileLock(_one, _file);
        AssertRights(_two, _file, read: true, write: true);
        AssertChirp.Refused("FILE_LOCK_NOT_FOUND", () => _kernel.DeleteFileLock(_one, _file));
    }

    [TestMethod]
    public void ALockCoversAllBelow()
    {
        _kernel.ReadLockFile(_one, _directory, true);
        AssertRights(_one, _file, read: true, write: true);
        AssertRights(_two, _file, read: false, write: true);
        AssertRights(_two, _directory, read: false, write: true);
        AssertRights(_two, _directory.Parent!, read: true, write: true);
        _kernel.WriteLockFile(_one, _directory, true);
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", () => _kernel.CreateFile(_two, "/dir1/dir2/test2.txt"));
        _kernel.WriteLockFile(_one, _directory, false);
        _kernel.CreateFile(_two, "/dir1/dir2/test2.txt");

        _kernel.WriteLockFile(_one, _directory.Parent!, true);
        AssertRights(_one, _directory, read: true, write: true);
        AssertRights(_two, _directory, read: false, write: false);
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", () => _kernel.CreateFile(_two, "/dir1/dir2/test3.txt"));
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", () => _kernel.CreateFile(_two, "/dir1/test4.txt"));
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", () => _kernel.MakeDirectories(_two, "/dir1/dir2/dir3/dir4"));
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", () => _kernel.MakeDirectories(_two, "/dir1/dir5/dir6"));
        _one.OpenFile("/dir1/dir2/test.txt", "w").Dispose();
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", () => _two.OpenFile("/dir1/dir2/test.txt", "w"));
        AssertChirp.Refused("FILE_IS_READ_LOCKED", () => _two.OpenFile("/dir1/dir2/test.txt", "r"));
    }

    [TestMethod]
    public void ALockOnTheRootCoversEverything()
    {
        _kernel.WriteLockFile(_one, _kernel.FileSystem.Root, true);
        AssertRights(_two, _file, read: true, write: false);
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", () => _kernel.CopyFile(_two, "/dir1/dir2", "/copy"));
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", () => _kernel.WriteLockFile(_two, _file, true));
    }

    [TestMethod]
    public void ALockOnARootWithANameCoversEverything()
    {
        var kernel = new ChirpKernel(new ChirpFileSystem(rootName: "C:"));
        ChirpProcess one = kernel.StartProcess();
        ChirpFile file = kernel.CreateFile(one, "C:/file");
        kernel.ReadLockFile(one, kernel.FileSystem.Root, true);
        Assert.IsFalse(kernel.CanReadFrom(kernel.StartProcess(), file));
        Assert.IsTrue(kernel.CanReadFrom(one, file));
    }

    [TestMethod]
    public void ALockIsRefusedWhereSomethingBelowIsLocked()
    {
        _kernel.ReadLockFile(_one, _file, true);
        AssertChirp.Refused("FILE_IS_READ_LOCKED", () => _kernel.ReadLockFile(_two, _directory, true));
        AssertChirp.Refused("FILE_IS_READ_LOCKED", () => _kernel.ReadLockFile(_two, _kernel.FileSystem.Root, true));
        _kernel.WriteLockFile(_two, _kernel.FileSystem.Root, true);

        // A name that only begins the same is another one.
        ChirpBaseDirectory similar = _kernel.MakeDirectories(_two, "/dir1/dir");
        _kernel.ReadLockFile(_two, similar, true);
    }

    [TestMethod]
    public void LocksBindStreamsThatAreOpen()
    {
        _file.Data = "text";
        ChirpFileStream reading = _two.OpenFile("/dir1/dir2/test.txt", "r");
        ChirpFileStream writing = _two.OpenFile("/dir1/dir2/test.txt", "a");
        _kernel.ReadLockFile(_one, _directory, true);
        _kernel.WriteLockFile(_one, _directory, true);
        AssertChirp.Refused("FILE_IS_READ_LOCKED", () => reading.Read());
        AssertChirp.Refused("FILE_IS_READ_LOCKED", () => reading.ReadLine());
        writing.Write("!");
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", writing.Flush);
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", writing.Close);
        Assert.AreEqual("text", _file.Data);
        _kernel.DeleteFileLock(_one, _directory);
        writing.Close();
        Assert.AreEqual("text!", reading.Read());
    }

    [TestMethod]
    public void WhatOthersHaveLockedCanNeitherGoNorMove()
    {
        _kernel.ReadLockFile(_one, _file, true);
        AssertChirp.Refused("FILE_IS_LOCKED", () => _kernel.DeleteFile(_two, "/dir1/dir2/test.txt"));
        AssertChirp.Refused("FILE_IS_LOCKED", () => _kernel.DeleteFile(_two, "/dir1"));
        AssertChirp.Refused("FILE_IS_LOCKED", () => _kernel.MoveFile(_two, "/dir1/dir2", "/moved"));
        AssertChirp.Refused("FILE_IS_LOCKED", () => _kernel.CreateFile(_two, "/dir1/dir2/test.txt"));
        _kernel.CreateFile(_two, "/other");
        AssertChirp.Refused("FILE_IS_LOCKED", () => _kernel.MoveFile(_two, "/other", "/dir1/dir2/test.txt"));
        _kernel.MoveFile(_one, "/dir1/dir2", "/moved");
        Assert.AreEqual("/moved/test.txt", _file.GetPath());
    }

    [TestMethod]
    public void WhatOthersHaveReadLockedIsNotCopied()
    {
        _kernel.CreateFile(_one, "/dir1/dir2/free.txt");
        _kernel.ReadLockFile(_one, _file, true);
        AssertChirp.Refused("FILE_IS_READ_LOCKED", () => _kernel.CopyFile(_two, "/dir1/dir2/test.txt", "/copy.txt"));
        var copy = (ChirpBaseDirectory)_kernel.CopyFile(_two, "/dir1", "/copy");
        Assert.AreEqual("free.txt", ((ChirpBaseDirectory)copy.GetNode("dir2")).Children.Single().Name, "as many as it may read");
        _kernel.ReadLockFile(_one, _file, false);
        _kernel.ReadLockFile(_one, _directory.Parent!, true);
        AssertChirp.Refused("FILE_IS_READ_LOCKED", () => _kernel.CopyFile(_two, "/dir1/dir2/test.txt", "/copy.txt"));
        AssertChirp.Refused("FILE_IS_READ_LOCKED", () => _kernel.CopyFile(_two, "/dir1/dir2", "/copy2"));
        _kernel.CopyFile(_one, "/dir1/dir2/test.txt", "/copy.txt");
    }

    [TestMethod]
    public void LocksVanishWithTheirProcess()
    {
        _kernel.ReadLockFile(_one, _file, true);
        _kernel.WriteLockFile(_one, _kernel.FileSystem.Root, true);
        _one.Exit();
        AssertRights(_two, _file, read: true, write: true);
        _kernel.WriteLockFile(_two, _file, true);
        Assert.ThrowsExactly<ObjectDisposedException>(() => _kernel.ReadLockFile(_one, _file, true));
    }

    [TestMethod]
    public void LocksBindTheKernelAndTheKernelsBindOthers()
    {
        _kernel.WriteLockFile(_one, _file, true);
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", () => _kernel.Write(_kernel.KernelProcess, _file, "x", 0));
        _kernel.DeleteFileLock(_one, _file);
        _kernel.WriteLockFile(_kernel.KernelProcess, _file, true);
        AssertChirp.Refused("FILE_IS_WRITE_LOCKED", () => _kernel.Write(_one, _file, "x", 0));
        _kernel.DeleteFile(_kernel.KernelProcess, "/dir1/dir2/test.txt");
        AssertChirp.Refused("FILE_NOT_FOUND", () => _kernel.WriteLockFile(_kernel.KernelProcess, _file, true));
    }

    private void AssertRights(ChirpProcess process, ChirpNode node, bool read, bool write)
    {
        Assert.AreEqual(read, _kernel.CanReadFrom(process, node), $"reading of {node.GetPath()} by {process.Id}");
        Assert.AreEqual(write, _kernel.CanWriteTo(process, node), $"writing of {node.GetPath()} by {process.Id}");
    }
}
