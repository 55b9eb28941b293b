using System.Text;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;

namespace FlashFs.EndToEnd.Tests;

/// <summary>The example of docs/transforms.md with the real esbuild and terser from npm, which are not part of the .NET SDK: where they are missing, the tests say so and are skipped.</summary>
[TestClass]
public sealed class TransformExampleTests
{
    [TestMethod]
    public void EsbuildAndTerserMakeWhatTheDocumentationSays()
    {
        using FirmwareProject project = Project();
        project.Build().Succeeded().Says("espfs.img: typescript: 2 files, ", "espfs.img: terser: 3 files, ", "espfs.img: css: 1 file, ", "1 module that nothing imports stays out");
        Dictionary<string, string> files = Contents(project);
        Assert.AreEqual("main.js plain.js style.css util/greet.js", string.Join(' ', files.Keys.Order(StringComparer.Ordinal)));
        Assert.AreEqual("""import{greet as o}from"./util/greet.js";import"./plain.js";console.log(o("flash"));""", files["main.js"]);
        Assert.AreEqual("""function e(e){return`hello ${e}`}export{e as greet};""", files["util/greet.js"]);
        Assert.AreEqual("body{color:red}\n", files["style.css"]);

        project.Build().Succeeded().Says("espfs.img: up to date, 4 files").DoesNotSay("terser:");
        project.Write("flash/util/greet.ts", "export function greet(name: string): string {\n  return `good day ${name}`;\n}\n");
        project.Build().Succeeded().Says("espfs.img: typescript: 2 files, ", "1 from the cache", "espfs.img: terser: 3 files, ", "2 from the cache");
        StringAssert.Contains(Contents(project)["util/greet.js"], "good day", StringComparison.Ordinal);
    }

    [TestMethod]
    public void WhatEsbuildRefusesIsToldWithItsLines()
    {
        using FirmwareProject project = Project();
        project.Write("flash/util/greet.ts", "export function greet(name: string): string {\n  return = name;\n}\n");
        project.Build().FailedWith("FLASHFS4022", "greet.ts", "status 1", "<stdin>:2:");
        Assert.IsFalse(File.Exists(Path.Combine(project.Output, "espfs.img")));
    }

    private static FirmwareProject Project()
    {
        string modules = Path.Combine(PackedPackage.RepositoryRoot, "tests", "node", "node_modules");
        if (!File.Exists(Path.Combine(modules, ".bin", "esbuild")) || !File.Exists(Path.Combine(modules, ".bin", "terser")))
        {
            Assert.Inconclusive("The npm packages esbuild and terser are not installed; run: npm ci --prefix tests/node");
        }

        var project = new FirmwareProject(
            csproj: FirmwareProject.Csproj("<FlashFormats>Espfs</FlashFormats>", "<FlashModuleEntry Include=\"flash/main.ts\" />").Replace(
                "</Project>", $"{Example()}</Project>", StringComparison.Ordinal));
        Directory.CreateSymbolicLink(project.PathOf("node_modules"), modules);
        return project
            .Write("flash/main.ts", "import { greet } from './util/greet.js';\nimport './plain.js';\n\nconst name: string = 'flash';\nconsole.log(greet(name));\n")
            .Write("flash/util/greet.ts", "export function greet(name: string): string {\n  return `hello ${name}`;\n}\n")
            .Write("flash/plain.js", "// Nothing but a comment and a call.\nconsole.log(  1 + 1  );\n")
            .Write("flash/unused.ts", "export const x: number = ;\n")
            .Write("flash/style.css", "body {\n  color: #ff0000;\n}\n");
    }

    // The block of the documentation that has both.
    private static string Example()
    {
        string page = File.ReadAllText(Path.Combine(PackedPackage.RepositoryRoot, "docs", "transforms.md"));
        string section = page[page.IndexOf("## esbuild and terser", StringComparison.Ordinal)..];
        string block = section[(section.IndexOf("```xml", StringComparison.Ordinal) + 6)..];
        return block[..block.IndexOf("```", StringComparison.Ordinal)];
    }

    private static Dictionary<string, string> Contents(FirmwareProject project)
    {
        var volume = EspfsVolume.Open(project.Bytes("espfs.img"), new EspfsOptions(), ReadMode.Strict);
        return volume.Entries.ToDictionary(entry => entry.Name, entry => Encoding.UTF8.GetString(volume.ReadAll(entry)));
    }
}
