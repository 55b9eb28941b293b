namespace FlashFs.EndToEnd.Tests;

[TestClass]
public sealed class MSBuildTests
{
    [TestMethod]
    public void AnMSBuildThatIsTooOldGetsACodeAndWhatToUse()
    {
        using PlainProject project = new PlainProject().WithFiles();
        project.Build("-p:_FlashHostVersion=17.14.0").FailedWith("FLASHFS9001", "MSBuild 17.14.0", "10 SDK");
        project.Build("-p:_FlashHostVersion=17.14.0", "-p:EnableFlashBuild=false").Succeeded();
    }

    // Off in silence would be the worst answer to a slip of the finger.
    [TestMethod]
    public void ASwitchThatIsNeitherTrueNorFalseIsAnError()
    {
        using PlainProject project = new PlainProject("<EnableFlashBuild>ture</EnableFlashBuild><FlashReferences> true </FlashReferences>").WithFiles();
        project.Build().FailedWith("FLASHFS1015", "Plain.proj : error", ": EnableFlashBuild is 'ture', FlashReferences is ' true '; write true or false.");
        project.Configure("<EnableDefaultFlashFiles>offf</EnableDefaultFlashFiles><FlashPublish>0</FlashPublish>");
        project.Build().FailedWith("FLASHFS1015", "EnableDefaultFlashFiles is 'offf', FlashPublish is '0'");
        project.Build("-t:_FlashPublish").FailedWith("FLASHFS1015", "FlashPublish is '0'");

        // Nobody is kept from switching it off, nor an editor from asking; and MSBuild's other words for the two stay.
        project.Build("-p:EnableFlashBuild=False").Succeeded();
        project.Build("-p:DesignTimeBuild=true").Succeeded();
        project.Configure("<EnableFlashBuild>TRUE</EnableFlashBuild><FlashReferences>on</FlashReferences><FlashPublish>no</FlashPublish>");
        project.Build().Succeeded().Says("espfs.img: new, ");
    }

    [TestMethod]
    public void MessagesHaveTheProjectsFileAndLine()
    {
        using PlainProject project = new PlainProject("<FlashPartitionTable>table.csv</FlashPartitionTable>").WithFiles()
            .Write("table.csv", "# comment\nnvs, data, nope, 0x9000, 0x6000\n");
        project.Build().FailedWith("FLASHFS3003").Says("table.csv(2,12): error FLASHFS3003");
    }

    [TestMethod]
    public void WarningsObeyTheProject()
    {
        using FirmwareProject project = new FirmwareProject().WithFiles().Write("flash/.env", "A=1");
        project.Build().Succeeded().Says("warning FLASHFS1007");
        project.Build("-p:NoWarn=FLASHFS1007").Succeeded().DoesNotSay("FLASHFS1007");
        project.Build("-warnaserror:FLASHFS1007").FailedWith("FLASHFS1007");
        project.Build("-p:TreatWarningsAsErrors=true").FailedWith("FLASHFS1007");
        project.Build("-p:TreatWarningsAsErrors=true", "-p:WarningsNotAsErrors=FLASHFS1007").Succeeded().Says("warning FLASHFS1007");
    }

    [TestMethod]
    public void AReferencedProjectBringsItsFilesAlong()
    {
        using var solution = new FirmwareProject("App", FirmwareProject.Csproj(items: """<ProjectReference Include="../Web/Web.csproj" />"""));
        using var web = new FirmwareProject("Web", parent: Path.GetDirectoryName(solution.Folder));
        web.Write("flash/web/index.html", "<!doctype html>");
        solution.Write("flash/start.js", "1;\n");
        solution.Build().Succeeded();
        StringAssert.Contains(File.ReadAllText(Path.Combine(solution.Output, "flash-manifest.json")), "\"fileCount\": 2", StringComparison.Ordinal);
        web.Write("flash/start.js", "2;\n");
        solution.Build().FailedWith("FLASHFS1005", "'flash/start.js'", "'../Web/flash/start.js'");
        solution.Build("-p:FlashReferences=false").Succeeded();
    }
}
