using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using FlashFs.MSBuild;

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
            "buildMultiTargeting/FlashFs.Build.targets",
            "buildTransitive/FlashFs.Build.props",
            "buildTransitive/FlashFs.Build.targets",
            "tasks/net10.0/FlashFs.Build.dll",
            "tasks/net10.0/FlashFs.dll",
            "tasks/net10.0/linux-x64/FlashFs.Build.dll",
            "tasks/net10.0/linux-x64/FlashFs.dll",
            "tasks/net10.0/win-x64/FlashFs.Build.dll",
            "tasks/net10.0/win-x64/FlashFs.dll",
        ];
        CollectionAssert.AreEqual(expected, entries, string.Join('\n', entries));
    }

    // Keys and state have the identity of the compilation in them: machines that share a cache run different forms of it.
    [TestMethod]
    [DataRow("FlashFs.dll")]
    [DataRow("FlashFs.Build.dll")]
    public void WhatIsCompiledForAPlatformIsTheSameCompilation(string name)
    {
        string folder = Path.Combine(PackedPackage.Unpacked, "tasks", "net10.0");
        Guid expected = IdentityOf(Path.Combine(folder, name));
        Assert.AreEqual(expected, IdentityOf(Path.Combine(folder, "linux-x64", name)));
        Assert.AreEqual(expected, IdentityOf(Path.Combine(folder, "win-x64", name)));
    }

    // Where the compiler does not find what an assembly refers to, it leaves most of it out and says nothing.
    [TestMethod]
    [DataRow("linux-x64", "FlashFs.dll")]
    [DataRow("linux-x64", "FlashFs.Build.dll")]
    [DataRow("win-x64", "FlashFs.dll")]
    [DataRow("win-x64", "FlashFs.Build.dll")]
    public void WhatIsCompiledForAPlatformIsCompiledWhole(string platform, string name)
    {
        string folder = Path.Combine(PackedPackage.Unpacked, "tasks", "net10.0");
        long without = new FileInfo(Path.Combine(folder, name)).Length;
        Assert.IsGreaterThan(without * 3 / 2, new FileInfo(Path.Combine(folder, platform, name)).Length);
    }

    [TestMethod]
    public void TheTasksOfThisPlatformAreTaken()
    {
        using FirmwareProject project = new FirmwareProject().RestoreHere();
        using var plain = new PlainProject();
        foreach (EvaluatedProject evaluated in (EvaluatedProject[])[project.Evaluate(), plain.Evaluate()])
        {
            string assembly = evaluated["FlashFsTaskAssembly"].Replace('\\', '/');
            bool isAhead = RuntimeInformation.ProcessArchitecture == Architecture.X64 && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows());
            StringAssert.EndsWith(assembly, !isAhead ? "/net10.0/FlashFs.Build.dll" : OperatingSystem.IsLinux() ? "/linux-x64/FlashFs.Build.dll" : "/win-x64/FlashFs.Build.dll", StringComparison.Ordinal);
            Assert.IsTrue(File.Exists(assembly), assembly);
        }

        // One that the package has nothing for takes the IL, and musl what glibc takes.
        StringAssert.EndsWith(Platform("linux-arm64"), "/net10.0/FlashFs.Build.dll", StringComparison.Ordinal);
        StringAssert.EndsWith(Platform("linux-musl-x64"), "/linux-x64/FlashFs.Build.dll", StringComparison.Ordinal);
        string Platform(string identifier) => plain.Evaluate($"-p:NETCoreSdkPortableRuntimeIdentifier={identifier}")["FlashFsTaskAssembly"].Replace('\\', '/');
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

    private static Guid IdentityOf(string path)
    {
        using var reader = new PEReader(File.OpenRead(path));
        MetadataReader metadata = reader.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
