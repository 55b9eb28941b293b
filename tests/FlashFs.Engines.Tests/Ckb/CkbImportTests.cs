using System.Text.Json;
using FlashFs.Files;
using FlashFs.Formats.SimpleFs;

namespace FlashFs.Engines.Tests.Ckb;

/// <summary>Where imports lead: SimpleFsLoader says it, the VM does it.</summary>
[TestClass]
public sealed class CkbImportTests
{
    private const string NoModule = "could not load module filename ";

    private static readonly string[] Modules =
    [
        "x.js", "only.bc", "empty.js=", "hollow.js=", "hollow.bc", "both.js", "both.bc", "data.json", "page.mjs",
        "lib/a.js", "lib/.h.js", "lib/deep/b.js", "lib/deep/c.bc",
    ];

    private static readonly string[] Specifiers =
    [
        // Relative, found from one folder or another.
        "./x.js", "././x.js", "../x.js", "../../x.js", ".././../x.js", "../../../x.js", "./a.js", "../a.js", "./lib/a.js", "./deep/b.js",
        "./b.js", "./c.js", "./.h.js", ".h.js", "../.h.js",
        // From the root.
        "x.js", "a.js", "lib/a.js", "lib/deep/b.js", "lib/deep/c.js", "/x.js",
        // Source and bytecode.
        "./only.js", "./only.bc", "./both.js", "./both.bc", "./hollow.js", "./hollow.bc", "./empty.js", "./empty.bc",
        // Extensions, case, dots further in.
        "./x", "./only", "./lib", "./data.json", "./page.mjs", "./X.js", "./lib/../x.js", "./lib/./a.js", "./lib//a.js", ".js", "./.js",
        // Native.
        "@ckb-js-std/bindings", "./@ckb-js-std/bindings", "@ckb-js-std/core",
    ];

    [TestMethod]
    [DataRow("index.js")]
    [DataRow("lib/a.js")]
    [DataRow("lib/deep/b.js")]
    [DataRow("lib/deep/c.bc")]
    public void EveryImportLeadsWhereTheLoaderSays(string importer)
    {
        // Each module exports its file's name; the importer asks for one after the other, itself among them, so it must not
        // wait for them where it is evaluated.
        string script = $$"""
            async function ask() {
                for (const specifier of {{JsonSerializer.Serialize(Specifiers)}}) {
                    await import(specifier).then(
                        module => console.log(specifier + " -> " + (module.default ?? "native")),
                        problem => console.log(specifier + " -> " + problem.message));
                }
            }
            ask();
            """;
        List<FlashFile> files = [.. Modules.Append("index.js").Select(name => CkbImages.File(name.TrimEnd('='), Text(name)))];
        files.RemoveAll(file => file.Path.Value == importer);
        files.Add(CkbImages.File(importer, $"export default \"{importer}\";{Environment.NewLine}{script}"));
        if (importer != "index.js")
        {
            files.RemoveAll(file => file.Path.Value == "index.js");
            files.Add(CkbImages.File("index.js", $"import \"./{importer.Replace(".bc", ".js", StringComparison.Ordinal)}\";"));
        }

        var loader = new SimpleFsLoader(files);
        string[] expected =
        [
            .. Specifiers.Select(specifier =>
            {
                SimpleFsModule module = loader.Resolve(specifier, FlashPath.Parse(importer));
                return $"{specifier} -> " + module.Kind switch
                {
                    SimpleFsModuleKind.File => module.Path!.Value.Value,
                    SimpleFsModuleKind.Native => "native",
                    _ => $"{NoModule}'{module.Name}'",
                };
            }),
        ];
        CkbRun.FromFile(CkbImages.Pack(files)).Is(0, expected);
    }

    [TestMethod]
    public void AStaticImportThatLeadsNowhereEndsTheRun()
    {
        CkbRun run = CkbRun.FromFile(CkbImages.Pack(CkbImages.File("index.js", "import './lib/x';"), CkbImages.File("lib/x.js", "1")));
        Assert.AreEqual(-1, run.Code, run.ToString());
        CollectionAssert.Contains(run.Log.ToArray(), $"ReferenceError: {NoModule}'lib/x'");
    }

    private static string Text(string name) => name.EndsWith('=') ? "" : $"export default \"{name}\";";
}
