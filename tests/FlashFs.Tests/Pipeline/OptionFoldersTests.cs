using System.Text;
using System.Text.Json;
using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.ChirpOs;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Pipeline;

/// <summary>Folders that options name are inputs like any other.</summary>
[TestClass]
public sealed class OptionFoldersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-option-folders-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void AFileOfTheFolderIsAnInputOfTheImage()
    {
        Write("flash/a.txt", "1");
        Write("flash/b.txt", "2");
        Write("base/a.txt", "1");
        Write("base/.DS_Store", "left out");
        Assert.IsTrue(Build().Changed);
        Assert.AreEqual("b.txt", Saved());
        Assert.IsFalse(Build().Changed, "nothing changed");

        // Contents, a new file, a removed one, another time only.
        Write("base/b.txt", "2");
        Assert.IsTrue(Build().Changed);
        Assert.AreEqual("", Saved());
        Write("base/a.txt", "other");
        StageResult result = Build();
        StringAssert.Contains(string.Join('\n', result.Lines), "files of baseDirectory");
        Assert.AreEqual("a.txt", Saved());
        File.Delete(Path.Combine(_folder, "base", "b.txt"));
        Assert.IsTrue(Build().Changed);
        Assert.AreEqual("a.txt b.txt", Saved());
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "base", "a.txt"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Assert.IsFalse(Build().Changed);
    }

    [TestMethod]
    public void TheOptionIsWrittenDownAsTheProjectHasIt()
    {
        Write("flash/a.txt", "1");
        Write("base/a.txt", "1");
        Build();
        string layout = File.ReadAllText(Path.Combine(_folder, "obj", "layout.json"));
        StringAssert.Contains(layout, "\"base\"");
        Assert.DoesNotContain(_folder, layout);
        Assert.DoesNotContain(_folder, File.ReadAllText(Path.Combine(_folder, "obj", "state.bin")));
    }

    [TestMethod]
    public void AFolderThatIsNotThereIsAnError()
    {
        Write("flash/a.txt", "1");
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => Build());
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.FolderNotFound, "base");
    }

    [TestMethod]
    public void ACommandLineLoadsItsFoldersFromTheCurrentOne()
    {
        Write("base/d/a.txt", "1");
        var diagnostics = new DiagnosticBag();
        OptionValues values = OptionValues.Resolve(
            ChirpOsFormat.Instance, [new OptionLayer("command line", new Dictionary<string, string> { ["baseDirectory"] = "base" })], diagnostics);
        OptionValues loaded = OptionFolders.Load(values, _folder, diagnostics);
        AssertDiagnostics.None(diagnostics);
        FlashFolder folder = ChirpOsOptions.From(loaded).BaseDirectory;
        Assert.AreEqual("base", folder.Text);
        Assert.AreEqual("d/a.txt", folder.Files!.Single().Path.Value);
        Assert.AreEqual("command line", loaded.Texts.First().Origin);
        Assert.AreSame(folder, ChirpOsOptions.From(OptionFolders.Load(loaded, "/elsewhere", diagnostics)).BaseDirectory, "it was listed already");
        OptionFolders.Load(values, Path.Combine(_folder, "base"), diagnostics);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.FolderNotFound, "base");
        OptionValues none = OptionValues.Defaults(ChirpOsFormat.Instance);
        Assert.AreSame(none, OptionFolders.Load(none, _folder, diagnostics));
    }

    private StageResult Build()
    {
        var diagnostics = new DiagnosticBag();
        StageResult? result = ImagesStage.Run(Project, diagnostics);
        diagnostics.ThrowIfErrors();
        return result!;
    }

    private FlashProject Project => new()
    {
        Folder = _folder,
        IntermediateFolder = Path.Combine(_folder, "obj"),
        DefaultExcludes = ".DS_Store",
        Files = [.. Directory.EnumerateFiles(Path.Combine(_folder, "flash")).Order(StringComparer.Ordinal).Select(file => new ProjectFile(file, Path.GetFileName(file)))],
        Images =
        [
            new ProjectImage("chirpos.txt", "chirpos") { Options = new Dictionary<string, string> { ["BaseDirectory"] = "base" } },
        ],
    };

    private string Saved()
    {
        string packed = Encoding.Unicode.GetString(File.ReadAllBytes(Path.Combine(_folder, "obj", "chirpos.txt")));
        Assert.IsTrue(LzString.TryDecompressFromUtf16(packed, out string? json, out _));
        using JsonDocument document = JsonDocument.Parse(json);
        return string.Join(' ', document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Object).Select(member => member.Name));
    }

    private void Write(string relative, string text)
    {
        string path = Path.Combine(_folder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
