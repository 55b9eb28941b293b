using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlashFs.Tests;

/// <summary>Keeps the directions of docs/design.md: who may know whom.</summary>
[TestClass]
public sealed partial class ArchitectureTests
{
    private static readonly string[] KnownToFormats = ["Files", "Devices", "Compression", "Diagnostics", "Formats"];

    private static string Root { get; } = typeof(ArchitectureTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    [TestMethod]
    [DataRow("FlashFs", "")]
    [DataRow("FlashFs.Build", "FlashFs")]
    [DataRow("FlashFs.Tool", "FlashFs")]
    public void ProjectsReferToEachOtherInOneDirection(string project, string allowed)
    {
        XDocument document = XDocument.Load(Path.Combine(Root, "src", project, $"{project}.csproj"));
        string[] references = [.. document.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))];
        CollectionAssert.AreEquivalent(allowed.Split(';', StringSplitOptions.RemoveEmptyEntries), references);
    }

    [TestMethod]
    public void TheLibraryUsesTheBaseClassLibraryOnly() =>
        Assert.IsEmpty(XDocument.Load(Path.Combine(Root, "src", "FlashFs", "FlashFs.csproj")).Descendants("PackageReference"));

    [TestMethod]
    public void AFormatKnowsNoOtherFormatAndNoneOfTheLayersAbove()
    {
        string formats = Path.Combine(Root, "src", "FlashFs", "Formats");
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
            .. Directory.EnumerateFiles(Path.Combine(Root, "src", "FlashFs"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .SelectMany(file => ambient.Where(File.ReadAllText(file).Contains).Select(name => $"{Path.GetFileName(file)} uses {name}")),
        ];
        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong));
    }

    [GeneratedRegex(@"^using (?:static )?FlashFs\.([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsedNamespaces();
}
