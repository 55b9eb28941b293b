using FlashFs.Engines.Tests.Scripting;
using FlashFs.Files;
using FlashFs.Formats.SimpleFs;
using FlashFs.Pipeline;
using FlashFs.Scripting;

namespace FlashFs.Engines.Tests.Ckb;

/// <summary>The sample CkbModules with bytecode, run by the real VM.</summary>
[TestClass]
public sealed class CkbBytecodeTests
{
    // What the VM runs by itself.
    private static readonly ProjectScripts Entries = new() { Entries = [new ModuleEntry("index.js", null), new ModuleEntry("init.js", null)] };

    private static string Sample => Repository.PathOf("samples", "CkbModules");

    [TestMethod]
    [DataRow("issue", 0)]
    [DataRow("resale", 0)]
    [DataRow("scalped", 30)]
    [DataRow("forged", 20)]
    public void PlaceholdersRunAndLogTheSameAsSources(string transaction, int code)
    {
        string input = File.ReadAllText(Path.Combine(Sample, "transactions", $"{transaction}.json"));
        FlashFileSet compiled = Compile();
        Assert.IsTrue(compiled.All(file => file.Path.Value.EndsWith(".bc", StringComparison.Ordinal)), "bytecode and nothing else");
        CkbRun sources = CkbRun.FromCell(CkbImages.PackFolder(Path.Combine(Sample, "flash")), input);
        CkbRun bytecode = CkbRun.FromCell(CkbImages.Pack(compiled), input);
        Assert.AreEqual(code, sources.Code, sources.ToString());
        Assert.AreEqual(code, bytecode.Code, bytecode.ToString());
        CollectionAssert.AreEqual(Story(sources), Story(bytecode));
    }

    [TestMethod]
    public void AnUnreachableModuleDoesNotChangeTheImage()
    {
        byte[] image = CkbImages.Pack(Compile(Entries));
        CollectionAssert.AreEqual(image, CkbImages.Pack(Compile(Entries, CkbImages.File("lib/unused.js", "import './nowhere.js';"))));
        CollectionAssert.AreEqual(image, CkbImages.Pack(Compile()), "the sample has no module that nothing reaches");
    }

    [TestMethod]
    [DataRow("#!/usr/bin/env qjs\nconsole.log('ran');", DisplayName = "a hashbang")]
    [DataRow("\uFEFFconsole.log('ran');", DisplayName = "a byte order mark")]
    [DataRow("// */ /*\nconsole.log('ran'); //", DisplayName = "comments")]
    public void WhatBeginsAModuleStillRunsBehindTheLine(string source)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("flashfs-ckb-");
        File.WriteAllText(Path.Combine(folder.FullName, "index.js"), source);
        byte[] image = CkbImages.Pack(CompiledFolder.Of(folder.FullName, SimpleFsFormat.Instance, "Placeholder"));
        folder.Delete(recursive: true);
        CkbRun.FromFile(image).Is(0, "ran");
    }

    // The last line counts cycles, which reading another name and a comment costs.
    private static string[] Story(CkbRun run) => [.. run.Log.Where(line => !line.Contains("accepted after", StringComparison.Ordinal))];

    private static FlashFileSet Compile(ProjectScripts? scripts = null, params IEnumerable<FlashFile> more) =>
        CompiledFolder.Of(Path.Combine(Sample, "flash"), SimpleFsFormat.Instance, "Placeholder", scripts, null, more);
}
