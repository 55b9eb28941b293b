namespace FlashFs.EndToEnd.Tests;

/// <summary>A project of several frameworks: one flash each, made once.</summary>
[TestClass]
public sealed class MultiTargetingTests
{
    [TestMethod]
    public void EveryFrameworkHasItsOwnFlashAndTheCacheSharesTheWork()
    {
        using FirmwareProject project = new FirmwareProject(csproj: FirmwareProject.Csproj()
            .Replace("<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net10.0;net10.0-browser</TargetFrameworks>", StringComparison.Ordinal)).WithFiles();
        project.Build("-m:1").Succeeded().Says("espfs.img: new, from the cache");
        SortedDictionary<string, string> flash = project.Hashes("bin/Debug/net10.0/flash");
        Assert.HasCount(8, flash);
        CollectionAssert.AreEqual(flash, project.Hashes("bin/Debug/net10.0-browser/flash"));
        CollectionAssert.AreEquivalent(
            (string[])["net10.0", "net10.0-browser"],
            Directory.GetDirectories(project.PathOf("bin/Debug")).Select(Path.GetFileName).ToArray(),
            "the outer build makes nothing");

        SortedDictionary<string, long> outputs = project.Times("bin");
        project.Build("-m:2").Succeeded().DoesNotSay("espfs.img: new");
        CollectionAssert.AreEqual(outputs, project.Times("bin"));

        project.Write("flash/start.js", "log('other');\n");
        project.Build("-m:2").Succeeded();
        flash = project.Hashes("bin/Debug/net10.0/flash");
        CollectionAssert.AreEqual(flash, project.Hashes("bin/Debug/net10.0-browser/flash"));

        project.Run("clean").Succeeded();
        Assert.IsEmpty(Directory.GetFiles(project.PathOf("bin"), "*.img", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void TheSdkFormTakesSeveralFrameworks()
    {
        using FirmwareProject project = new FirmwareProject("Images", $"""
            <Project Sdk="FlashFs.Build/{PackedPackage.Version}">
              <PropertyGroup><TargetFrameworks>net9.0;net10.0</TargetFrameworks></PropertyGroup>
            </Project>
            """).WithFiles();
        project.Build("-m:2").Succeeded();
        SortedDictionary<string, string> flash = project.Hashes("bin/Debug/net9.0/flash");
        Assert.HasCount(8, flash);
        CollectionAssert.AreEqual(flash, project.Hashes("bin/Debug/net10.0/flash"));
        Assert.IsEmpty(Directory.GetFiles(project.PathOf("bin"), "*.dll", SearchOption.AllDirectories));
        Assert.IsFalse(Directory.Exists(project.PathOf("bin/Debug/flash")), "the outer build makes nothing");
    }

    // As 'dotnet add package' writes the reference: without an asset of the name buildMultiTargeting.
    [TestMethod]
    public void WhoAsksTheOuterBuildForAFlashHearsWhichFrameworksHaveOne()
    {
        const string Added = "<IncludeAssets>runtime; build; native; contentfiles; analyzers; buildtransitive</IncludeAssets><PrivateAssets>all</PrivateAssets>";
        using FirmwareProject package = new FirmwareProject("Package", FirmwareProject.Csproj()
            .Replace("<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>\n net10.0;\n net10.0-browser\n</TargetFrameworks>", StringComparison.Ordinal)
            .Replace("PrivateAssets=\"all\" />", $">{Added}</PackageReference>", StringComparison.Ordinal)).WithFiles().RestoreHere();
        using FirmwareProject images = new FirmwareProject("Images", $"""
            <Project Sdk="FlashFs.Build/{PackedPackage.Version}">
              <PropertyGroup><TargetFrameworks>net10.0;net10.0-browser</TargetFrameworks></PropertyGroup>
            </Project>
            """).WithFiles();
        images.Run("restore").Succeeded();
        foreach (FirmwareProject project in (FirmwareProject[])[package, images])
        {
            foreach (string question in (string[])["-t:BuildFlash", "-t:UploadFlash", "-t:BuildFlashImages", "-getTargetResult:BuildFlash"])
            {
                project.Build(question).FailedWith("FLASHFS9023", "one of net10.0, net10.0-browser with -f");
            }

            Assert.IsEmpty(project.Hashes("bin"), "the outer build makes nothing");
            project.Build("-t:BuildFlash", "-p:EnableFlashBuild=false").Succeeded(); // as in a project of one framework
            project.Build("-t:BuildFlash", "-f", "net10.0").Succeeded();
            Assert.HasCount(8, project.Hashes("bin/Debug/net10.0/flash"));
        }
    }
}
