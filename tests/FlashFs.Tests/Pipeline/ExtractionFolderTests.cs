using FlashFs.Pipeline;

namespace FlashFs.Tests.Pipeline;

[TestClass]
public sealed class ExtractionFolderTests
{
    private string Root { get; set; } = "";

    [TestInitialize]
    public void MakeFolder() =>
        Root = Directory.CreateTempSubdirectory($"flashfs-{nameof(ExtractionFolderTests)}-").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(Root, recursive: true);

    [TestMethod]
    public void FilesGoBelowTheFolder()
    {
        var folder = new ExtractionFolder(Root);
        Assert.IsTrue(folder.TryPlace("css/site.css", out string? path, out _));
        Assert.AreEqual(Path.Combine(Root, "css", "site.css"), path);
        Assert.IsTrue(folder.TryPlace("css/print.css", out _, out _));
        Assert.IsEmpty(Directory.GetFileSystemEntries(Root));
    }

    [TestMethod]
    [DataRow(new[] { "a", "a" }, "another file")]
    [DataRow(new[] { "a", "A" }, "'a' by case")]
    [DataRow(new[] { "lib/x", "Lib/y" }, "'lib' by case")]
    [DataRow(new[] { "a", "a/b" }, "is the file 'a'")]
    [DataRow(new[] { "a", "A/b" }, "is the file 'a'")]
    [DataRow(new[] { "a/b", "a" }, "as their folder")]
    [DataRow(new[] { "a/b", "A" }, "as their folder")]
    [DataRow(new[] { "ok", "../x" }, "'..'")]
    public void NamesThatMeetAnotherFileAreRefused(string[] names, string reason)
    {
        var folder = new ExtractionFolder(Root);
        Assert.IsTrue(folder.TryPlace(names[0], out _, out _));
        Assert.IsFalse(folder.TryPlace(names[1], out string? path, out string? problem));
        Assert.IsNull(path);
        StringAssert.Contains(problem, reason, StringComparison.Ordinal);
    }

    [TestMethod]
    public void ARefusedNameTakesNothing()
    {
        var folder = new ExtractionFolder(Root);
        Assert.IsFalse(folder.TryPlace("a/../b", out _, out _));
        Assert.IsTrue(folder.TryPlace("A", out _, out _));
    }

    [TestMethod]
    public void LinksInTheFolderAreNotFollowed()
    {
        string outside = Directory.CreateDirectory(Path.Combine(Root, "outside")).FullName;
        string inside = Directory.CreateDirectory(Path.Combine(Root, "inside")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(inside, "folder"), outside);
        File.CreateSymbolicLink(Path.Combine(inside, "file"), Path.Combine(outside, "nothing"));
        Directory.CreateDirectory(Path.Combine(inside, "real"));
        var folder = new ExtractionFolder(inside);

        Assert.IsFalse(folder.TryPlace("folder/x", out _, out string? problem));
        StringAssert.Contains(problem, "'folder' is a link", StringComparison.Ordinal);
        Assert.IsFalse(folder.TryPlace("folder", out _, out _));
        Assert.IsFalse(folder.TryPlace("file", out _, out problem));
        StringAssert.Contains(problem, "a link of that name", StringComparison.Ordinal);
        Assert.IsFalse(folder.TryPlace("real", out _, out problem));
        StringAssert.Contains(problem, "a folder of that name", StringComparison.Ordinal);
        Assert.IsTrue(folder.TryPlace("real/x", out _, out _));
    }

    [TestMethod]
    public void AFileOfAnEarlierExtractionIsReplaced()
    {
        File.WriteAllText(Path.Combine(Root, "a"), "old");
        Assert.IsTrue(new ExtractionFolder(Root).TryPlace("a", out _, out _));
    }
}
