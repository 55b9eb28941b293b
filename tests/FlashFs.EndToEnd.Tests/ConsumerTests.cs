using System.IO.Compression;

namespace FlashFs.EndToEnd.Tests;

/// <summary>Projects that other people's packages and folders reach into.</summary>
[TestClass]
public sealed class ConsumerTests
{
    [TestMethod]
    public void APackageBringsFilesAndTheFolderAboveBringsVersionsAndProperties()
    {
        string version = Contribute("Web.Files", ("assets/lib/jquery.js", "$;\n"), ("assets/index.html", "<!doctype html>"));
        using FirmwareProject project = new FirmwareProject("Firmware", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <FlashSize>8MB</FlashSize>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="FlashFs.Build" PrivateAssets="all" />
                <PackageReference Include="Web.Files" />
              </ItemGroup>
            </Project>
            """)
            .Write("Directory.Packages.props", $"""
                <Project>
                  <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
                  <ItemGroup>
                    <PackageVersion Include="FlashFs.Build" Version="{PackedPackage.Version}" />
                    <PackageVersion Include="Web.Files" Version="{version}" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Directory.Build.props", """
                <Project><PropertyGroup>
                  <FlashRoot>data/</FlashRoot><FlashFormats>Spiffs</FlashFormats><FlashSize>2MB</FlashSize><FlashWarnFreeBlocks>1</FlashWarnFreeBlocks>
                </PropertyGroup></Project>
                """)
            .Write("Directory.Build.targets", """
                <Project><PropertyGroup><FlashOutputPath>$(OutDir)images/</FlashOutputPath></PropertyGroup></Project>
                """)
            .Write("data/start.js", "1;\n").Write("flash/ignored.js", "2;\n");

        project.Build().Succeeded();
        SortedDictionary<string, string> outputs = project.Hashes("bin/Debug/net10.0/images");
        CollectionAssert.AreEqual(
            (string[])["flash-manifest.json", "flash-map.html", "flash-report.json", "flash_args", "flasher_args.json", "partition-table.bin", "spiffs.img"], outputs.Keys.ToArray());
        string manifest = File.ReadAllText(project.PathOf("bin/Debug/net10.0/images/flash-manifest.json"));
        StringAssert.Contains(manifest, "\"fileCount\": 3", StringComparison.Ordinal);
        StringAssert.Contains(File.ReadAllText(project.PathOf("bin/Debug/net10.0/images/flash_args")), "8MB", StringComparison.Ordinal);
        project.Build().Succeeded().Says("spiffs.img: up to date, 3 files");
        byte[] image = File.ReadAllBytes(project.PathOf("bin/Debug/net10.0/images/spiffs.img"));
        foreach (string path in (string[])["/lib/jquery.js", "/index.html", "/start.js"])
        {
            Assert.IsGreaterThanOrEqualTo(0, image.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(path)), path);
        }
    }

    [TestMethod]
    public void SwitchedOffTheBuildMakesNothingAndFormerOutputsLeaveBin()
    {
        using FirmwareProject project = new FirmwareProject().WithFiles();
        project.Build().Succeeded();
        string listed = File.ReadAllText(Directory.GetFiles(project.PathOf("obj/Debug/net10.0"), "*.FileListAbsolute.txt").Single());
        foreach (string output in Directory.GetFiles(project.Output))
        {
            StringAssert.Contains(listed, output, StringComparison.Ordinal);
        }

        project.Build("-p:EnableFlashBuild=false").Succeeded();
        Assert.IsEmpty(project.Times(project.OutputPath));
        project.Build().Succeeded();
        Assert.HasCount(8, project.Times(project.OutputPath));
        project.Run("msbuild", "-t:BuildFlash", "-getTargetResult:BuildFlash").Succeeded().Says("spiffs.img", "\"Offset\": \"0x180000\"", "\"Sha256\"");
    }

    /// <summary>Makes a package whose build logic brings files along, as the reference page shows it.</summary>
    private static string Contribute(string id, params (string Path, string Text)[] files)
    {
        const string Version = "1.0.0";
        using ZipArchive package = ZipFile.Open(Path.Combine(PackedPackage.Feed, $"{id}.{Version}.nupkg"), ZipArchiveMode.Create);
        void Add(string path, string text)
        {
            using var writer = new StreamWriter(package.CreateEntry(path).Open());
            writer.Write(text);
        }

        Add($"{id}.nuspec", $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{id}</id><version>{Version}</version><authors>a</authors><description>Files for flash images.</description></metadata>
            </package>
            """);
        Add($"buildTransitive/{id}.props", """
            <Project>
              <ItemGroup><FlashFile Include="$(MSBuildThisFileDirectory)../assets/**" /></ItemGroup>
            </Project>
            """);
        foreach ((string path, string text) in files)
        {
            Add(path, text);
        }

        return Version;
    }
}
