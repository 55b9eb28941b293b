namespace FlashFs.EndToEnd.Tests;

/// <summary>Several projects built together, in every way that MSBuild has of doing so.</summary>
[TestClass]
public sealed class SolutionTests
{
    [TestMethod]
    public void ASolutionOfAllFormsOfProjectsBuildsAlikeInEveryMode()
    {
        using var app = new FirmwareProject("App", FirmwareProject.Csproj(items: """
            <ProjectReference Include="../Web/Web.csproj" />
            <ProjectReference Include="../Core/Core.csproj" />
            """));
        string parent = Path.GetDirectoryName(app.Folder)!;
        using FirmwareProject web = new FirmwareProject("Web", FirmwareProject.Csproj(items: """<ProjectReference Include="../Core/Core.csproj" />"""), parent)
            .Write("flash/web.js", "1;\n");
        using FirmwareProject core = new FirmwareProject("Core", parent: parent).Write("flash/core.js", "1;\n");
        using FirmwareProject images = new FirmwareProject("Images", $"<Project Sdk=\"FlashFs.Build/{PackedPackage.Version}\" />", parent).WithFiles();
        using var plain = new FirmwareProject("Ordinary", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><ProjectReference Include="../Images/Images.csproj" ReferenceOutputAssembly="false" /></ItemGroup>
            </Project>
            """, parent);
        File.WriteAllText(Path.Combine(parent, "All.slnx"), """
            <Solution>
              <Project Path="App/App.csproj" /><Project Path="Web/Web.csproj" /><Project Path="Core/Core.csproj" />
              <Project Path="Images/Images.csproj" /><Project Path="Ordinary/Ordinary.csproj" />
            </Solution>
            """);
        File.Copy(app.PathOf("NuGet.config"), Path.Combine(parent, "NuGet.config"));
        CommandResult Build(params string[] arguments) =>
            DotNet.Run(parent, PackedPackage.BuildEnvironment, ["build", "All.slnx", "-tl:off", "-v:n", .. arguments]).Succeeded();

        Build("-m:2");
        SortedDictionary<string, string> appFlash = app.Hashes(app.OutputPath);
        SortedDictionary<string, string> imagesFlash = images.Hashes("bin/Debug/flash");
        Assert.HasCount(8, appFlash);
        Assert.HasCount(8, imagesFlash);
        StringAssert.Contains(File.ReadAllText(Path.Combine(app.Output, "flash-manifest.json")), "\"fileCount\": 2", StringComparison.Ordinal);
        Assert.IsFalse(Directory.Exists(plain.PathOf("obj/Debug/net10.0/flash")), "a project without the package has nothing of it");

        foreach (string[] mode in (string[][])[["-graph", "-m:2"], ["-mt", "-m:2"], ["-p:ContinuousIntegrationBuild=true"]])
        {
            foreach (FirmwareProject project in (FirmwareProject[])[app, web, core, images])
            {
                Directory.Delete(project.PathOf("obj/Debug"), recursive: true);
                Directory.Delete(project.PathOf("bin"), recursive: true);
            }

            Build(["--no-restore", .. mode]);
            CollectionAssert.AreEqual(appFlash, app.Hashes(app.OutputPath), string.Join(' ', mode));
            CollectionAssert.AreEqual(imagesFlash, images.Hashes("bin/Debug/flash"), string.Join(' ', mode));
        }

        Build("--no-restore", "-graph", "-m:2").Says("espfs.img: up to date, 3 files").DoesNotSay("espfs.img: new");

        Build("-p:Configuration=Release");
        CollectionAssert.AreEqual(appFlash, app.Hashes("bin/Release/net10.0/flash"));
    }

    [TestMethod]
    public void MultithreadedTasksRunInProcessAndNeverAskForTheFolderOfTheProcess()
    {
        using PlainProject project = new PlainProject("<FlashPartitionTable>table.csv</FlashPartitionTable>").WithFiles()
            .Write("table.csv", "storage, data, spiffs, 0x10000, 64K\nespfs, data, 0x80, 0x20000, 64K\n");
        string parent = Path.GetDirectoryName(project.Folder)!;
        CommandResult build = DotNet.Run(
            parent, PackedPackage.BuildEnvironment, "msbuild", "Plain/Plain.proj", "-mt", "-m:2", "-nologo", "-tl:off", "-v:diag");
        build.Succeeded().Says("Using \"BuildFlashImages\" task").DoesNotSay("Launching task \"BuildFlash").DoesNotSay("ran in TaskHost");
        Assert.HasCount(8, project.Hashes(project.OutputPath));
        CollectionAssert.AreEqual((string[])["Plain"], Directory.GetFileSystemEntries(parent).Select(Path.GetFileName).ToArray(), "something was written into the folder of the process");
    }

    [TestMethod]
    public void AReferenceCanBeLeftOutAndOnePathFromTwoReferencesNamesBoth()
    {
        const string References = """<ProjectReference Include="../Left/Left.csproj" {0} /><ProjectReference Include="../Right/Right.csproj" />""";
        using var app = new FirmwareProject("App", FirmwareProject.Csproj(items: string.Format(null, References, "")));
        string parent = Path.GetDirectoryName(app.Folder)!;
        using FirmwareProject left = new FirmwareProject("Left", parent: parent).Write("flash/shared.js", "1;\n");
        using FirmwareProject right = new FirmwareProject("Right", parent: parent).Write("flash/shared.js", "2;\n");
        app.Build().FailedWith("FLASHFS1005", "../Left/flash/shared.js", "../Right/flash/shared.js");

        app.Configure(items: string.Format(null, References, "FlashFiles=\"false\""));
        app.Build("--no-restore").Succeeded();
        StringAssert.Contains(File.ReadAllText(Path.Combine(app.Output, "flash-manifest.json")), "\"fileCount\": 1", StringComparison.Ordinal);
    }
}
