using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Pipeline;

namespace FlashFs.Tool.Tests;

/// <summary>
/// One table of names that must not become files, held against every format that can have them, by the library and by the
/// tool: the file stays out, is counted and named with the reason, and the others come out.
/// </summary>
[TestClass]
public sealed class HostileNameTests
{
    private static readonly (string Name, string Reason)[] Names =
    [
        // Out of the folder.
        ("../up", "segment '..'"),
        ("sub/../../up", "segment '..'"),
        ("sub/..", "segment '..'"),
        ("sub/./up", "segment '.'"),
        ("/root", "absolute"),
        ("//host/share", "absolute"),
        ("sub//up", "empty segment"),
        ("sub/", "empty segment"),

        // Out of the folder on Windows.
        ("..\\up", "'\\'"),
        ("sub\\..\\..\\up", "'\\'"),
        ("\\\\host\\share", "'\\'"),
        ("C:\\up", "':'"),
        ("C:/up", "':'"),
        ("C:up", "':'"),

        // Another file on Windows than the name says: devices, streams, what it drops, what it does not have.
        ("CON", "device"),
        ("nul.txt", "device"),
        ("aux/up", "device"),
        ("sub/COM1.log", "device"),
        ("lpt\u00b9", "device"),
        ("first:stream", "':'"),
        ("first.", "dot or space"),
        ("first ", "dot or space"),
        ("sub./up", "dot or space"),
        ("what?", "'?'"),
        ("a|b", "'|'"),
        ("<up>", "'<'"),
        ("esc\u001b[2J", "U+001B"),
        ("line\nline", "U+000A"),

        // Another file of the same image.
        ("FIRST", "differs from 'first' by case only"),
        ("first/up", "is the file 'first'"),
        ("First/up", "is the file 'first'"),

        // What was put into the folder before: links to a folder, to a file, to nothing, in a folder that is real.
        ("outside/up", "'outside' is a link"),
        ("outside", "a folder of that name"),
        ("passwd", "a link of that name"),
        ("nowhere", "a link of that name"),
        ("real/out/up", "'real/out' is a link"),
        ("real", "a folder of that name"),

        // Longer than a file system takes.
        (new string('n', 256), "more than 255 bytes"),
        (string.Join('/', Enumerable.Repeat("deep", 300)), "more than 1024 bytes"),
    ];

    private static IEnumerable<object[]> Cases =>
        from format in FlashFormats.All
        from name in Names
        where FamilyImage.Named(format.Id, name.Name) is not null
        select new object[] { format.Id, name.Name, name.Reason };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void TheFileStaysOutAndTheOthersComeOut(string format, string name, string reason)
    {
        using var folder = new ToolFolder();
        byte[] image = FamilyImage.Named(format, name)!;
        folder.With("a.img", image).With("elsewhere/file", "untouched");
        foreach (string files in (string[])["by/tool", "by/library"])
        {
            Directory.CreateDirectory(folder[$"{files}/real"]);
            Directory.CreateSymbolicLink(folder[$"{files}/outside"], folder["elsewhere"]);
            Directory.CreateSymbolicLink(folder[$"{files}/real/out"], folder["elsewhere"]);
            File.CreateSymbolicLink(folder[$"{files}/passwd"], folder["elsewhere/file"]);
            File.CreateSymbolicLink(folder[$"{files}/nowhere"], folder["elsewhere/nothing"]);
        }

        ToolRun run = folder.Run("extract", "a.img", "-f", format, "-o", "by/tool").Failed(1, "FLASHFS5009", "(4 bytes) is not extracted: ", reason);
        StringAssert.StartsWith(run.Out, "by/tool: 2 of 3 files, 2 bytes, 1 refused; ", StringComparison.Ordinal);
        Assert.IsFalse(run.Error.Contains('\u001b', StringComparison.Ordinal));

        FlashFormat known = FlashFormats.All.Single(candidate => candidate.Id == format);
        var diagnostics = new DiagnosticBag();
        ExtractionResult result = VolumeExtractor.Extract(
            known.Open(image, OptionValues.Defaults(known), ReadMode.Salvage), new ExtractionFolder(folder["by/library"]), null, diagnostics);
        Assert.AreEqual(new ExtractionResult(Files: 2, Bytes: 2, Refused: 1, Damaged: 0), result);
        Assert.Contains(found => found.Code == DiagnosticCodes.ExtractionRefused.Code && found.Message.Contains(reason, StringComparison.Ordinal), diagnostics);

        // Nothing anywhere but the two files, and what was there before is as it was.
        string[] there = [.. Directory.EnumerateFiles(folder.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(file => Path.GetRelativePath(folder.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(
            new[] { "a.img", "by/library/first", "by/library/third", "by/tool/first", "by/tool/third", "elsewhere/file" }, there);
        Assert.AreEqual("untouched", File.ReadAllText(folder["elsewhere/file"]));
        Assert.AreEqual("1", File.ReadAllText(folder["by/tool/first"]));
    }

    [TestMethod]
    public void EveryFormatHasNamesOfEachKind()
    {
        foreach (FlashFormat format in FlashFormats.All)
        {
            Assert.IsGreaterThan(25, Cases.Count(row => row[0].Equals(format.Id)), format.Id);
        }
    }
}
