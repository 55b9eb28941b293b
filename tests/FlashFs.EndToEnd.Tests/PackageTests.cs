using System.IO.Compression;
using System.Xml.Linq;

namespace FlashFs.EndToEnd.Tests;

[TestClass]
public sealed class PackageTests
{
    [TestMethod]
    public void ThePackageHoldsExactlyWhatItShould()
    {
        using ZipArchive package = ZipFile.OpenRead(PackedPackage.PackageFile);
        string[] entries = [.. package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        string[] expected =
        [
            "FlashFs.Build.nuspec",
            "README.md",
            "Sdk/ImageOnly.targets",
            "Sdk/Sdk.props",
            "Sdk/Sdk.targets",
            "[Content_Types].xml",
            "build/FlashFs.Build.props",
            "build/FlashFs.Build.targets",
            "buildTransitive/FlashFs.Build.props",
            "buildTransitive/FlashFs.Build.targets",
            "tasks/net10.0/FlashFs.Build.deps.json",
            "tasks/net10.0/FlashFs.Build.dll",
            "tasks/net10.0/FlashFs.dll",
        ];
        CollectionAssert.AreEqual(expected, entries, string.Join('\n', entries));
    }

    [TestMethod]
    public void ThePackageDependsOnNothingAndIsADevelopmentDependency()
    {
        using ZipArchive package = ZipFile.OpenRead(PackedPackage.PackageFile);
        using Stream stream = package.GetEntry("FlashFs.Build.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single();
        Assert.AreEqual("true", metadata.Elements().Single(element => element.Name.LocalName == "developmentDependency").Value);
        Assert.IsFalse(metadata.Descendants().Any(element => element.Name.LocalName == "dependency"));
        Assert.AreEqual("MIT", metadata.Elements().Single(element => element.Name.LocalName == "license").Value);
    }
}
