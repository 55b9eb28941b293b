using System.Security.Cryptography;
using System.Text;
using FlashFs.Diagnostics;
using Microsoft.Build.Framework;

namespace FlashFs.Build.Tests;

/// <summary>Module graph and bytecode as a project meets them.</summary>
[TestClass]
public sealed class BytecodeTests : IDisposable
{
    private readonly TaskProject _project = new();

    public void Dispose() => _project.Dispose();

    [TestMethod]
    public void APlaceholderIsALineAndTheSource()
    {
        _project.Write("flash/index.js", "import './lib.js';\n").Write("flash/lib.js", "#!/bin/x\nexport {};\n").Write("flash/data.json", "{}");
        Build("Placeholder");
        Is("data.json={}", $"index.bc={Placeholder("import './lib.js';\n")}", $"lib.bc={Placeholder("#!/bin/x\nexport {};\n").Replace("#!/bin", "///bin", StringComparison.Ordinal)}");
        Line("simplefs.fs: placeholder 1 for ckb-js-vm: 2 files, ");
        StringAssert.Contains(
            File.ReadAllText(Path.Combine(_project.Folder, "obj/flash/layout.json")).Replace(" ", "", StringComparison.Ordinal), "\"engine\":\"placeholder1forckb-js-vm\"", StringComparison.Ordinal);
    }

    [TestMethod]
    public void WhatNoEntryReachesStaysOutAndIsCounted()
    {
        _project.Write("flash/index.js", "import './a.js';\n").Write("flash/a.js", "export {};\n").Write("flash/unused.js", "import './nowhere.js';\n").Write("flash/page.html", "<p>");
        Build("Placeholder", task => task.ModuleEntries = [TaskProject.Item("index.js")]);
        CollectionAssert.AreEqual(new[] { "a.bc", "index.bc", "page.html" }, Names());
        Line("1 module that nothing imports stays out, which saves 23 bytes: unused.js");
    }

    [TestMethod]
    public void AModuleThatNothingReachesDoesNotChangeTheImage()
    {
        _project.Write("flash/index.js", "import './a.js';\n").Write("flash/a.js", "export {};\n");
        Build("Placeholder", task => task.ModuleEntries = [TaskProject.Item("flash/index.js")]);
        byte[] before = Image();
        _project.Write("flash/unused.js", "1;");
        Build("Placeholder", task => (task.ModuleEntries, task.Files) = ([TaskProject.Item("flash/index.js")], _project.Files()));
        CollectionAssert.AreEqual(before, Image());
    }

    [TestMethod]
    public void RemovingAnImportDropsItsModule()
    {
        _project.Write("flash/index.js", "import './a.js';\nimport './b.js';\n").Write("flash/a.js", "export {};\n").Write("flash/b.js", "export {};\n");
        Build(null, task => task.ModuleEntries = [TaskProject.Item("index.js")]);
        CollectionAssert.AreEqual(new[] { "a.js", "b.js", "index.js" }, Names());
        _project.Write("flash/index.js", "import './a.js';\n");
        Build(null, task => task.ModuleEntries = [TaskProject.Item("index.js")]);
        CollectionAssert.AreEqual(new[] { "a.js", "index.js" }, Names());
    }

    [TestMethod]
    public void KeepAndExternalAreForWhatImportsDoNotShow()
    {
        _project.Write("flash/index.js", "import '@target/io';\n").Write("flash/plugins/a.js", "import '../b.js';\n").Write("flash/b.js", "1;").Write("flash/c.js", "1;");
        Build(null, task => (task.ModuleEntries, task.ModuleKeeps, task.ModuleExternals) =
            ([TaskProject.Item("index.js")], [TaskProject.Item("plugins/*.js")], [TaskProject.Item("@target/io")]));
        CollectionAssert.AreEqual(new[] { "b.js", "index.js", "plugins/a.js" }, Names());
    }

    [TestMethod]
    public void AnImportThatLeadsNowhereIsAnErrorAtItsPlace()
    {
        _project.Write("flash/index.js", "// one\n  import './lob.js';\n").Write("flash/lib.js", "1;");
        Fails("Placeholder");
        BuildMessage error = _project.Single("error", DiagnosticCodes.ModuleNotFound.Code, "lob.js", "lib.js");
        Assert.AreEqual(("flash/index.js", 2, 11), (error.File, error.Line, error.Column));
    }

    [TestMethod]
    public void BehindATransformThePlaceIsThatInTheSource()
    {
        _project.Write("flash/index.ts", "import './lob.js';\n").Write("flash/lib.js", "1;");
        ITaskItem typescript = TaskProject.Item("typescript", ("Command", "/bin/sh -c 'echo // made; cat'"), ("Match", "*.ts"), ("OutputExtension", "js"));
        Fails("Placeholder", task => task.Transforms = [typescript]);
        BuildMessage error = _project.Single("error", DiagnosticCodes.ModuleNotFound.Code, "lob.js");
        Assert.AreEqual(("flash/index.ts", 1, 9), (error.File, error.Line, error.Column));
    }

    [TestMethod]
    public void WhereTheSourceDoesNotHaveItThePlaceStandsInTheText()
    {
        _project.Write("flash/index.ts", "1;\n").Write("flash/lib.js", "1;");
        ITaskItem adds = TaskProject.Item("adds", ("Command", "/bin/sh -c 'cat; echo import \\\"./lob.js\\\"'"), ("Match", "*.ts"), ("OutputExtension", "js"));
        Fails("Placeholder", task => task.Transforms = [adds]);
        BuildMessage error = _project.Single("error", DiagnosticCodes.ModuleNotFound.Code, "lob.js", "(line 2, column ");
        Assert.AreEqual(("flash/index.ts", 0), (error.File, error.Line));
    }

    [TestMethod]
    public void AnEntryInNoImageIsAnError()
    {
        _project.Write("flash/index.js", "1;");
        Fails(null, task => task.ModuleEntries = [TaskProject.Item("indx.js")]);
        _project.Single("error", DiagnosticCodes.ModuleEntryNotFound.Code, "'indx.js'", "index.js");
    }

    [TestMethod]
    public void AnImageMayHaveItsOwnBytecode()
    {
        _project.Write("flash/index.js", "1;");
        Build("Placeholder", task => task.Images =
        [
            TaskProject.Item("a.fs", ("Format", "simplefs"), ("Bytecode", "None")), TaskProject.Item("b.fs", ("Format", "simplefs")),
        ]);
        CollectionAssert.AreEqual(new[] { "index.js=1;" }, _project.Contents("a.fs"));
        CollectionAssert.AreEqual(new[] { $"index.bc={Placeholder("1;")}" }, _project.Contents("b.fs"));
    }

    [TestMethod]
    public void SourcesMayStayAndModulesMayBeExcluded()
    {
        _project.Write("flash/index.js", "1;").Write("flash/web/page.js", "2;").Write("flash/lib.mjs", "3;");
        Build("Placeholder", task => (task.BytecodeKeepSource, task.BytecodeExclude) = ("true", "web/**"));
        CollectionAssert.AreEqual(new[] { "index.bc", "index.js", "lib.mjs", "web/page.js" }, Names(), "the VM looks for the bytecode of .js only");
    }

    [TestMethod]
    public void AWrapperStandsOnTheFirstLineAndTheEnd()
    {
        _project.Write("flash/index.js", "#!x\n1; // end");
        Build("Placeholder", task => task.BytecodeWrapper = "commonjs");
        Is($"index.bc={Placeholder("(function(require,exports,module){//x\n1; // end\n})")}");
    }

    [TestMethod]
    public void OneChangedModuleOfTwoThousandCompilesOne()
    {
        const int Count = 2000;
        for (int i = 0; i < Count; i++)
        {
            _project.Write($"flash/m{i:D4}.js", $"{i};\n");
        }

        _project.Script("compiler.sh", "cat");
        Action<BuildFlashImages> compiler = task => task.BytecodeCommand = "/bin/sh compiler.sh {path}";
        Build("Command", compiler);
        Assert.HasCount(Count, _project.Runs());
        _project.Write("flash/m1234.js", "another;\n");
        Build("Command", compiler);
        CollectionAssert.AreEqual(new[] { "m1234.js" }, _project.Runs());
        Line("2000 files", "1999 from the cache");
        Build("Command", compiler);
        Assert.IsEmpty(_project.Runs());
    }

    [TestMethod]
    public void AnotherVersionOfTheCompilerCompilesAgain()
    {
        _project.Write("flash/index.js", "1;").Script("compiler.sh", "cat");
        Build("Command", task => (task.BytecodeCommand, task.BytecodeVersion) = ("/bin/sh compiler.sh run", "1"));
        Build("Command", task => (task.BytecodeCommand, task.BytecodeVersion) = ("/bin/sh compiler.sh run", "2"));
        Assert.HasCount(2, _project.Runs());
        StringAssert.Contains(File.ReadAllText(Path.Combine(_project.Folder, "obj/flash/layout.json")), "\"sh 2\"", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("index.js:3:7: SyntaxError: nope", 3, 7)]
    [DataRow("SyntaxError: nope (line 3)", 3, 3)]
    [DataRow("SyntaxError: nope\\n    at sub/index.js(3,7)", 3, 7)]
    [DataRow("SyntaxError: nope", 0, 0)]
    public void WhatTheEngineRefusesIsAnErrorAtItsPlace(string says, int line, int column)
    {
        _project.Write("flash/index.js", "1;\n2;\n  oops(\n").Script("compiler.sh", $"printf '{says}\\n' >&2; exit 1");
        Fails("Command", task => task.BytecodeCommand = "/bin/sh compiler.sh run");
        BuildMessage error = _project.Single("error", DiagnosticCodes.SyntaxError.Code, "nope", "index.js");
        Assert.AreEqual(("flash/index.js", line, column), (error.File, error.Line, error.Column));
    }

    [TestMethod]
    [DataRow("Plaiceholder", null, null, null, "did you mean 'Placeholder'")]
    [DataRow("Command", null, null, null, "FlashBytecodeCommand is empty")]
    [DataRow("Placeholder", "amd", null, null, "FlashBytecodeWrapper is 'amd'")]
    [DataRow("Placeholder", null, "0", null, "from 1 to 86400")]
    [DataRow("Placeholder", null, "2000000000", null, "from 1 to 86400")]
    [DataRow("Duktape", null, null, "/bin/true", "does not answer as the command line of Duktape")]
    public void ASettingThatCannotBeUsedIsAnError(string bytecode, string? wrapper, string? limit, string? command, string expected)
    {
        _project.Write("flash/index.js", "1;");
        Fails(bytecode, task => (task.BytecodeWrapper, task.CommandTimeLimit, task.BytecodeCommand) = (wrapper, limit, command));
        _project.Single("error", DiagnosticCodes.InvalidScriptSetting.Code, expected);
    }

    [TestMethod]
    public void TheLoaderOfDuktapeKeepsSourcesAndSaysWhy()
    {
        _project.Write("flash/main.js", "require('lib');").Write("flash/lib.js", "1;");
        Action<BuildFlashImages> duktape = task => (task.Formats, task.Profile) = ("Espfs", "duktape-esp32");
        Build("Placeholder", duktape);
        _project.Single("warning", DiagnosticCodes.BytecodeNotLoaded.Code, "espfs.img", "loads '.js' only");
        Build("Placeholder", duktape);
        Assert.AreEqual(2, _project.Messages.Count(message => message.Code == DiagnosticCodes.BytecodeNotLoaded.Code), "a warning stays until it is mended");
        CollectionAssert.AreEqual(new[] { "lib.bc", "lib.js", "main.bc", "main.js" }, Names("espfs.img"));
    }

    [TestMethod]
    public void BytecodeOfSeveralEnginesIsWarnedOf()
    {
        _project.Write("flash/index.js", "import './old.bc';").Write("flash/old.bc", [0xBF, 1, 2, 3]);
        Build("Placeholder");
        _project.Single("warning", DiagnosticCodes.MixedBytecode.Code, "2 engines", "duktape 2", "placeholder for ckb-js-vm");
    }

    private static string Placeholder(string source) =>
        $"/* flashfs-bytecode placeholder 1 engine=ckb-js-vm sha256={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))} */\n{source}";

    private void Build(string? bytecode, Action<BuildFlashImages>? configure = null) => _project.Built(task => Configure(task, bytecode, configure));

    private void Fails(string? bytecode, Action<BuildFlashImages>? configure = null) =>
        Assert.IsFalse(_project.BuildImages(task => Configure(task, bytecode, configure)));

    private static void Configure(BuildFlashImages task, string? bytecode, Action<BuildFlashImages>? configure)
    {
        (task.Formats, task.Bytecode, task.SearchPath) = ("SimpleFs", bytecode, Environment.GetEnvironmentVariable("PATH"));
        configure?.Invoke(task);
    }

    private byte[] Image() => File.ReadAllBytes(Path.Combine(_project.Folder, "obj/flash/simplefs.fs"));

    private string[] Names(string image = "simplefs.fs") => [.. _project.Contents(image).Select(file => file[..file.IndexOf('=', StringComparison.Ordinal)])];

    private void Is(params string[] contents) => CollectionAssert.AreEqual(contents, _project.Contents("simplefs.fs"));

    private void Line(params string[] fragments) => Assert.IsTrue(
        _project.Messages.Any(message => fragments.All(fragment => message.Text.Contains(fragment, StringComparison.Ordinal))),
        string.Join(Environment.NewLine, _project.Messages));
}
