using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed partial class ModulesCommandTests
{
    [TestMethod]
    public void TheTreeTheBytesAndWhatIsOfNote()
    {
        using ToolFolder folder = Application();
        ToolRun run = folder.Run("modules", "app", "--entry", "index.js", "--loader", "ckb", "--keep", "plugins/*").Succeeded();
        CollectionAssert.AreEqual(
            new[]
            {
                "index.js  95",
                "  lib/a.js  18",
                "    lib/b.js  18",
                "      lib/a.js  18, see above",
                "  lib/b.js  18, see above",
                "plugins/p.js  1, kept",
                "stay out: 1 module, 22 bytes",
                "  lib/old.js  22",
                "cycle: lib/a.js, lib/b.js",
                "external: @ckb-js-std/bindings, 1 reference",
                "unknown argument: index.js(4,8)",
                "4 modules from 2 roots, 132 bytes, loader Ckb",
            },
            run.Lines);
    }

    [TestMethod]
    public void JsonHasTheDocumentedShape()
    {
        using ToolFolder folder = Application();
        JsonElement json = folder.Run("modules", "app", "--entry", "index.js", "--loader", "Ckb", "--keep", "plugins/*", "--json").Succeeded().Json;
        AssertJson.HasShape(json, "schema folder loader reachedSize unreachedSize modules unreached cycles externals");
        Assert.AreEqual("flashfs-modules/1", json.GetProperty("schema").GetString());
        Assert.AreEqual("app", json.GetProperty("folder").GetString());
        Assert.AreEqual("Ckb", json.GetProperty("loader").GetString());
        Assert.AreEqual(132, json.GetProperty("reachedSize").GetInt64());
        Assert.AreEqual(22, json.GetProperty("unreachedSize").GetInt64());
        JsonElement module = json.GetProperty("modules")[0];
        AssertJson.HasShape(module, "path size depth entry kept references");
        Assert.IsTrue(module.GetProperty("entry").GetBoolean());
        JsonElement[] references = [.. module.GetProperty("references").EnumerateArray()];
        AssertJson.HasShape(references[0], "kind specifier line column result target");
        CollectionAssert.AreEqual(
            new[]
            {
                "import @ckb-js-std/bindings 1 9 external @ckb-js-std/bindings",
                "import ./lib/a.js 2 9 file lib/a.js",
                "export ./lib/b.js 3 16 file lib/b.js",
                "dynamicImport  4 8 unknown ",
            },
            references.Select(item => string.Join(' ', item.EnumerateObject().Select(property => property.Value.ToString()))).ToArray());
        Assert.AreEqual("""[{"path":"lib/old.js","size":22}]""", Compact(json.GetProperty("unreached")));
        Assert.AreEqual("""[["lib/a.js","lib/b.js"]]""", Compact(json.GetProperty("cycles")));
        Assert.AreEqual("""[{"name":"@ckb-js-std/bindings","references":1}]""", Compact(json.GetProperty("externals")));
    }

    [TestMethod]
    public void DotIsAGraphWhateverTheNames()
    {
        using ToolFolder folder = Application();
        folder.With("app/index.js", "import 'a\\\"]; x -> y [\\u001b\\\\'; import('./lib/b.js')");
        ToolRun run = folder.Run("modules", "app", "--entry", "index.js", "--dot").Succeeded();
        Assert.AreEqual("digraph modules {", run.Lines[0]);
        Assert.AreEqual("}", run.Lines[^1]);
        foreach (string line in run.Lines[3..^1])
        {
            Assert.IsTrue(DotStatement().IsMatch(line), line);
        }

        CollectionAssert.Contains(run.Lines, @"  n5 [label=""a\""]; x -> y [\\u{1b}\\"", shape=ellipse];");
        CollectionAssert.Contains(run.Lines, "  n0 -> n2 [style=dashed];");
        CollectionAssert.Contains(run.Lines, "  n1 -> n2;");
    }

    [TestMethod]
    public void WhatLeadsNowhereIsAnErrorAtItsPlace()
    {
        using ToolFolder folder = Application();
        folder.With("app/index.js", "import './lib/A.js';\nimport 'mqtt'");
        ToolRun run = folder.Run("modules", "app", "--entry", "index.js", "--entry", "main.js", "--loader", "Ckb");
        Assert.AreEqual(1, run.Status);
        string file = Path.Combine("app", "index.js");
        StringAssert.Contains(run.Error, $"error FLASHFS4001: {file}(1,9): './lib/A.js' leads nowhere", StringComparison.Ordinal);
        StringAssert.Contains(run.Error, "only by case", StringComparison.Ordinal);
        StringAssert.Contains(run.Error, $"error FLASHFS4001: {file}(2,9): 'mqtt' leads nowhere", StringComparison.Ordinal);
        StringAssert.Contains(run.Error, "error FLASHFS4002", StringComparison.Ordinal);

        folder.With("app/index.js", "import 'mqtt'");
        folder.Run("modules", "app", "--entry", "index.js", "--loader", "Ckb", "--external", "mqtt").Succeeded();
    }

    [TestMethod]
    public void ControlCharactersInNamesAreWrittenOut()
    {
        using var folder = new ToolFolder();
        folder.With("app/index.js", "require('x\\u001b[2J'); require(`\\u{d800}`)");
        ToolRun run = folder.Run("modules", "app").Succeeded();
        StringAssert.Contains(run.Out, @"external: x\u{1b}[2J, 1 reference", StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
        ToolRun json = folder.Run("modules", "app", "--json").Succeeded();
        Assert.IsTrue(System.Text.Ascii.IsValid(json.Out), json.Out);
        Assert.AreEqual(2, json.Json.GetProperty("externals").GetArrayLength());
    }

    [TestMethod]
    public void AWrongCommandLineIsSaidBeforeAnythingIsRead()
    {
        using var folder = new ToolFolder();
        ToolRun loader = folder.Run("modules", "nowhere", "--loader", "Duktap");
        Assert.AreEqual(2, loader.Status);
        StringAssert.Contains(loader.Error, "FLASHFS4005", StringComparison.Ordinal);
        StringAssert.Contains(loader.Error, "did you mean 'Duktape'?", StringComparison.Ordinal);
        Assert.AreEqual(2, folder.Run("modules", "nowhere", "--json", "--dot").Status);
        Assert.AreEqual(1, folder.Run("modules", "nowhere").Status);
    }

    [TestMethod]
    public void ADeepTreeIsNotIndentedWithoutEnd()
    {
        using var folder = new ToolFolder();
        for (int i = 0; i < 60; i++)
        {
            folder.With($"app/m{i}.js", i < 59 ? $"import './m{i + 1}.js'" : "");
        }

        string[] lines = folder.Run("modules", "app", "--entry", "m0.js").Succeeded().Lines;
        Assert.HasCount(61, lines);
        Assert.IsTrue(lines.All(line => line.TakeWhile(letter => letter == ' ').Count() <= 48));
    }

    private static ToolFolder Application() => new ToolFolder()
        .With("app/index.js", "import '@ckb-js-std/bindings';\nimport './lib/a.js';\nexport * from './lib/b.js';\nimport(process)")
        .With("app/lib/a.js", "import './b.js';\n\n")
        .With("app/lib/b.js", "import './a.js';\n\n")
        .With("app/lib/old.js", "import './nothing.js';")
        .With("app/plugins/p.js", "1");

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);

    [GeneratedRegex("""^  n\d+( \[label="([^"\\]|\\\\|\\")*"(, (style|shape)=[a-z]+)?\]| -> n\d+( \[style=dashed\])?);$""")]
    private static partial Regex DotStatement();
}
