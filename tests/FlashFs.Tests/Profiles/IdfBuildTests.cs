using FlashFs.Diagnostics;
using FlashFs.Profiles;

namespace FlashFs.Tests.Profiles;

[TestClass]
public sealed class IdfBuildTests
{
    [TestMethod]
    // The syntax: at the place itself.
    [DataRow("{", 1, 2, "is no JSON")]
    [DataRow("{\n  \"flash_files\": {\n    \"0x0\" \"a.bin\" }}", 3, 11, "is no JSON")]
    [DataRow("{ \"naïve\": tru }", 1, 15, "is no JSON")]
    [DataRow("", 1, 1, "is no JSON")]
    [DataRow("{ \"flash_files\": { \"0x0\": \"a.bin\" } } more", 1, 39, "is no JSON")]
    // The shape.
    [DataRow("[]", 1, 1, "is no object")]
    [DataRow("{}", 0, 0, "has no flash_files")]
    [DataRow("{ \"flash_files\": {} }", 0, 0, "lists no files")]
    [DataRow("{\n\"flash_files\": []}", 2, 16, "flash_files of 'f.json' is no object")]
    [DataRow("{ \"flash_files\": { \"0xzz\": \"a.bin\" } }", 1, 28, "'0xzz' in flash_files of 'f.json' is no offset")]
    [DataRow("{ \"flash_files\": { \"0x0\": 7 } }", 1, 27, "0x0 of 'f.json' is no text")]
    [DataRow("{ \"flash_files\": { \"0x0\": \"\" } }", 1, 27, "names no file")]
    [DataRow("{ \"flash_files\": { \"0x0\": \"a.bin\" },\n \"extra_esptool_args\": { \"chip\": null } }", 2, 34, "chip of 'f.json' is no text")]
    [DataRow("{ \"flash_files\": { \"0x0\": \"a.bin\" },\n \"flash_settings\": 3 }", 2, 20, "flash_settings of 'f.json' is no object")]
    public void WhatIsWrongIsSaidAtItsPlace(string json, int line, int column, string fragment)
    {
        using var folder = new TemporaryBuild(json);
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(IdfBuild.Read(folder.Path, Display, null, diagnostics));
        Diagnostic diagnostic = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.InvalidIdfBuild, fragment, "idf.py build");
        Assert.AreEqual(new DiagnosticLocation("f.json", line, column), diagnostic.Location);
    }

    [TestMethod]
    public void BytesThatAreNoTextAreRefused()
    {
        using var folder = new TemporaryBuild("");
        foreach (byte[] bytes in (byte[][])[[(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}'], [0xE9, 1, 2, 3], [0, 0, 0]])
        {
            File.WriteAllBytes(System.IO.Path.Combine(folder.Path, IdfBuild.FileName), bytes);
            var diagnostics = new DiagnosticBag();
            Assert.IsNull(IdfBuild.Read(folder.Path, Display, null, diagnostics));
            AssertDiagnostics.Single(diagnostics, DiagnosticCodes.InvalidIdfBuild);
        }
    }

    [TestMethod]
    public void OtherKeysAndPartsWithoutAPlaceArePassedOver()
    {
        using var folder = new TemporaryBuild("""
            {
              "comment": [1, {"flash_files": {}}], "more": null, "deep": { "offset": { "a": [] }, "file": 3 },
              "flash_settings": { "flash_size": "detect", "flash_mode": "keep", "x": {} },
              "flash_files": { "": "gone.bin", "0x10000": "a.bin", "4096": "a.bin" },
              "second": { "offset": "0x1000", "file": "a.bin", "encrypted": true },
              "extra_esptool_args": { "stub": false, "chip": "esp32c3" }
            }
            """);
        var diagnostics = new DiagnosticBag();
        IdfBuild build = IdfBuild.Read(folder.Path, Display, null, diagnostics)!;
        AssertDiagnostics.None(diagnostics);
        Assert.IsFalse(build.Size.IsGiven);
        Assert.AreEqual("keep", build.Mode.Text);
        Assert.AreEqual(("esp32c3", 6), (build.Chip.Text, build.Chip.Location!.Line));
        CollectionAssert.AreEqual((long[])[0x1000, 0x10000], build.Parts.Select(part => part.Offset).ToArray());
        Assert.IsTrue(build.Parts[0] is { Name: "second", Encrypted: true } && build.Encrypts);
        Assert.IsTrue(build.Parts[1] is { Name: null, Encrypted: false });
    }

    private static string Display(string path) =>
        System.IO.Path.GetFileName(path) is var name && name == IdfBuild.FileName ? "f.json" : name;

    private sealed class TemporaryBuild : IDisposable
    {
        public TemporaryBuild(string json)
        {
            File.WriteAllText(System.IO.Path.Combine(Path, IdfBuild.FileName), json);
            File.WriteAllText(System.IO.Path.Combine(Path, "a.bin"), "a");
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("flashfs-idf-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
