namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class ExtractCommandTests
{
    [TestMethod]
    [DataRow("spiffs-idf-default.img")]
    [DataRow("espfs-stored.img")]
    [DataRow("espfs-gzip-web.img")]
    [DataRow("espfs-heatshrink-l9.img")]
    public void TheFilesOfAReferenceImageComeOutWhole(string vector)
    {
        using var folder = new ToolFolder();
        folder.WithVector("a.img", $"images/{vector}").WithInputs("expected");
        ToolRun run = folder.Run("extract", "a.img", "-o", "files").Succeeded();
        StringAssert.StartsWith(run.Out, "files: 16 of 16 files, 81633 bytes; ", StringComparison.Ordinal);
        CollectionAssert.AreEqual(folder.Files("expected"), folder.Files("files"));
        foreach (string file in folder.Files("expected"))
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(folder[$"expected/{file}"]), File.ReadAllBytes(folder[$"files/{file}"]), file);
        }
    }

    [TestMethod]
    public void ExtractingTwiceIsFine()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("a/b", "1"))).With("files/a/b", "old").With("files/other", "stays");
        folder.Run("extract", "a.img", "-o", "files").Succeeded();
        Assert.AreEqual("1", File.ReadAllText(folder["files/a/b"]));
        Assert.AreEqual("stays", File.ReadAllText(folder["files/other"]));
    }

    [TestMethod]
    public void ManyRefusedNamesAreCountedNotAllPrinted()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of([.. Enumerable.Range(0, 250).Select(i => ($"../{i}", "x"))]));
        ToolRun run = folder.Run("extract", "a.img", "-o", "files").Failed(1, "FLASHFS5009", "230 more");
        StringAssert.Contains(run.Out, "0 of 250 files, 0 bytes, 250 refused", StringComparison.Ordinal);
        Assert.HasCount(21, run.Error.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public void ADamagedImageGivesWhatCanBeRead()
    {
        using var folder = new ToolFolder();
        byte[] image = Vectors.Bytes("images/espfs-heatshrink-l5.img");
        image[5] = 9; // no such compression: the first file cannot be read at all
        folder.With("a.img", image);
        ToolRun run = folder.Run("extract", "a.img", "-o", "files").Failed(1, "FLASHFS5003", "a.img: ", "app.js");
        StringAssert.StartsWith(run.Out, "files: 15 of 16 files, 81302 bytes, 1 damaged; ", StringComparison.Ordinal);
        Assert.HasCount(15, folder.Files("files"));
        CollectionAssert.AreEqual(Vectors.Bytes("inputs/index.html"), File.ReadAllBytes(folder["files/index.html"]));
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'), run.Error);
    }

    [TestMethod]
    [DataRow("espfs-heatshrink-default.img", "app.js", "compression")]
    [DataRow("espfs-heatshrink-default.img", "app.js", "length")]
    [DataRow("espfs-gzip-web.img", "data/words.txt", "cut")]
    [DataRow("espfs-gzip-web.img", "app.js", "gzip")]
    [DataRow("spiffs-idf-default.img", "data/words.txt", "spiffs")]
    public void AFileThatIsNotWholeIsLeftOutAndCounted(string vector, string damaged, string kind)
    {
        using var folder = new ToolFolder();
        folder.With("a.img", DamagedImage.Of(Vectors.Bytes($"images/{vector}"), kind)).WithInputs("expected");
        ToolRun run = folder.Run("extract", "a.img", "-o", "files");
        Assert.AreEqual(1, run.Status);
        StringAssert.Contains(run.Error, damaged, StringComparison.Ordinal);
        StringAssert.Matches(run.Out, new System.Text.RegularExpressions.Regex(@"^files: (\d+) of \d+ files, \d+ bytes, 1 damaged; "));
        string[] files = folder.Files("files");
        StringAssert.StartsWith(run.Out, $"files: {files.Length} of {files.Length + 1} files", StringComparison.Ordinal);
        CollectionAssert.DoesNotContain(files, damaged);
        foreach (string file in files)
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(folder[$"expected/{file}"]), File.ReadAllBytes(folder[$"files/{file}"]), file);
        }
    }

    [TestMethod]
    [DataRow("extract a.img", 2, "FLASHFS9003", "--output")]
    [DataRow("extract gone.img -o files", 1, "FLASHFS1001", "'gone.img'")]
    [DataRow("extract a.img -o a.img", 1, "FLASHFS9002", "is a file")]
    [DataRow("extract a.img -o a.img/files", 1, "FLASHFS9002", "files")]
    [DataRow("extract a.img -o files -f x", 2, "FLASHFS1010", "'x'")]
    public void WhatIsWrongHasACodeAndAStatus(string command, int status, string code, string fragment)
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("a", "a")));
        folder.Run(command.Split(' ')).Failed(status, code, fragment);
        CollectionAssert.AreEqual(new[] { "a.img" }, folder.Files("."));
    }
}
