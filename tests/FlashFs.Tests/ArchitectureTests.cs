using System.Text.RegularExpressions;
using System.Xml.Linq;
using FlashFs.Formats;
using FlashFs.Tests.Formats;

namespace FlashFs.Tests;

/// <summary>Keeps the directions of docs/design.md: who may know whom.</summary>
[TestClass]
public sealed partial class ArchitectureTests
{
    private static readonly string[] KnownToFormats = ["Files", "Devices", "Compression", "Diagnostics", "Formats"];

    [TestMethod]
    [DataRow("FlashFs", "")]
    [DataRow("FlashFs.Build", "FlashFs")]
    [DataRow("FlashFs.Tool", "FlashFs")]
    public void ProjectsReferToEachOtherInOneDirection(string project, string allowed)
    {
        XDocument document = XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj"));
        string[] references = [.. document.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))];
        CollectionAssert.AreEquivalent(allowed.Split(';', StringSplitOptions.RemoveEmptyEntries), references);
    }

    [TestMethod]
    public void TheLibraryUsesTheBaseClassLibraryOnly() =>
        Assert.IsEmpty(XDocument.Load(Repository.PathOf("src/FlashFs/FlashFs.csproj")).Descendants("PackageReference"));

    [TestMethod]
    public void AFormatKnowsNoOtherFormatAndNoneOfTheLayersAbove()
    {
        string formats = Repository.PathOf("src/FlashFs/Formats");
        var wrong = new List<string>();
        foreach (string folder in Directory.GetDirectories(formats))
        {
            string own = $"Formats.{Path.GetFileName(folder)}";
            foreach (string file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            {
                wrong.AddRange(UsedNamespaces().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)
                    .Where(name => name != own && !KnownToFormats.Contains(name))
                    .Select(name => $"{Path.GetFileName(file)} uses FlashFs.{name}"));
            }
        }

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong));
    }

    [TestMethod]
    public void OnlyTheExplorerUsesTheWebServer()
    {
        // Loading it takes longer than most verbs do.
        string[] wrong =
        [
            .. Repository.Sources("src/FlashFs.Tool").Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "Explorer")
                .Where(file => Regex.IsMatch(File.ReadAllText(file), @"Microsoft\.(AspNetCore|Extensions)\.")),
        ];
        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong));
    }

    // What SECURITY.md promises of builds.
    [TestMethod]
    public void OnlyTheRemoteCacheAsksTheNetwork()
    {
        string[] wrong =
        [
            .. Repository.Sources("src/FlashFs").Concat(Repository.Sources("src/FlashFs.Build"))
                .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "Caching")
                .Where(file => Regex.IsMatch(File.ReadAllText(file), @"System\.Net\b|\b(HttpClient|WebRequest|Socket|TcpClient|UdpClient)\b")),
        ];
        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong));
    }

    // One class starts programs, for transforms, bytecode and the upload: commands that the project names.
    [TestMethod]
    public void NothingIsStartedButWhatAProjectAsksFor()
    {
        string[] starts = [.. Repository.Sources("src").Where(file => Regex.IsMatch(File.ReadAllText(file), @"\bProcess\.Start\(|\bnew Process\b")).Select(file => Path.GetFileName(file))];
        CollectionAssert.AreEqual(new[] { "ExternalCommand.cs" }, starts);
        string[] users = [.. Repository.Sources("src").Where(file => File.ReadAllText(file).Contains("new ExternalCommand", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(new[] { "CommandTransform.cs", "FlashUpload.cs", "TransformRules.cs" }, users);
    }

    [TestMethod]
    public void TheLibraryAsksNothingOfItsSurroundings()
    {
        string[] ambient = ["Environment.CurrentDirectory", "Environment.GetEnvironmentVariable", "Directory.GetCurrentDirectory", "DateTime.Now", "Console."];
        string[] wrong =
        [
            .. Repository.Sources("src/FlashFs")
                .SelectMany(file => ambient.Where(File.ReadAllText(file).Contains).Select(name => $"{Path.GetFileName(file)} uses {name}")),
        ];
        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong));
    }

    [TestMethod]
    public void AFormatIsAFolderALineASheetAndAContractTest()
    {
        string[] formats = [.. FlashFormats.All.Select(FolderOf)];
        CollectionAssert.AreEquivalent(Directory.GetDirectories(Repository.PathOf("src/FlashFs/Formats")).Select(Path.GetFileName).ToArray(), formats, "folders");
        CollectionAssert.AllItemsAreUnique(formats);
        Type[] contracts = [.. typeof(VolumeContractTests).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(VolumeContractTests)) && !type.IsAbstract)];
        foreach (FlashFormat format in FlashFormats.All)
        {
            Assert.IsTrue(File.Exists(Repository.PathOf($"docs/formats/{format.Id}.md")), $"docs/formats/{format.Id}.md");
            Assert.Contains(type => type.Namespace == $"FlashFs.Tests.Formats.{FolderOf(format)}", contracts, format.Id);
        }

        StringAssert.Contains(
            File.ReadAllText(Repository.PathOf("docs/design.md")), "one folder, one line in the list, one sheet, one contract-test subclass", StringComparison.Ordinal);
    }

    [TestMethod]
    public void NothingOutsideAFormatsFolderNamesItsTypes()
    {
        string list = Repository.PathOf("src/FlashFs/Formats/FlashFormats.cs");
        var wrong = new List<string>();
        foreach (string folder in Directory.GetDirectories(Repository.PathOf("src/FlashFs/Formats")))
        {
            string name = Path.GetFileName(folder);
            string[] types = [.. Repository.Sources($"src/FlashFs/Formats/{name}").Select(file => Path.GetFileName(file).Split('.')[0]).Distinct()];
            var named = new Regex($@"\b(?:{string.Join('|', types)}|Formats\.{name})\b");
            string[] outside = [.. Repository.Sources("src").Where(file => file != list && !file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))];
            Assert.IsGreaterThan(100, outside.Length);
            wrong.AddRange(outside.SelectMany(file => named.Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)} names {match.Value}")));
        }

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong));
    }

    [TestMethod]
    public void NoSourceBesideTheFormatsAsksWhichFormatItHas()
    {
        // Beside the formats, a format's id stands in the profiles, in what a project without FlashFormats gets, and in examples.
        string ids = string.Join('|', FlashFormats.All.Select(format => format.Id));
        var asks = new Regex($"""(?:==|!=|is|case|or|=>|Equals\()\s*"(?:{ids})"|"(?:{ids})"\s*(?:==|!=|=>)""");
        string[] wrong =
        [
            .. Repository.Sources("src").Where(file => !file.Contains(Path.Combine("FlashFs", "Formats"), StringComparison.Ordinal))
                .Where(file => asks.IsMatch(File.ReadAllText(file))).Select(Path.GetFileName)!,
            .. Directory.EnumerateFiles(Repository.PathOf("build"), "*.*", SearchOption.AllDirectories)
                .Where(file => Regex.IsMatch(File.ReadAllText(file), $"""'(?:{ids})'""", RegexOptions.IgnoreCase)).Select(Path.GetFileName)!,
        ];
        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong));
    }

    private static string FolderOf(FlashFormat format) => format.GetType().Namespace!.Split('.')[^1];

    [GeneratedRegex(@"^using (?:static )?FlashFs\.([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsedNamespaces();
}
