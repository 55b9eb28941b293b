using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Scripting;

namespace FlashFs.Tests.Scripting;

[TestClass]
public sealed class ModuleGraphTests
{
    [TestMethod]
    public void WhatNoEntryReachesStaysOut()
    {
        ModuleTestFiles files = Application();
        ModuleGraph graph = files.Graph(ModuleLoaders.Ckb, "index.js");
        Assert.AreEqual("index.js lib/a.js lib/b.js", ModuleTestFiles.Names(graph.Modules));
        Assert.AreEqual("index.js", ModuleTestFiles.Names(graph.Roots));
        Assert.AreEqual("lib/old.bc lib/old.js", string.Join(' ', graph.Unreached.Select(file => file.Path)));
        Assert.AreEqual(14 + 3, graph.UnreachedLength);
        Assert.AreEqual(graph.Modules.Sum(module => module.File.Contents.Length), graph.ReachedLength);
        Assert.IsTrue(graph.Includes(FlashPath.Parse("readme.txt")), "no module");
        Assert.IsTrue(graph.Includes(FlashPath.Parse("lib/b.js")));
        Assert.IsFalse(graph.Includes(FlashPath.Parse("lib/old.js")));
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, graph.Modules.Select(module => module.Depth).ToArray());
        Assert.AreEqual(new ExternalModule("@ckb-js-std/bindings", 2), graph.Externals.Single());
        AssertDiagnostics.None(files.Diagnostics);
    }

    [TestMethod]
    public void WithoutEntriesEveryModuleIsARoot()
    {
        ModuleTestFiles files = Application();
        ModuleGraph graph = files.Graph(ModuleLoaders.Ckb);
        Assert.AreEqual("index.js lib/a.js lib/b.js lib/old.bc lib/old.js", ModuleTestFiles.Names(graph.Roots));
        Assert.IsEmpty(graph.Unreached);
    }

    [TestMethod]
    public void WhatIsKeptIsARootWithAllThatItReaches()
    {
        ModuleTestFiles files = new ModuleTestFiles()
            .Add("index.js", "const load = name => import(`./plugins/${name}.js`);")
            .Add("plugins/a.js", "import '../shared.js'")
            .Add("plugins/b.js", "")
            .Add("shared.js", "1")
            .Add("other.js", "1");
        ModuleGraph graph = files.Graph(files.Request(ModuleLoaders.Relative, "index.js") with { Keep = ModuleTestFiles.Globs("plugins/**") });
        Assert.AreEqual("index.js plugins/a.js plugins/b.js shared.js", ModuleTestFiles.Names(graph.Modules));
        Assert.AreEqual("plugins/a.js plugins/b.js", ModuleTestFiles.Names(graph.Modules.Where(module => module.IsKept)));
        Assert.AreEqual("index.js", graph.UnknownArguments.Single().Path.Value);
        AssertDiagnostics.None(files.Diagnostics);
    }

    [TestMethod]
    public void ImportsThatLeadNowhereAreAllReportedWhereTheyStand()
    {
        ModuleTestFiles files = new ModuleTestFiles()
            .Add("b.js", "// é\r\nexport * from './uitl.js';\nimport x from \"./Util.js\";")
            .Add("a.js", "import './lib/gone.js'; import './b.js'; import './util'; import '../x.js'")
            .Add("other/gone.js", "1")
            .Add("util.js", "1");
        files.Graph(ModuleLoaders.Ckb, "a.js");
        Diagnostic[] errors = [.. files.Diagnostics];
        Assert.IsTrue(errors.All(error => error.Descriptor == DiagnosticCodes.ModuleNotFound));
        CollectionAssert.AreEqual(
            new[] { "app/a.js(1,9)", "app/a.js(1,50)", "app/a.js(1,67)", "app/b.js(2,16)", "app/b.js(3,16)" },
            errors.Select(error => error.Location!.ToString()).ToArray());
        string[] fragments =
        [
            "neither 'lib/gone.js' nor 'lib/gone.bc'; did you mean 'other/gone.js'?",
            "write './util.js'",
            "it leads above the root",
            "did you mean 'util.js'?",
            "'util.js' differs from 'Util.js' only by case",
        ];
        foreach ((Diagnostic error, string fragment) in errors.Zip(fragments))
        {
            StringAssert.Contains(error.Message, fragment, StringComparison.Ordinal);
            StringAssert.Contains(error.Message, "FlashModuleExternal", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void AModuleOfNoBytesIsSaidToBeThat()
    {
        ModuleTestFiles files = new ModuleTestFiles().Add("index.js", "import './empty.js'").Add("empty.js", "");
        files.Graph(ModuleLoaders.Ckb, "index.js");
        AssertDiagnostics.Single(files.Diagnostics, DiagnosticCodes.ModuleNotFound, "'empty.js' has 0 bytes, which counts as missing, and there is no 'empty.bc'. ");
    }

    [TestMethod]
    public void NamesThatTheTargetProvidesAreNotLookedFor()
    {
        ModuleTestFiles files = new ModuleTestFiles()
            .Add("init.js", "require('wifi'); require('./lib/net'); require('gpio.js')")
            .Add("gpio.js", "");
        ModuleGraph graph = files.Graph(files.Request(ModuleLoaders.Duktape, "init.js") with { Externals = ["wifi", "lib/net"] });
        Assert.AreEqual("lib/net wifi", string.Join(' ', graph.Externals.Select(external => external.Name)));
        AssertDiagnostics.None(files.Diagnostics);
    }

    [TestMethod]
    public void AnEntryThatDoesNotExistIsAnError()
    {
        ModuleTestFiles files = new ModuleTestFiles().Add("index.js", "").Add("main.js", "");
        files.Graph(ModuleLoaders.Ckb, "Index.js", "mian.js", "../x.js");
        Diagnostic[] errors = [.. files.Diagnostics];
        Assert.HasCount(3, errors);
        Assert.IsTrue(errors.All(error => error.Descriptor == DiagnosticCodes.ModuleEntryNotFound && error.Location!.Line == 7));
        StringAssert.Contains(errors[0].Message, "'index.js' differs from 'Index.js' only by case", StringComparison.Ordinal);
        StringAssert.Contains(errors[1].Message, "did you mean 'main.js'?", StringComparison.Ordinal);
        StringAssert.Contains(errors[2].Message, "no file '../x.js'", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ArgumentsThatOnlyRunningTellsAreAWarningWhereNothingIsKept()
    {
        ModuleTestFiles files = new ModuleTestFiles().Add("init.js", "var n = 'x';\n  require(n + '.js'); require(n)");
        ModuleGraph graph = files.Graph(ModuleLoaders.Duktape, "init.js");
        Assert.HasCount(2, graph.UnknownArguments);
        Assert.HasCount(2, files.Diagnostics);
        Assert.IsTrue(files.Diagnostics.All(item => item.Descriptor == DiagnosticCodes.ModuleArgumentUnknown && item.Message.Contains("FlashModuleKeep", StringComparison.Ordinal)));
        Assert.AreEqual("app/init.js(2,11)", files.Diagnostics.First().Location!.ToString());

        var again = new ModuleTestFiles().Add("init.js", "require(n)");
        again.Graph(ModuleLoaders.Duktape);
        AssertDiagnostics.None(again.Diagnostics);
    }

    [TestMethod]
    public void APatternThatKeepsNothingIsAWarning()
    {
        ModuleTestFiles files = new ModuleTestFiles().Add("init.js", "require(n)").Add("plugins/a.txt", "");
        files.Graph(files.Request(ModuleLoaders.Duktape, "init.js") with { Keep = ModuleTestFiles.Globs("plugins/**") });
        AssertDiagnostics.Single(files.Diagnostics, DiagnosticCodes.ModuleKeepMatchesNothing, "'plugins/**'", "none of 1");
    }

    [TestMethod]
    public void AFormThatTheTargetDoesNotHaveIsAWarningWhereAFileStaysOutForIt()
    {
        ModuleTestFiles files = new ModuleTestFiles()
            .Add("init.js", "import x from './lost.js'; require('both'); import('./both.js'); import './gone.js'")
            .Add("lost.js", "1")
            .Add("both.js", "1");
        ModuleGraph graph = files.Graph(ModuleLoaders.Duktape, "init.js");
        Assert.AreEqual("both.js init.js", ModuleTestFiles.Names(graph.Modules));
        Diagnostic warning = AssertDiagnostics.Single(files.Diagnostics, DiagnosticCodes.ModuleFormNotFollowed, "Duktape has no import", "'lost.js'");
        Assert.HasCount(1, files.Diagnostics, "what is not there is no loss");
        Assert.AreEqual("app/init.js(1,16)", warning.Location!.ToString());
    }

    [TestMethod]
    public void AScriptThatBreaksOffIsAWarning()
    {
        ModuleTestFiles files = new ModuleTestFiles().Add("index.js", "f(1)\n  /* and then");
        files.Graph(ModuleLoaders.Ckb, "index.js");
        Diagnostic warning = AssertDiagnostics.Single(files.Diagnostics, DiagnosticCodes.ScriptUnterminated);
        Assert.AreEqual("app/index.js(2,3)", warning.Location!.ToString());
    }

    [TestMethod]
    public void AnUnknownLoaderIsAnErrorThatNamesTheOthers()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(ModuleLoaders.Find("Duktap", null, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.UnknownModuleLoader, "did you mean 'Duktape'?", "Ckb, Duktape, Relative");
        Assert.AreSame(ModuleLoaders.Relative, ModuleLoaders.Find("relative", null, diagnostics));
    }

    [TestMethod]
    public void CyclesAreFound()
    {
        ModuleTestFiles files = new ModuleTestFiles()
            .Add("a.js", "import './b.js'; import './self.js'; import './d.js'")
            .Add("b.js", "import './c.js'")
            .Add("c.js", "import './a.js'; import './d.js'")
            .Add("d.js", "import './e.js'")
            .Add("e.js", "import './d.js'")
            .Add("f.js", "import './a.js'")
            .Add("self.js", "import './self.js'");
        ModuleGraph graph = files.Graph(ModuleLoaders.Relative, "f.js");
        CollectionAssert.AreEqual(
            new[] { "a.js b.js c.js", "d.js e.js", "self.js" },
            graph.Cycles.Select(cycle => string.Join(' ', cycle.Paths)).ToArray());
        AssertDiagnostics.None(files.Diagnostics);
    }

    [TestMethod]
    public void ContentsOfOneLevelAreAskedForAtOnceAndAreWhatIsScanned()
    {
        ModuleTestFiles files = new ModuleTestFiles()
            .Add("index.ts.js", "whatever")
            .Add("b.js", "whatever").Add("a.js", "whatever").Add("data.json", "[]").Add("c.bc", "x").Add("late.js", "");
        var levels = new List<string>();
        ModuleGraph graph = files.Graph(files.Request(ModuleLoaders.Relative, "index.ts.js") with
        {
            Read = level =>
            {
                levels.Add(string.Join(' ', level.Select(file => file.Path)));
                return [.. level.Select(file => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Path.Value switch
                {
                    "index.ts.js" => "import './b.js'; import './a.js'; import d from './data.json' with { type: 'json' }; import './c.bc'",
                    "a.js" => "import './late.js'",
                    _ => "",
                }))];
            },
        });
        CollectionAssert.AreEqual(new[] { "index.ts.js", "a.js b.js", "late.js" }, levels);
        Assert.AreEqual("a.js b.js c.bc data.json index.ts.js late.js", ModuleTestFiles.Names(graph.Modules));
    }

    [TestMethod]
    public void TheOrderOfTheFilesDoesNotMatter()
    {
        string[] paths = [.. Enumerable.Range(0, 60).Select(i => $"m{i * 7 % 60}.js")];
        string[] results = [.. new[] { paths, paths.Reverse(), paths.Order(StringComparer.Ordinal) }.Select(order =>
        {
            var files = new ModuleTestFiles();
            foreach (string path in order)
            {
                files.Add(path, $"import './m{(path.Length * 11) + path[1]}.js'; import './{paths[(path[1] * 3) % 60]}'; import './nowhere{path}'; require(x)");
            }

            ModuleGraph graph = files.Graph(ModuleLoaders.Relative, "m0.js", "m7.js");
            return $"{ModuleTestFiles.Names(graph.Modules)} {string.Join(' ', graph.Cycles.SelectMany(cycle => cycle.Paths))} {string.Join('\n', files.Diagnostics)}";
        })];
        Assert.AreEqual(results[0], results[1]);
        Assert.AreEqual(results[0], results[2]);
        Assert.Contains("nowhere", results[0]);
    }

    private static ModuleTestFiles Application() => new ModuleTestFiles()
        .Add("lib/old.js", "import './a.js'".Remove(14))
        .Add("lib/old.bc", "\0\0\0")
        .Add("lib/b.js", "import * as bindings from '@ckb-js-std/bindings'; export const b = 1;")
        .Add("lib/a.js", "export { b } from './b.js'")
        .Add("index.js", "import * as bindings from \"@ckb-js-std/bindings\";\nimport { b } from './lib/a.js';")
        .Add("readme.txt", "import './nothing.js'");
}
