using System.Text;
using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

[TestClass]
public sealed class ChirpFileSystemTests
{
    [TestMethod]
    public void StatusCodesHaveTheNumbersAndNamesOfTheOriginal() => Assert.AreEqual(
        "SUCCESS 0, PERMISSION_DENIED 1, FILE_NOT_FOUND 2, INVALID_PATH 3, STREAM_NOT_IN_READ_MODE 4, STREAM_NOT_IN_WRITE_MODE 5, "
        + "STREAM_IS_CLOSED 6, FILE_IS_READ_LOCKED 7, FILE_IS_WRITE_LOCKED 8, FILE_IS_LOCKED 9, PROCESS_YIELD 10, NODE_IS_NOT_DIRECTORY 11, "
        + "FILE_LOCK_NOT_FOUND 12",
        string.Join(", ", Enum.GetValues<ChirpStatusCode>().Select(status => $"{ChirpException.NameOf(status)} {(int)status}")));

    [TestMethod]
    public void NodesHaveThePathsAndParentsOfTheOriginal()
    {
        var system = new ChirpFileSystem();
        Assert.AreEqual(2_619_440, system.Info.Capacity);
        Assert.AreEqual("/", system.Root.GetPath());
        ChirpDirectory directory = Put(system.Root, new ChirpDirectory(new ChirpNodeInfo("test_dir")));
        ChirpDirectory sub = Put(directory, new ChirpDirectory(new ChirpNodeInfo("sub_dir")));
        ChirpFile file = Put(sub, new ChirpFile(new ChirpNodeInfo("test.txt")));
        Assert.AreEqual("/test_dir/sub_dir/test.txt", file.GetPath());
        CollectionAssert.AreEqual(new ChirpNode[] { system.Root, directory, sub, file }, file.GetPathNodes().ToArray());
        Assert.AreSame(file, system.GetNodeFromPath("/test_dir/sub_dir/test.txt"));
        Assert.AreSame(sub, system.GetNodeFromPath("//test_dir///sub_dir/"), "empty names are passed over");
        Assert.AreSame(system.Root, system.GetNodeFromPath("/"));
    }

    [TestMethod]
    public void ARootMayHaveAName()
    {
        var system = new ChirpFileSystem(rootName: "C:");
        ChirpFile file = Put(system.Root, new ChirpFile(new ChirpNodeInfo("a")));
        Assert.AreEqual("C:", system.Root.GetPath());
        Assert.AreEqual("C:/a", file.GetPath());
        Assert.AreSame(file, system.GetNodeFromPath("C:/a"));
        Assert.AreSame(file, system.GetNodeFromPath("/a"));
        Assert.AreSame(system.Root, system.GetNodeFromPath("C:"));
        AssertChirp.Refused("INVALID_PATH", () => system.GetNodeFromPath("D:/a"));
        Assert.AreEqual("C:", ChirpFileSystem.Load(system.Save()).Root.Name);
        Assert.StartsWith("{\"/name\":\"C:\",\"/created\":0,", system.ToJson());
        Assert.DoesNotContain("/name", new ChirpFileSystem().ToJson());
    }

    [TestMethod]
    public void PathsThatLeadNowhereAreRefused()
    {
        var system = new ChirpFileSystem();
        Put(system.Root, new ChirpFile(new ChirpNodeInfo("file")));
        AssertChirp.Refused("FILE_NOT_FOUND", () => system.GetNodeFromPath("/other"));
        AssertChirp.Refused("NODE_IS_NOT_DIRECTORY", () => system.GetNodeFromPath("/file/below"));
        AssertChirp.Refused("INVALID_PATH", () => system.GetNodeFromPath(""));
        AssertChirp.Refused("INVALID_PATH", () => system.GetNodeFromPath("file"));
        AssertChirp.Refused("INVALID_PATH", () => system.GetNodeFromPath(string.Concat(Enumerable.Repeat("/a", 1025))));
        Assert.IsFalse(system.TryGetNodeFromPath("/file/below", out _));
        Assert.IsFalse(system.TryGetNodeFromPath("file", out _));
        Assert.IsTrue(system.TryGetNodeFromPath("/file", out ChirpNode? node));
        Assert.AreEqual("file", node.Name);
    }

    [TestMethod]
    public void NamesAreAnyTextButTheEmptyOneAndWithoutSlash()
    {
        var system = new ChirpFileSystem();
        AssertChirp.Refused("INVALID_PATH", () => _ = new ChirpNodeInfo("a/b"));
        AssertChirp.Refused("INVALID_PATH", () => system.Root.SetNode(new ChirpFile(new ChirpNodeInfo(""))));
        string[] names = [".", "..", " ", "getPath", "__proto__", "constructor", "\0", "\ud800", "\n", "😀", "\"", "\\"];
        foreach (string name in names)
        {
            Put(system.Root, new ChirpFile(new ChirpNodeInfo(name), name));
        }

        ChirpFileSystem loaded = ChirpFileSystem.Load(system.Save());
        Assert.IsEmpty(loaded.Damage);
        CollectionAssert.AreEqual(names.Order(StringComparer.Ordinal).ToArray(), loaded.Root.Children.Select(node => node.Name).ToArray());
        Assert.IsTrue(loaded.Root.Children.All(node => ((ChirpFile)node).Data == node.Name));
    }

    [TestMethod]
    public void FlagsAreSetAndTakenAway()
    {
        var file = new ChirpFile(new ChirpNodeInfo("test.txt"));
        file.SetFlag(ChirpFlags.System);
        file.SetFlag(ChirpFlags.Executable);
        Assert.IsTrue(file.HasFlag(ChirpFlags.System));
        Assert.IsTrue(file.HasFlag(ChirpFlags.Executable));
        file.UnsetFlag(ChirpFlags.System);
        Assert.IsFalse(file.HasFlag(ChirpFlags.System));
        file.UnsetFlag(ChirpFlags.Executable);
        Assert.AreEqual(ChirpFlags.None, file.Info.Flags);
        Assert.AreEqual("0 1 2 4 8", string.Join(' ', Enum.GetValues<ChirpFlags>().Select(flag => (int)flag)));
    }

    [TestMethod]
    public void InUserModeSystemNodesStay()
    {
        var system = new ChirpFileSystem();
        ChirpDirectory directory = Put(system.Root, new ChirpDirectory(new ChirpNodeInfo("system", flags: ChirpFlags.System)));
        Put(directory, new ChirpFile(new ChirpNodeInfo("test.txt")));
        Put(system.Root, new ChirpFile(new ChirpNodeInfo("kernel", flags: ChirpFlags.System)));
        AssertChirp.Refused("PERMISSION_DENIED", () => directory.SetNode(new ChirpFile(new ChirpNodeInfo("test2.txt")), userMode: true));
        AssertChirp.Refused("FILE_NOT_FOUND", () => directory.GetNode("test2.txt"));
        AssertChirp.Refused("PERMISSION_DENIED", () => directory.DeleteNode("test.txt", userMode: true));
        AssertChirp.Refused("PERMISSION_DENIED", () => system.Root.DeleteNode("kernel", userMode: true));
        AssertChirp.Refused("PERMISSION_DENIED", () => system.Root.SetNode(new ChirpFile(new ChirpNodeInfo("kernel")), userMode: true));
        AssertChirp.Refused("FILE_NOT_FOUND", () => system.Root.DeleteNode("none", userMode: true));
        directory.DeleteNode("test.txt");
        system.Root.DeleteNode("kernel");
        Assert.HasCount(1, system.Root.Children);
    }

    [TestMethod]
    public void ANodeLiesInOneDirectoryAndNeverInItself()
    {
        var system = new ChirpFileSystem();
        ChirpDirectory a = Put(system.Root, new ChirpDirectory(new ChirpNodeInfo("a")));
        ChirpDirectory b = Put(a, new ChirpDirectory(new ChirpNodeInfo("b")));
        Assert.ThrowsExactly<ArgumentException>(() => system.Root.SetNode(b));
        system.Root.DeleteNode("a");
        Assert.IsNull(a.Parent);
        Assert.ThrowsExactly<ArgumentException>(() => b.SetNode(a));
        Assert.ThrowsExactly<ArgumentException>(() => b.SetNode(system.Root));

        ChirpBaseDirectory deep = system.Root;
        for (int i = 0; i < 1023; i++)
        {
            deep = Put(deep, new ChirpDirectory(new ChirpNodeInfo("d")));
        }

        Put(deep, new ChirpFile(new ChirpNodeInfo("f")));
        AssertChirp.Refused("INVALID_PATH", () => Put(deep, new ChirpDirectory(new ChirpNodeInfo("d"))));
        Assert.IsEmpty(ChirpFileSystem.Load(system.Save()).Damage);
    }

    [TestMethod]
    public void WhatIsSavedIsLoaded()
    {
        var system = new ChirpFileSystem();
        ChirpDirectory directory = Put(system.Root, new ChirpDirectory(new ChirpNodeInfo("d", 1, 2, 3, ChirpFlags.Hidden)));
        Put(directory, new ChirpFile(new ChirpNodeInfo("text", -4, 1_700_000_000_000, 5, ChirpFlags.System), "a\ud800\u0000b"));
        Put(directory, ChirpFile.FromBytes(new ChirpNodeInfo("binary"), [0, 0xFF, 0x80]));
        string saved = system.Save();
        Assert.AreEqual(
            "{\"/created\":0,\"/modified\":0,\"/accessed\":0,\"d\":{\"/created\":1,\"/modified\":2,\"/accessed\":3,\"/flags\":4,"
            + "\"binary\":{\"/created\":0,\"/modified\":0,\"/accessed\":0,\"/data\":\"\\u0000\u00ff\u0080\",\"/binary\":true},"
            + "\"text\":{\"/created\":-4,\"/modified\":1700000000000,\"/accessed\":5,\"/flags\":1,\"/data\":\"a\\ud800\\u0000b\"}}}",
            system.ToJson());
        Assert.AreEqual(LzString.CompressToUtf16(system.ToJson()), saved);

        ChirpFileSystem loaded = ChirpFileSystem.Load(saved);
        Assert.IsEmpty(loaded.Damage);
        Assert.AreEqual(system.ToJson(), loaded.ToJson());
        Assert.AreEqual(saved, loaded.Save());
        var binary = (ChirpFile)loaded.GetNodeFromPath("/d/binary");
        Assert.IsTrue(binary.IsBinary);
        AssertBytes.AreEqual([0, 0xFF, 0x80], binary.ToBytes());
    }

    [TestMethod]
    public void WithABaseOnlyWhatDiffersIsSaved()
    {
        ChirpFileSystem desktop = ChirpFileSystem.FromFiles(ChirpOsTestImage.Files(("a", "1"), ("d/b", "2"), ("d/c", "3"), ("e/f", "4")));
        var system = new ChirpFileSystem(baseTree: desktop);
        Assert.AreEqual("{}", system.ToJson());
        ((ChirpFile)system.GetNodeFromPath("/d/b")).Data = "changed";
        ((ChirpBaseDirectory)system.GetNodeFromPath("/d")).DeleteNode("c");
        system.Root.DeleteNode("e");
        system.GetNodeFromPath("/a").Info.Accessed = 99;
        Assert.AreEqual(
            "{\"d\":{\"b\":{\"/created\":0,\"/modified\":0,\"/accessed\":0,\"/data\":\"changed\"},\"c\":null},\"e\":null}", system.ToJson(), "reading is no change");
        Assert.AreEqual("2", ((ChirpFile)desktop.GetNodeFromPath("/d/b")).Data, "the base is another file system");

        ChirpFileSystem loaded = ChirpFileSystem.Load(system.Save(), desktop);
        Assert.AreEqual("/a /d/b", Paths(loaded));
        Assert.AreEqual(system.ToJson(), loaded.ToJson());

        // A directory's own properties: none in the overlay means those of the base, any means all.
        loaded.GetNodeFromPath("/d").SetFlag(ChirpFlags.Hidden);
        ChirpFileSystem again = ChirpFileSystem.Load(loaded.Save(), desktop);
        Assert.AreEqual(ChirpFlags.Hidden, again.GetNodeFromPath("/d").Info.Flags);
        ChirpFileSystem hidden = ChirpFileSystem.FromFiles(ChirpOsTestImage.Files(("d/b", "2")));
        hidden.GetNodeFromPath("/d").SetFlag(ChirpFlags.Hidden);
        var shown = new ChirpFileSystem(baseTree: hidden);
        shown.GetNodeFromPath("/d").UnsetFlag(ChirpFlags.Hidden);
        Assert.AreEqual("{\"d\":{\"/created\":0,\"/modified\":0,\"/accessed\":0}}", shown.ToJson());
        Assert.AreEqual(ChirpFlags.None, ChirpFileSystem.Load(shown.Save(), hidden).GetNodeFromPath("/d").Info.Flags);
        Assert.AreEqual(ChirpFlags.Hidden, ChirpFileSystem.Load(LzString.CompressToUtf16("{\"d\":{}}"), hidden).GetNodeFromPath("/d").Info.Flags);
    }

    [TestMethod]
    public void NodesMayChangeTheirKindOverTheBase()
    {
        ChirpFileSystem desktop = ChirpFileSystem.FromFiles(ChirpOsTestImage.Files(("file", "1"), ("dir/x", "2")));
        var system = new ChirpFileSystem(baseTree: desktop);
        system.Root.DeleteNode("file");
        Put(Put(system.Root, new ChirpDirectory(new ChirpNodeInfo("file"))), new ChirpFile(new ChirpNodeInfo("y"), "3"));
        system.Root.DeleteNode("dir");
        Put(system.Root, new ChirpFile(new ChirpNodeInfo("dir"), "4"));
        ChirpFileSystem loaded = ChirpFileSystem.Load(system.Save(), desktop);
        Assert.AreEqual("/dir /file/y", Paths(loaded));
        Assert.AreEqual(system.ToJson(), loaded.ToJson());
    }

    [TestMethod]
    public void ARootsOwnPropertiesLieOverThoseOfTheBase()
    {
        ChirpFileSystem desktop = ChirpFileSystem.FromFiles(ChirpOsTestImage.Files(("a", "1")));
        ChirpFileSystem loaded = ChirpFileSystem.Load(LzString.CompressToUtf16("{\"/name\":\"D:\",\"/modified\":5}"), desktop);
        Assert.AreEqual("D:/a", Paths(loaded));
        Assert.AreEqual(5, loaded.Root.Info.Modified);
        Assert.AreEqual("{\"/name\":\"D:\",\"/created\":0,\"/modified\":5,\"/accessed\":0}", loaded.ToJson());
    }

    [TestMethod]
    [DataRow(null, "none")]
    [DataRow("", "empty")]
    [DataRow("null", "something else")]
    [DataRow("undefined", "something else")]
    [DataRow("garbage \u0001 \ud800", "something else")]
    [DataRow("{}", "something else")]
    public void WhatIsNoSavedStringLeavesTheBaseAndAReason(string? saved, string reason)
    {
        ChirpFileSystem desktop = ChirpFileSystem.FromFiles(ChirpOsTestImage.Files(("a", "1"), ("d/b", "2")));
        ChirpFileSystem loaded = ChirpFileSystem.Load(saved, desktop);
        StringAssert.Contains(loaded.Damage.Single().Found, reason);
        Assert.AreEqual("/a /d/b", Paths(loaded));
        Assert.AreEqual("{}", loaded.ToJson(), "an empty overlay");
    }

    [TestMethod]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("\"text\"")]
    [DataRow("{\"a\":null,\"d\":{\"b\":null},\"new\":{\"/data\":\"x\"")]
    public void AStringThatPacksNoWholeObjectLeavesTheBaseWhole(string json)
    {
        ChirpFileSystem desktop = ChirpFileSystem.FromFiles(ChirpOsTestImage.Files(("a", "1"), ("d/b", "2")));
        ChirpFileSystem loaded = ChirpFileSystem.Load(LzString.CompressToUtf16(json), desktop);
        Assert.IsNotEmpty(loaded.Damage);
        Assert.AreEqual("/a /d/b", Paths(loaded));
    }

    [TestMethod]
    public void EveryCutOfASavedStringLeavesTheBaseWhole()
    {
        ChirpFileSystem desktop = ChirpFileSystem.FromFiles(ChirpOsTestImage.Files(("a", "1")));
        var system = new ChirpFileSystem(baseTree: desktop);
        Put(system.Root, new ChirpFile(new ChirpNodeInfo("b"), "some text, and more of it"));
        string saved = system.Save().TrimEnd(' ');
        for (int length = 0; length < saved.Length; length++)
        {
            ChirpFileSystem loaded = ChirpFileSystem.Load(saved[..length], desktop);
            Assert.IsNotEmpty(loaded.Damage);
            Assert.AreEqual("/a", Paths(loaded));
        }
    }

    [TestMethod]
    public void WhatIsWrongWithinIsLeftOutAndTheRestLoaded()
    {
        ChirpFileSystem loaded = ChirpFileSystem.Load(LzString.CompressToUtf16("{\"a/b\":{\"/data\":\"x\"},\"c\":{\"/data\":\"y\",\"/flags\":\"?\"}}"));
        Assert.HasCount(2, loaded.Damage);
        Assert.AreEqual("/c", Paths(loaded));
    }

    [TestMethod]
    public void AVolumeIsMountedAsAFileSystemOfItsOwn()
    {
        FlashFileSet before = ChirpOsTestImage.Files(("a", "1"));
        var options = new ChirpOsOptions { BaseDirectory = new FlashFolder("base", before) };
        byte[] image = ChirpOsTestImage.Plan(ChirpOsTestImage.Files(("a", "1"), ("b", "2")), options).ToArray();
        var volume = ChirpOsVolume.Open(image, options, ReadMode.Strict);
        ChirpFileSystem system = volume.Mount();
        ((ChirpFile)system.GetNodeFromPath("/b")).Data = "changed";
        Put(system.Root, new ChirpFile(new ChirpNodeInfo("c"), "3"));
        Assert.AreEqual("a b", ChirpOsTestImage.Paths(volume));
        Assert.AreEqual("2", ChirpOsTestImage.TextOf(volume, "b"));
        var changed = ChirpOsVolume.Open(Encoding.Unicode.GetBytes(system.Save()), options, ReadMode.Strict);
        Assert.AreEqual("a b c", ChirpOsTestImage.Paths(changed));
        Assert.AreEqual("changed", ChirpOsTestImage.TextOf(changed, "b"));
    }

    [TestMethod]
    public void FilesThatMakeNoTreeAreRefused()
    {
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => ChirpFileSystem.FromFiles(ChirpOsTestImage.Files(("a", ""), ("a/b", ""))));
        Assert.AreEqual(DiagnosticCodes.NameNotStorable.Code, thrown.Code);
    }

    private static T Put<T>(ChirpBaseDirectory parent, T node)
        where T : ChirpNode
    {
        parent.SetNode(node);
        return node;
    }

    private static string Paths(ChirpFileSystem system) => string.Join(' ', Files(system.Root).Select(file => file.GetPath()));

    private static IEnumerable<ChirpFile> Files(ChirpBaseDirectory directory) =>
        directory.Children.SelectMany(node => node is ChirpBaseDirectory below ? Files(below) : [(ChirpFile)node]);
}
