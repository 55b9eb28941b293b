using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Pipeline;

[TestClass]
public sealed class SecretWarningTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("-----BEGIN PRIVATE KEY-----\nMII");

    private string Root { get; set; } = "";

    [TestInitialize]
    public void MakeFolder() => Root = Directory.CreateTempSubdirectory("flashfs-secrets-").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(Root, recursive: true);

    [TestMethod]
    public void FilesThatNobodyReadAreRead()
    {
        var diagnostics = new DiagnosticBag();
        SecretWarning.Check(Files(), "leave it out", diagnostics);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.LooksLikeSecret, "'b.txt' looks like a secret (it holds the header of a private key)", "leave it out");
    }

    [TestMethod]
    public void FilesThatAreInAnImageAreNotReadAgain()
    {
        FlashFileSet files = Files();
        Thread.Sleep(50); // what was written a moment ago is read once more
        var diagnostics = new DiagnosticBag();
        SpiffsFormat format = SpiffsFormat.Instance;
        Assert.IsNotNull(ImageBuilder.Build(format, files, OptionValues.Defaults(format), 0x10000, verify: true, diagnostics));
        AssertDiagnostics.None(diagnostics);
        Directory.Delete(Root, recursive: true);
        Directory.CreateDirectory(Root);
        SecretWarning.Check(files, "leave it out", diagnostics);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.LooksLikeSecret, "'b.txt' looks like a secret");
    }

    [TestMethod]
    public void AFileThatIsGoneIsSaidToBe()
    {
        FlashFileSet files = Files();
        File.Delete(Path.Combine(Root, "b.txt"));
        var diagnostics = new DiagnosticBag();
        SecretWarning.Check(files, "leave it out", diagnostics);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.FileUnreadable, "'b.txt'");
    }

    private FlashFileSet Files()
    {
        File.WriteAllBytes(Path.Combine(Root, "a.txt"), Key[..^8]);
        File.WriteAllBytes(Path.Combine(Root, "b.txt"), Key);
        var diagnostics = new DiagnosticBag();
        string[] names = ["a.txt", "b.txt"];
        var files = FlashFileSet.Sorted(names.Select(name => new FlashFile(FlashPath.Parse(name), FlashContents.FromFile(Path.Combine(Root, name), name))), diagnostics);
        AssertDiagnostics.None(diagnostics);
        return files;
    }
}
