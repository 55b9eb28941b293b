using FlashFs.Files;
using FlashFs.Scripting;

namespace FlashFs.Tests.Scripting;

[TestClass]
public sealed class ModuleLoaderTests
{
    private const string Project =
        "index.js lib/a.js lib/b.bc lib/c.js lib/c.bc lib/deep/d.js lib/data.json lib/noext a.js .hidden.js web/page.js";

    [TestMethod]
    [DataRow("./a.js", "lib/x.js", "lib/a.js")]
    [DataRow("./b.js", "lib/x.js", "lib/b.bc")]
    [DataRow("./c.js", "lib/x.js", "lib/c.js")]
    [DataRow("../a.js", "lib/deep/x.js", "lib/a.js")]
    [DataRow("lib/a.js", "lib/deep/x.js", "lib/a.js")]
    [DataRow("./noext", "lib/x.js", "lib/noext")]
    [DataRow("@ckb-js-std/bindings", "lib/x.js", "external @ckb-js-std/bindings")]
    [DataRow("./a", "lib/x.js", "missing lib/a: lib/a")]
    [DataRow("./e.js", "lib/x.js", "missing lib/e.js: lib/e.js lib/e.bc")]
    [DataRow("a.js", "lib/x.js", "a.js")]
    public void CkbTakesDotsFromTheImporterAndAllElseFromTheRoot(string specifier, string importer, string expected) =>
        Check(ModuleLoaders.Ckb, ModuleReferenceKind.Import, specifier, importer, expected);

    // What duk__resolve_module_id and modSearch make of it.
    [TestMethod]
    [DataRow("a", "lib/x.js", "a.js")]
    [DataRow("a.js", "lib/x.js", "a.js")]
    [DataRow("./a", "lib/x.js", "lib/a.js")]
    [DataRow("./a.js", "lib/x.js", "lib/a.js")]
    [DataRow("../a", "lib/x.js", "a.js")]
    [DataRow(".././../a", "lib/deep/x.js", "a.js")]
    [DataRow("./deep///d", "lib/x.js", "lib/deep/d.js")]
    [DataRow("lib/../lib/./a", "x.js", "lib/a.js")]
    [DataRow("a\0b", "x.js", "a.js")]
    [DataRow("lib/b.bc", "x.js", "missing lib/b.bc: lib/b.bc.js")]
    [DataRow("./data.json", "lib/x.js", "missing lib/data.json: lib/data.json.js")]
    [DataRow("lib", "x.js", "missing lib: lib.js")]
    [DataRow("../../a", "lib/x.js", "missing ../../a: ")]
    [DataRow("/a", "x.js", "missing /a: ")]
    [DataRow("lib/", "x.js", "missing lib/: ")]
    [DataRow("", "x.js", "missing : ")]
    [DataRow("..", "lib/x.js", "missing ..: ")]
    [DataRow(".hidden", "x.js", "missing .hidden: ")]
    public void DuktapeMakesAnIdAndAppendsTheExtension(string specifier, string importer, string expected) =>
        Check(ModuleLoaders.Duktape, ModuleReferenceKind.Require, specifier, importer, expected);

    [TestMethod]
    public void DuktapeTakesIdsUpTo255Bytes()
    {
        var files = new ModuleFiles([File($"{new string('é', 126)}a.js"), File($"{new string('é', 127)}ab.js")]);
        Assert.AreEqual(ModuleResolutionKind.File, Resolve(new string('é', 126) + "a"));
        Assert.AreEqual(ModuleResolutionKind.Missing, Resolve(new string('é', 127) + "ab"));

        ModuleResolutionKind Resolve(string id) =>
            ModuleLoaders.Duktape.Resolve(ModuleReferenceKind.Require, id, FlashPath.Parse("x.js"), files).Kind;
    }

    [TestMethod]
    [DataRow(ModuleReferenceKind.Import, "./a.js", "lib/x.js", "lib/a.js")]
    [DataRow(ModuleReferenceKind.Import, "./deep/../../a.js", "lib/x.js", "a.js")]
    [DataRow(ModuleReferenceKind.DynamicImport, "./a.js?v=2#x", "lib/x.js", "lib/a.js")]
    [DataRow(ModuleReferenceKind.ExportFrom, "./a", "lib/x.js", "missing lib/a: lib/a")]
    [DataRow(ModuleReferenceKind.Import, "../../a.js", "lib/x.js", "missing ../../a.js: ")]
    [DataRow(ModuleReferenceKind.Require, "./a", "lib/x.js", "lib/a.js")]
    [DataRow(ModuleReferenceKind.Require, "./data", "lib/x.js", "lib/data.json")]
    [DataRow(ModuleReferenceKind.Require, "./e", "lib/x.js", "missing lib/e: lib/e lib/e.js lib/e.json")]
    [DataRow(ModuleReferenceKind.Require, "fs", "lib/x.js", "external fs")]
    [DataRow(ModuleReferenceKind.Import, "/lib/a.js", "lib/x.js", "external /lib/a.js")]
    [DataRow(ModuleReferenceKind.Import, "https://example.org/a.js", "lib/x.js", "external https://example.org/a.js")]
    public void RelativeChecksDotsOnly(ModuleReferenceKind kind, string specifier, string importer, string expected) =>
        Check(ModuleLoaders.Relative, kind, specifier, importer, expected);

    [TestMethod]
    public void EachLoaderFollowsTheFormsOfItsTarget()
    {
        Assert.AreEqual("Import ExportFrom DynamicImport", Followed(ModuleLoaders.Ckb));
        Assert.AreEqual("Require", Followed(ModuleLoaders.Duktape));
        Assert.AreEqual("Import ExportFrom DynamicImport Require", Followed(ModuleLoaders.Relative));

        static string Followed(ModuleLoader loader) => string.Join(' ', Enum.GetValues<ModuleReferenceKind>().Where(loader.Follows));
    }

    private static void Check(ModuleLoader loader, ModuleReferenceKind kind, string specifier, string importer, string expected)
    {
        var files = new ModuleFiles(Project.Split(' ').Select(File));
        ModuleResolution resolution = loader.Resolve(kind, specifier, FlashPath.Parse(importer), files);
        string actual = resolution.Kind switch
        {
            ModuleResolutionKind.File => resolution.Path!.Value.Value,
            ModuleResolutionKind.External => $"external {resolution.Name}",
            _ => $"missing {resolution.Name}: {string.Join(' ', resolution.Tried)}",
        };
        Assert.AreEqual(expected, actual);
        Assert.AreEqual(resolution.Kind == ModuleResolutionKind.Missing, resolution.Problem is not null);
    }

    private static FlashFile File(string path) => new(FlashPath.Parse(path), FlashContents.FromMemory("1"u8.ToArray()));
}
