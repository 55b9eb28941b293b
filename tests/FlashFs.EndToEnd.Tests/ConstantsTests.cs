namespace FlashFs.EndToEnd.Tests;

/// <summary>The content ids of the images, compiled into the app that is built with them.</summary>
[TestClass]
public sealed class ConstantsTests
{
    private const string On = "<FlashGenerateConstants>true</FlashGenerateConstants>";

    [TestMethod]
    public void TheAppKnowsItsImagesAndIsCompiledAgainOnlyForOthers()
    {
        using FirmwareProject project = new FirmwareProject(csproj: FirmwareProject.Csproj(On)).WithFiles()
            .Write("App.cs", "public static class App { public const string Id = Firmware.FlashConstants.EspfsImage.Sha256; }\n");
        project.Build("-warnaserror").Succeeded();
        HoldsItsId(project);
        StringAssert.Contains(File.ReadAllText(Path.Combine(project.Output, "flash_constants.h")), Sha256(project), StringComparison.Ordinal);

        SortedDictionary<string, long> outputs = project.Times("bin");
        project.Build().Succeeded().Says("Skipping target \"CoreCompile\"", "espfs.img: up to date");
        CollectionAssert.AreEqual(outputs, project.Times("bin"));

        project.Write("flash/start.js", "log('other');\n");
        project.Build().Succeeded().DoesNotSay("Skipping target \"CoreCompile\"");
        HoldsItsId(project);

        // An IDE makes nothing and sees the constants of the last build.
        project.Run("msbuild", "-t:Compile", "-getItem:Compile", "-p:DesignTimeBuild=true", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true")
            .Succeeded().Says("FlashConstants.g.cs\"");

        project.Configure(On, """<FlashFile Include="bin/Debug/net10.0/Firmware.dll" />""");
        project.Build().FailedWith("FLASHFS1026", "Firmware.dll");
        project.Configure(On).Run("clean").Succeeded();
        Assert.IsEmpty(Directory.GetFiles(project.Folder, "*onstants*", SearchOption.AllDirectories));
    }

    // Each framework compiles its own, also while the other one builds, and in a graph that has them as projects of their own.
    [TestMethod]
    public void EveryFrameworkKnowsItsOwnImages()
    {
        using FirmwareProject project = new FirmwareProject(csproj: FirmwareProject.Csproj(On, """
            <FlashFile Remove="flash/lib/a.js" Condition="'$(TargetFramework)' == 'net10.0-browser'" />
            """).Replace("<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net10.0;net10.0-browser</TargetFrameworks>", StringComparison.Ordinal))
            .WithFiles().Write("App.cs", "public static class App { public const string Id = Firmware.FlashConstants.EspfsImage.Sha256; }\n").RestoreHere();
        project.Build("-graph", "-isolate", "-m:2", "-warnaserror").Succeeded();
        string[] first = EachHoldsItsOwnId(project);
        SortedDictionary<string, long> outputs = project.Times("bin");
        project.Build("-graph", "-m:2").Succeeded().Says("Skipping target \"CoreCompile\"").DoesNotSay("espfs.img: new");
        CollectionAssert.AreEqual(outputs, project.Times("bin"));

        project.Write("flash/start.js", "log('other');\n");
        project.Build("-m:2", "-warnaserror").Succeeded();
        Assert.IsEmpty(EachHoldsItsOwnId(project).Intersect(first));
    }

    [TestMethod]
    public void ProjectsWithoutCSharpGetTheHeader()
    {
        using FirmwareProject images = new FirmwareProject("Images", $"""
            <Project Sdk="FlashFs.Build/{PackedPackage.Version}">
              <PropertyGroup>{On}</PropertyGroup>
            </Project>
            """).WithFiles();
        images.Build().Succeeded();
        OnlyTheHeader(images, "bin/Debug/flash/flash_constants.h");

        using FirmwareProject basic = new FirmwareProject("Basic").WithFiles();
        File.Delete(basic.PathOf("Basic.csproj"));
        basic.Write("Basic.vbproj", FirmwareProject.Csproj(On));
        basic.Build().Succeeded();
        OnlyTheHeader(basic, "bin/Debug/net10.0/flash/flash_constants.h");
    }

    private static void OnlyTheHeader(FirmwareProject project, string header)
    {
        Assert.IsTrue(File.Exists(project.PathOf(header)), header);
        Assert.IsEmpty(Directory.GetFiles(project.Folder, "FlashConstants.g.cs", SearchOption.AllDirectories));
    }

    private static string[] EachHoldsItsOwnId(FirmwareProject project)
    {
        string[] frameworks = ["net10.0", "net10.0-browser"];
        string[] ids = [.. frameworks.Select(framework => Sha256(project, framework))];
        Assert.AreNotEqual(ids[0], ids[1], "the two have the same files");
        foreach (string framework in frameworks)
        {
            HoldsItsId(project, framework);
        }

        return ids;
    }

    private static void HoldsItsId(FirmwareProject project, string framework = "net10.0")
    {
        byte[] assembly = File.ReadAllBytes(project.PathOf($"bin/Debug/{framework}/Firmware.dll"));
        Assert.IsGreaterThanOrEqualTo(
            0, assembly.AsSpan().IndexOf(System.Text.Encoding.Unicode.GetBytes(Sha256(project, framework))), $"the id of the image is not in the assembly for {framework}");
    }

    private static string Sha256(FirmwareProject project, string framework = "net10.0") =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(project.PathOf($"bin/Debug/{framework}/flash/espfs.img"))));
}
