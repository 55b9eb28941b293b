using System.IO.Compression;
using System.Reflection.PortableExecutable;
using FlashFs.Formats;

namespace FlashFs.EndToEnd.Tests;

/// <summary>The page that the tool's package shows: it names every format, and its commands run word for word.</summary>
[TestClass]
public sealed class ToolPackageTests
{
    private static string[] Page => File.ReadAllLines(Path.Combine(PackedPackage.RepositoryRoot, "src", "FlashFs.Tool", "README.md"));

    [TestMethod]
    public void TheCommandsOfThePageRun()
    {
        using var project = new FirmwareProject("Page");
        project.Write("web/index.html", "<!doctype html>").Write("web/app/start.js", "start();\n");
        project.Write("bootloader.bin", [0xE9, 1, 2, 3]).Write("app.bin", [0xE9, 4, 5, 6]);
        project.Write("partitions.csv", "nvs, data, nvs, 0x9000, 24K\nfactory, app, factory, 0x10000, 1M\nstorage, data, spiffs, , 512K\n");
        project.Write("obj/flash/cache/v1/size", "");
        project.Write("changed/index.html", "<!doctype html><title>2</title>");
        InstalledTool.Run(project.Folder, "pack", "changed", "-f", "spiffs", "--size", "512K", "-o", "new.img").Succeeded();
        string[] commands = [.. Page.Where(line => line.StartsWith("flashfs ", StringComparison.Ordinal))];
        Assert.IsGreaterThanOrEqualTo(15, commands.Length);
        foreach (string command in commands)
        {
            CommandResult result = InstalledTool.Run(project.Folder, command.Split(' ')[1..]).Succeeded();
            Assert.AreNotEqual("", result.Output, command);
        }

        Assert.AreEqual("start();\n", File.ReadAllText(project.PathOf("files/app/start.js")));
        Assert.IsTrue(File.Exists(project.PathOf("parts/storage.bin")), "the dump was cut by its table");
    }

    [TestMethod]
    public void TheToolIsThereForAnyPlatformAndCompiledAheadForTheCommonOnes()
    {
        using ZipArchive package = ZipFile.OpenRead(InstalledTool.PackageFile);
        ILookup<string, string> names = package.Entries.Select(entry => entry.FullName.Split('/')).Where(parts => parts[0] == "tools").ToLookup(parts => parts[2], parts => parts[3]);
        bool wasFetched = !InstalledTool.PackOutput.Contains("packed without code compiled ahead", StringComparison.Ordinal);
        CollectionAssert.AreEquivalent(wasFetched ? new[] { "any", "linux-x64", "win-x64" } : ["any"], names.Select(folder => folder.Key).ToArray(), InstalledTool.PackOutput);
        foreach (IGrouping<string, string> folder in names)
        {
            CollectionAssert.AreEquivalent(names["any"].ToArray(), folder.ToArray());
            foreach (string assembly in folder.Where(name => name.EndsWith(".dll", StringComparison.Ordinal)))
            {
                using var bytes = new MemoryStream();
                using (Stream stream = package.GetEntry($"tools/net10.0/{folder.Key}/{assembly}")!.Open())
                {
                    stream.CopyTo(bytes);
                }

                using var reader = new PEReader(new MemoryStream(bytes.ToArray()));
                Assert.AreEqual(folder.Key != "any", reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, $"{folder.Key}/{assembly}");
            }
        }
    }

    [TestMethod]
    public async Task TheExplorerRunsAndEndsWhenItIsTold()
    {
        using var project = new FirmwareProject("Explorer");
        project.Write("web/index.html", "<!doctype html>");
        InstalledTool.Run(project.Folder, "pack", "web", "-f", "espfs", "-o", "espfs.img").Succeeded();
        string[] answers = await InstalledTool.Served(project.Folder, ["serve", "espfs.img"], "", "api/images");
        StringAssert.Contains(answers[0], "<title>flashfs</title>", StringComparison.Ordinal);
        StringAssert.Contains(answers[1], "\"name\":\"espfs.img\"", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ThePageNamesEveryFormat()
    {
        foreach (FlashFormat format in FlashFormats.All)
        {
            string row = Page.Single(line => line.StartsWith('|') && line.Contains($"| `{format.Id}` |", StringComparison.Ordinal));
            StringAssert.StartsWith(row, $"| {format.DisplayName} ", StringComparison.Ordinal);
            StringAssert.Contains(row, format.Sizing == ImageSizing.Fixed ? "that of" : "a limit", StringComparison.Ordinal);
        }
    }
}
