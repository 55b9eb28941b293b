using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.SimpleFs;
using static FlashFs.Tests.Formats.SimpleFs.SimpleFsTestFiles;

namespace FlashFs.Tests.Formats.SimpleFs;

/// <summary>Where imports lead. FlashFs.Engines.Tests asks the VM the same.</summary>
[TestClass]
public sealed class SimpleFsLoaderTests
{
    private static readonly SimpleFsLoader Loader = new(
    [
        File("index.js", "1"), File("x.js", "1"), File("only.bc", "1"), File("empty.js", ""), File("hollow.js", ""), File("hollow.bc", "1"),
        File("both.js", "1"), File("both.bc", "1"), File("data.json", "{}"), File("lib/a.js", "1"), File("lib/deep/b.js", "1"), File("lib/.h.js", "1"),
    ]);

    [TestMethod]
    // From the root.
    [DataRow("./x.js", null, "x.js", "x.js")]
    [DataRow("x.js", null, "x.js", "x.js")]
    [DataRow("././x.js", null, "x.js", "x.js")]
    [DataRow("./lib/a.js", null, "lib/a.js", "lib/a.js")]
    [DataRow("./only.js", null, "only.js", "only.bc")]
    [DataRow("./only.bc", null, "only.bc", "only.bc")]
    [DataRow("./both.js", null, "both.js", "both.js")]
    [DataRow("./both.bc", null, "both.bc", "both.bc")]
    [DataRow("./hollow.js", null, "hollow.js", "hollow.bc")]
    [DataRow("./data.json", null, "data.json", "data.json")]
    // From a folder.
    [DataRow("./deep/b.js", "lib/a.js", "lib/deep/b.js", "lib/deep/b.js")]
    [DataRow("./.h.js", "lib/a.js", "lib/.h.js", "lib/.h.js")]
    [DataRow(".h.js", "lib/a.js", "lib/.h.js", "lib/.h.js")]
    [DataRow("../a.js", "lib/deep/b.js", "lib/a.js", "lib/a.js")]
    [DataRow("../../x.js", "lib/deep/b.js", "x.js", "x.js")]
    [DataRow(".././../x.js", "lib/deep/b.js", "x.js", "x.js")]
    [DataRow("x.js", "lib/deep/b.js", "x.js", "x.js")]
    [DataRow("lib/a.js", "lib/deep/b.js", "lib/a.js", "lib/a.js")]
    public void AnImportLeadsToAFile(string specifier, string? importer, string name, string path)
    {
        SimpleFsModule module = Loader.Resolve(specifier, importer is null ? null : FlashPath.Parse(importer));
        Assert.AreEqual(new SimpleFsModule(name, SimpleFsModuleKind.File) { Path = FlashPath.Parse(path) }, module);
    }

    [TestMethod]
    [DataRow("./y.js", null, "y.js", "there is neither 'y.js' nor 'y.bc'")]
    [DataRow("./a.js", null, "a.js", "there is neither 'a.js' nor 'a.bc'")]
    [DataRow("a.js", "lib/deep/b.js", "a.js", "there is neither 'a.js' nor 'a.bc'")]
    [DataRow("./X.js", null, "X.js", "there is neither 'X.js' nor 'X.bc'")]
    [DataRow("./x", null, "x", "there is no 'x'; the VM adds no extension, so write './x.js'")]
    [DataRow("./only", null, "only", "there is no 'only'; the VM adds no extension, so write './only.js'")]
    [DataRow("./lib", null, "lib", "there is no 'lib'")]
    [DataRow("./empty.js", null, "empty.js", "'empty.js' has 0 bytes, which counts as missing, and there is no 'empty.bc'")]
    [DataRow("/x.js", "lib/a.js", "/x.js", "there is neither '/x.js' nor '/x.bc'")]
    [DataRow("./lib/../x.js", null, "lib/../x.js", "there is neither 'lib/../x.js' nor 'lib/../x.bc'")]
    [DataRow("./lib//a.js", null, "lib//a.js", "there is neither 'lib//a.js' nor 'lib//a.bc'")]
    [DataRow("../x.js", null, "../x.js", "it leads above the root of the image")]
    [DataRow("../../../x.js", "lib/deep/b.js", "../x.js", "it leads above the root of the image")]
    [DataRow(".js", null, ".js", "there is no '.js'")]
    [DataRow("", null, "", "there is no ''")]
    public void AnImportLeadsNowhere(string specifier, string? importer, string name, string problem)
    {
        SimpleFsModule module = Loader.Resolve(specifier, importer is null ? null : FlashPath.Parse(importer));
        Assert.AreEqual(new SimpleFsModule(name, SimpleFsModuleKind.Missing) { Problem = problem }, module);
    }

    [TestMethod]
    public void ANameOver255BytesLeadsNowhere()
    {
        SimpleFsModule module = Loader.Resolve("./" + new string('n', 253) + ".js");
        Assert.AreEqual(SimpleFsModuleKind.Missing, module.Kind);
        StringAssert.Contains(module.Problem!, "more than 255 bytes", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("@ckb-js-std/bindings", "lib/deep/b.js", SimpleFsModuleKind.Native)]
    [DataRow("./@ckb-js-std/bindings", "index.js", SimpleFsModuleKind.Native)]
    [DataRow("./@ckb-js-std/bindings", "lib/a.js", SimpleFsModuleKind.Missing)]
    [DataRow("@ckb-js-std/core", "index.js", SimpleFsModuleKind.Missing)]
    public void TheBindingsAreNative(string specifier, string importer, SimpleFsModuleKind expected) =>
        Assert.AreEqual(expected, Loader.Resolve(specifier, FlashPath.Parse(importer)).Kind);

    [TestMethod]
    public void AnImporterWithDotsInItsNameIsNotLeftByThem() =>
        Assert.AreEqual("lib/../../x.js", SimpleFsLoader.Normalise("../x.js", "lib/../a.js"));

    [TestMethod]
    [DataRow("index.js index.bc", "index.js", true)]
    [DataRow("index.bc a.js", "index.bc", true)]
    [DataRow("a.js lib/index.js", null, false)]
    [DataRow("index.js= index.bc", "index.js", false)]
    public void TheEntryFileIsSourceBeforeBytecode(string files, string? expected, bool runnable)
    {
        SimpleFsLoader loader = Of(files);
        Assert.AreEqual(expected, loader.EntryFile?.Value);
        Assert.AreEqual(runnable, loader.IsRunnable);
    }

    [TestMethod]
    [DataRow("init.js init.bc", "init.js")]
    [DataRow("init.js= init.bc", "init.js")]
    [DataRow("init.bc", "init.bc")]
    [DataRow("lib/init.js", null)]
    public void TheInitFileIsSourceBeforeBytecodeEvenIfEmpty(string files, string? expected) =>
        Assert.AreEqual(expected, Of(files).InitFile?.Value);

    [TestMethod]
    public void AnImageIsResolvedAsItsFilesAre()
    {
        byte[] image = new SimpleFsTestImage().Add("index.js", "").Add("index.js", "second").Add("a.bc", "1").ToArray();
        var loader = new SimpleFsLoader(SimpleFsVolume.Open(image, ReadMode.Salvage));
        Assert.IsFalse(loader.IsRunnable, "the first index.js counts");
        Assert.AreEqual("a.bc", loader.Resolve("./a.js").Path?.Value);
    }

    // Names; a = behind one makes it empty.
    private static SimpleFsLoader Of(string files) =>
        new(files.Split(' ').Select(name => File(name.TrimEnd('='), name.EndsWith('=') ? "" : "1")));
}
