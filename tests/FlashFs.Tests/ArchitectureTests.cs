using System.Text.RegularExpressions;
using System.Xml.Linq;

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

    [GeneratedRegex(@"^using (?:static )?FlashFs\.([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsedNamespaces();
}
