using FlashFs.Diagnostics;
using FlashFs.Engines.Tests.Scripting;
using FlashFs.Files;
using FlashFs.Formats.Espfs;
using FlashFs.Pipeline;

namespace FlashFs.Engines.Tests.Duktape;

/// <summary>Modules of the sample Esp32Duktape as bytecode, run by the real Duktape.</summary>
[TestClass]
public sealed class DuktapeBytecodeTests
{
    // What a module finds around it; what it asks for is a function that gives anything.
    private const string Before = """
        var module = { exports: {} }, exports = module.exports, asked = [];
        var anything = new Proxy(function () {}, { get: function (target, name) { return name === 'toString' ? function () { return 'anything'; } : name === 'valueOf' ? function () { return 1; } : target[name] === undefined ? anything : target[name]; } });
        function require(id) { asked.push(id); return anything; }
        """;

    private const string Shape = """
        function shape(value, depth) {
          if (typeof value === 'function') { return 'function ' + value.name + '/' + value.length + (depth > 0 ? ' ' + shape(value.prototype, depth - 1) : ''); }
          if (value === null || typeof value !== 'object') { return typeof value + ' ' + String(value); }
          return '{' + Object.getOwnPropertyNames(value).sort().map(function (name) { return name + ': ' + (name === 'constructor' ? '' : depth > 0 ? shape(value[name], depth - 1) : ''); }).join(', ') + '}';
        }
        print(asked.join(), shape(module.exports, 3));
        """;

    private static readonly string Sample = Repository.PathOf("samples", "Esp32Duktape", "flash");

    [TestMethod]
    public void EveryModuleOfTheSampleLoadsAndGivesWhatItsSourceGives()
    {
        DukRun.Require();
        string folder = Unpack(CompiledFolder.Of(Sample, EspfsFormat.Instance, "Duktape", new ProjectScripts { BytecodeExclude = "web/**" }, "duktape-esp32"));
        string[] modules = [.. Directory.EnumerateFiles(folder, "*.bc", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)[..^3]).Order(StringComparer.Ordinal)];
        Assert.IsGreaterThan(25, modules.Length);
        int told = 0;
        foreach (string module in modules)
        {
            Assert.AreEqual(0xBF, File.ReadAllBytes(Path.Combine(folder, $"{module}.bc"))[0], "bytecode of Duktape");
            DukRun source = DukRun.Start(folder, "before.js", $"{module}.js", "shape.js");
            DukRun bytecode = DukRun.Start(folder, "before.js", $"{module}.bc", "shape.js");
            Assert.AreEqual(source.ExitCode, bytecode.ExitCode, module);
            Assert.AreEqual(
                source.Output.Replace(".js", ".bc", StringComparison.Ordinal), bytecode.Output.Replace(".js", ".bc", StringComparison.Ordinal), $"{module}, traces too");
            told += source.ExitCode == 0 && source.Output.Contains("function", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.IsGreaterThan(20, told, "most modules export functions");
        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public void ModulesBehaveAsTheirSources()
    {
        DukRun.Require();
        const string Use = """
            var files = { 'lang/en.json': '{"_plural":"one","zones":["{n} zone","{n} zones"],"hello":"Hello {name}, {x:1}"}' };
            var texts = new module.exports(function (path) { return files[path] || null; });
            texts.use('en', 'en');
            print(texts.text('hello', { name: 'Duk', x: 1.25 }));
            [0, 1, 2].forEach(function (n) { print(texts.text('zones', { n: n })); });
            print(texts.text('nowhere'), texts.number(-1234.5678, 2), JSON.stringify(texts));
            """;
        FlashFileSet files = CompiledFolder.Of(Sample, EspfsFormat.Instance, "Duktape", new ProjectScripts { BytecodeExclude = "web/**" }, "duktape-esp32");
        string folder = Unpack(files);
        File.WriteAllText(Path.Combine(folder, "use.js"), Use);
        DukRun source = DukRun.Start(folder, "before.js", "app/i18n.js", "use.js");
        DukRun bytecode = DukRun.Start(folder, "before.js", "app/i18n.bc", "use.js");
        Assert.AreEqual(0, source.ExitCode, source.Output);
        StringAssert.Contains(source.Output, "2 zones", StringComparison.Ordinal);
        Assert.AreEqual(source, bytecode);
        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public void ASyntaxErrorStandsAtItsLine()
    {
        DukRun.Require();
        FlashFsException error = Assert.ThrowsExactly<FlashFsException>(() => Compile("var a = 1;\nif (a) {\n  a = = 2;\n}\n"));
        Diagnostic diagnostic = error.Diagnostics.Single(item => item.Descriptor == DiagnosticCodes.SyntaxError);
        Assert.AreEqual((3, 3), (diagnostic.Location!.Line, diagnostic.Location.Column), diagnostic.Message);
        StringAssert.Contains(diagnostic.Message, "SyntaxError: ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void BytecodeDoesNotHangOnWhereItWasMade() => CollectionAssert.AreEqual(Compile("print(1);"), Compile("print(1);"));

    private static byte[] Compile(string source)
    {
        DukRun.Require();
        string path = Path.Combine(Directory.CreateTempSubdirectory("flashfs-duk-").FullName, "lib", "a.js");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, source);
        var file = new FlashFile(FlashPath.Parse("lib/a.js"), FlashContents.FromFile(path)) { Source = new DiagnosticLocation("lib/a.js") };
        string empty = Directory.CreateTempSubdirectory("flashfs-duk-").FullName;
        try
        {
            return CompiledFolder.Of(empty, EspfsFormat.Instance, "Duktape", null, null, file).Single().Contents.ToArray();
        }
        finally
        {
            Directory.Delete(empty);
            Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(path)!)!, recursive: true);
        }
    }

    private static string Unpack(FlashFileSet files)
    {
        string folder = Directory.CreateTempSubdirectory("flashfs-duk-").FullName;
        foreach (FlashFile file in files)
        {
            string path = Path.Combine(folder, file.Path.Value);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Contents.ToArray());
        }

        File.WriteAllText(Path.Combine(folder, "before.js"), Before);
        File.WriteAllText(Path.Combine(folder, "shape.js"), Shape);
        return folder;
    }
}
