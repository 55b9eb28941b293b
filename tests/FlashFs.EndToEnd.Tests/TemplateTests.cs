using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using FlashFs.Formats;
using FlashFs.Profiles;

namespace FlashFs.EndToEnd.Tests;

/// <summary><c>dotnet new flashfs</c> from the packed templates: what it makes builds, and what it cannot make it refuses.</summary>
[TestClass]
public sealed class TemplateTests
{
    private static readonly string[] WithTable = ["flash_args", "flasher_args.json", "partition-table.bin"];

    private static string[] Page => File.ReadAllLines(Path.Combine(PackedPackage.RepositoryRoot, "src", "FlashFs.Templates", "README.md"));

    [TestMethod]
    [DataRow("both", "esp32", "espfs.img: new", "spiffs.img: new")]
    [DataRow("both", "esp32p4", "espfs.img: new", "spiffs.img: new")]
    [DataRow("espfs", "esp32c3", "espfs.img: new")]
    [DataRow("spiffs", "esp32s3", "spiffs.img: new")]
    [DataRow("appfs", "esp32h2", "appfs.img: new")]
    [DataRow("simplefs", null, "simplefs.fs: new")]
    [DataRow("sffs", null, "sffs.img: new")]
    [DataRow("chirpos", null, "chirpos.txt: new")]
    public void ANewProjectBuildsAndEachCommandOfItsPageRuns(string format, string? chip, params string[] images)
    {
        using var project = new FirmwareProject("my-lamp", "<Project/>");
        string[] options = chip is null ? [] : ["--chip", chip];
        InstalledTemplates.New(project.Folder, ["--name", "my-lamp", "--output", ".", "--force", "--format", format, .. options]).Succeeded();
        string csproj = File.ReadAllText(project.PathOf("my-lamp.csproj"));
        StringAssert.StartsWith(csproj, $"<Project Sdk=\"FlashFs.Build/{PackedPackage.Version}\">", StringComparison.Ordinal);
        Assert.DoesNotContain("#if", csproj + File.ReadAllText(project.PathOf("README.md")), StringComparison.Ordinal);

        project.Build("-warnaserror").Succeeded().Says(images);
        string[] outputs = [.. Directory.GetFiles(project.PathOf("bin/Debug/flash")).Select(path => Path.GetFileName(path)!)];
        CollectionAssert.IsSubsetOf(images.Select(line => line[..^": new".Length]).ToArray(), outputs);
        CollectionAssert.AreEquivalent(chip is null ? [] : WithTable, outputs.Intersect(WithTable).ToArray());
        if (chip is not null)
        {
            using JsonDocument arguments = JsonDocument.Parse(File.ReadAllBytes(project.PathOf("bin/Debug/flash/flasher_args.json")));
            Assert.AreEqual(chip, arguments.RootElement.GetProperty("extra_esptool_args").GetProperty("chip").GetString());
        }

        // Every file of the example is in an image, and the images hold nothing else.
        string[] files = [.. Directory.GetFiles(project.PathOf("flash"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(project.PathOf("flash"), path).Replace('\\', '/'))];
        using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(project.PathOf("bin/Debug/flash/flash-report.json")));
        CollectionAssert.AreEquivalent(
            files,
            report.RootElement.GetProperty("images").EnumerateArray().SelectMany(image => image.GetProperty("files").EnumerateArray()).Select(file => file.GetProperty("path").GetString()!.TrimStart('/')).ToArray());

        string[] commands = Commands(project.PathOf("README.md"));
        Assert.HasCount(3, commands);
        foreach (string command in commands)
        {
            Run(project, command.Split(' '), chip, files, [.. images.Select(line => line[..^": new".Length])]);
        }
    }

    [TestMethod]
    [DataRow("--format nothing", "'nothing' is not a valid value for --format")]
    [DataRow("--format spiffs --chip esp8266", "'esp8266' is not a valid value for --chip")]
    [DataRow("--format simplefs --chip esp32", "No templates found matching")]
    public void WhatDoesNotGoTogetherIsRefused(string options, string words)
    {
        using var project = new FirmwareProject("Refused");
        CommandResult result = InstalledTemplates.New(project.Folder, ["--output", "made", .. options.Split(' ')]);
        Assert.AreNotEqual(0, result.ExitCode, result.Output);
        result.Says(words);
        Assert.IsFalse(Directory.Exists(project.PathOf("made")));
    }

    [TestMethod]
    public void EveryFormatAndChipCanBeChosen()
    {
        string[] formats = [.. Choices("esp32", "format"), .. Choices("standalone", "format")];
        CollectionAssert.AreEquivalent(FlashFormats.All.Select(format => format.Id).Append("both").ToArray(), formats);
        CollectionAssert.AreEqual(FlashChips.All.Select(chip => chip.Id).ToArray(), Choices("esp32", "chip"));
        foreach (string format in formats)
        {
            Assert.ContainsSingle(Page.Where(line => line.StartsWith($"| `{format}` ", StringComparison.Ordinal)), format);
        }

        string chips = Page.Single(line => line.StartsWith("`--chip` is one of", StringComparison.Ordinal));
        CollectionAssert.AreEqual(FlashChips.All.Select(chip => chip.Id).ToArray(), chips.Split('`').Where(word => word.StartsWith("esp32", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public void ThePackageHoldsTheTemplatesAndNothingElse()
    {
        Assert.DoesNotContain("warning", InstalledTemplates.PackOutput, StringComparison.Ordinal);
        using ZipArchive package = ZipFile.OpenRead(InstalledTemplates.PackageFile);
        string[] entries = [.. package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        string[] expected =
        [
            "FlashFs.Templates.nuspec",
            "README.md",
            "[Content_Types].xml",
            "content/templates/esp32/.gitignore",
            "content/templates/esp32/.template.config/template.json",
            "content/templates/esp32/Firmware-Name.csproj",
            "content/templates/esp32/README.md",
            "content/templates/esp32/flash/app/greetings.txt",
            "content/templates/esp32/flash/data/settings.json",
            "content/templates/esp32/flash/web/index.html",
            "content/templates/esp32/flash/web/page.js",
            "content/templates/esp32/flash/web/style.css",
            "content/templates/esp32/partitions.csv",
            "content/templates/standalone/.gitignore",
            "content/templates/standalone/.template.config/template.json",
            "content/templates/standalone/Firmware-Name.csproj",
            "content/templates/standalone/README.md",
            "content/templates/standalone/flash/chirpos/home/notes.txt",
            "content/templates/standalone/flash/chirpos/system/boot.js",
            "content/templates/standalone/flash/sffs/settings.json",
            "content/templates/standalone/flash/simplefs/index.js",
            "content/templates/standalone/flash/simplefs/lib/greeting.js",
        ];
        CollectionAssert.AreEqual(expected, entries, string.Join('\n', entries));

        using Stream stream = package.GetEntry("FlashFs.Templates.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single();
        Assert.AreEqual("Template", metadata.Descendants().Single(element => element.Name.LocalName == "packageType").Attribute("name")!.Value);
        Assert.IsFalse(metadata.Descendants().Any(element => element.Name.LocalName == "dependency"));
    }

    // A line of the page, as somebody types it who has just made the project; a device is not at hand.
    private static void Run(FirmwareProject project, string[] command, string? chip, string[] files, string[] images)
    {
        switch (command)
        {
            case ["dotnet", "build"]:
                project.Build().Succeeded().Says([.. images.Select(image => $"{image}: up to date")]);
                break;
            case ["dotnet", "build", "-t:UploadFlash"] when OperatingSystem.IsWindows():
                break; // the program in the place of esptool is a script of a Unix shell
            case ["dotnet", "build", "-t:UploadFlash"]:
                string path = FakeEsptool.In(project, "echo \"esptool of $(basename \"$PWD\"): $@\"", "cat flash_args");
                project.Build("-t:UploadFlash", $"-p:PATH={path}").Succeeded()
                    .Says([$"esptool of flash: --chip {chip} write-flash @flash_args", "partition-table.bin", .. images]);
                break;
            case ["flashfs", "list", ..]:
                InstalledTool.Run(project.Folder, command[1..]).Succeeded().Says(files);
                break;
            case ["flashfs", "serve", ..]:
                string[] answers = InstalledTool.Served(project.Folder, command[1..], "api/images").GetAwaiter().GetResult();
                CollectionAssert.IsSubsetOf(images, answers[0].Split('"'));
                break;
            default:
                Assert.Fail($"No test knows how to run '{string.Join(' ', command)}'.");
                break;
        }
    }

    // What is in the blocks for a shell, without what is said of it behind a number sign.
    private static string[] Commands(string page)
    {
        string[] lines = File.ReadAllLines(page);
        return [.. lines.SkipWhile(line => line != "```sh").Skip(1).TakeWhile(line => line != "```").Select(line => line.Split("  #")[0].Trim())];
    }

    private static string[] Choices(string template, string symbol)
    {
        string path = Path.Combine(PackedPackage.RepositoryRoot, "src", "FlashFs.Templates", "templates", template, ".template.config", "template.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty("symbols").GetProperty(symbol).GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("choice").GetString()!)];
    }
}
