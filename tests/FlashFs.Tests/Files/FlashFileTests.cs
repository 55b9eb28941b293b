using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Tests.Files;

[TestClass]
public sealed class FlashFileTests
{
    private static readonly DiagnosticLocation Item = new("web.csproj", 3);

    private string Root { get; set; } = "";

    [TestInitialize]
    public void MakeFolder()
    {
        Root = Directory.CreateTempSubdirectory("flashfs-file-").FullName;
        Directory.CreateDirectory(Path.Combine(Root, "js"));
        File.WriteAllText(Path.Combine(Root, "js", "a.js"), "x");
    }

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(Root, recursive: true);

    [TestMethod]
    public void AFileComesFromTheFileOnDiskUnlessSomebodySaysOtherwise()
    {
        FlashFile file = InFolder();
        Assert.AreEqual(new DiagnosticLocation(Path.Combine("web", "js/a.js")), file.Source);
        Assert.AreEqual(Item, (file with { Source = Item }).Source);
        Assert.IsNull(new FlashFile(FlashPath.Parse("a"), FlashContents.FromMemory(new byte[1])).Source);
    }

    [TestMethod]
    public void AFileThatGetsOtherContentsStillComesFromWhereItCameFrom()
    {
        FlashFile file = InFolder();
        FlashContents made = FlashContents.FromMemory(new byte[2]);
        Assert.AreEqual(file.Source, (file with { Contents = made }).Source);
        Assert.AreEqual(2, (file with { Contents = made }).Contents.Length);
        Assert.AreEqual(Item, (file with { Source = Item } with { Contents = made }).Source);
    }

    [TestMethod]
    public void WhatAFileSaysOfItselfIsKeptPieceByPiece()
    {
        FlashFile file = InFolder() with { Title = "t", Flags = 0x1_0000_0000 };
        file = file with { Version = 7, Compression = FileCompression.Gzip };
        Assert.AreEqual(("t", 7, 0x1_0000_0000L, FileCompression.Gzip), (file.Title, file.Version, file.Flags, file.Compression));
        Assert.AreEqual(file with { Contents = file.Contents, Source = Item }, file with { Source = Item });
        Assert.AreNotEqual(file, file with { Title = null });
    }

    [TestMethod]
    public void AFileOfAFolderIsReadAndNamedByItsPathBelowIt()
    {
        DiskContents contents = new DiskFolder(Root, "web").Open("js/a.js");
        Assert.AreEqual(Path.Combine(Root, "js", "a.js"), contents.DiskPath);
        Assert.AreEqual(Path.Combine("web", "js/a.js"), contents.DisplayPath);
        CollectionAssert.AreEqual("x"u8.ToArray(), contents.ToArray());
        File.WriteAllText(contents.DiskPath, "xy");
        FlashFsException changed = Assert.ThrowsExactly<FlashFsException>(() => contents.ToArray());
        AssertDiagnostics.Single(changed.Diagnostics, DiagnosticCodes.FileChanged, $"'{contents.DisplayPath}' had 1 bytes");
        Assert.AreEqual(contents.Location, changed.Diagnostics[0].Location);
    }

    [TestMethod]
    public void WhatIsNotInAFolderIsNotFound()
    {
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => new DiskFolder(Root, "web").Open("gone"));
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.FileNotFound, $"'{Path.Combine("web", "gone")}'");
    }

    private FlashFile InFolder() => new(FlashPath.Parse("js/a.js"), new DiskFolder(Root, "web").Open("js/a.js"));
}
