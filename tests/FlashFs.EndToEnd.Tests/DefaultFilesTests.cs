using FlashFs.MSBuild;

namespace FlashFs.EndToEnd.Tests;

/// <summary>Which files a project has without naming any, and what the project and the folders above make of them.</summary>
[TestClass]
public sealed class DefaultFilesTests
{
    [TestMethod]
    // The defaults: repositories, packages of npm and what systems and editors leave stay out.
    [DataRow("", "flash/.well-known/x;flash/lib/a.js;flash/start.js;flash/web/index.html")]
    // With and without a slash at the end, and with one of Windows.
    [DataRow("FlashRoot=data", "data/x.js")]
    [DataRow("FlashRoot=data/", "data/x.js")]
    [DataRow("FlashRoot=flash/lib", "flash/lib/a.js")]
    [DataRow("FlashRoot=nowhere/", "")]
    // Only what the property names, in any folder.
    [DataRow("FlashDefaultExcludes=**/*.html", "flash/.DS_Store;flash/.git/config;flash/.well-known/x;flash/lib/a.js;flash/start.js;flash/web/node_modules/m.js;flash/web/old.js~")]
    [DataRow("FlashDefaultExcludes=lib/**%3B**/.git/**%3B**/node_modules/**", "flash/.DS_Store;flash/.well-known/x;flash/start.js;flash/web/index.html;flash/web/old.js~")]
    // Whoever takes them all names nothing that is there.
    [DataRow("FlashDefaultExcludes=none", "flash/.DS_Store;flash/.git/config;flash/.well-known/x;flash/lib/a.js;flash/start.js;flash/web/index.html;flash/web/node_modules/m.js;flash/web/old.js~")]
    [DataRow("EnableDefaultFlashFiles=false", "")]
    [DataRow("EnableDefaultFlashFiles=False", "")]
    [DataRow("EnableFlashBuild=false", "")]
    [DataRow("EnableFlashBuild=FALSE", "")]
    public void TheDefaultFiles(string property, string expected)
    {
        using PlainProject project = new PlainProject().WithFiles().Write("flash/.well-known/x", "1").Write("data/x.js", "1")
            .Write("flash/.git/config", "1").Write("flash/web/node_modules/m.js", "1").Write("flash/.DS_Store", "1").Write("flash/web/old.js~", "1");
        EvaluatedProject evaluated = project.Evaluate(property.Length == 0 ? [] : [$"-p:{property}"]);
        Assert.AreEqual(expected, string.Join(';', evaluated.Names("FlashFile")));
    }

    // The folder that is nobody's word may be absent; one that was asked for is missed, and what was made of its files stays.
    [TestMethod]
    public void AFlashRootThatIsNotThereFailsTheBuildAndLeavesWhatItMade()
    {
        using PlainProject project = new PlainProject("<FlashRoot>data</FlashRoot>").Write("data/x.js", "1").Write("other.js", "1");
        project.Build().Succeeded();
        SortedDictionary<string, string> made = project.Hashes(project.Output);
        SortedDictionary<string, string> state = project.Hashes(project.PathOf(project.StatePath));
        project.Build("-p:FlashRoot=dta/").FailedWith("FLASHFS1023", "FlashRoot 'dta/'", "did you mean 'data'?");
        project.Build("-p:FlashRoot=data/x.js").FailedWith("FLASHFS1023", "is a file");
        project.Build("-t:UploadFlash", "-p:FlashRoot=dta/").FailedWith("FLASHFS1023");
        CollectionAssert.AreEqual(made, project.Hashes(project.Output));
        CollectionAssert.AreEqual(state, project.Hashes(project.PathOf(project.StatePath)));
        project.Build().Succeeded().Says("up to date");
    }

    // An empty folder gives as many files as none: only its own absence tells the two apart.
    [TestMethod]
    public void AnAnswerThatStandsDoesNotHideThatTheFolderIsGone()
    {
        using PlainProject project = new PlainProject("<FlashRoot>data</FlashRoot>", """<FlashFile Include="other.js" />""").Write("other.js", "1");
        Directory.CreateDirectory(project.PathOf("data"));
        project.Build().Succeeded();
        project.Build().Succeeded().Says("up to date");
        Directory.Delete(project.PathOf("data"));
        project.Build().FailedWith("FLASHFS1023", "FlashRoot 'data'");
        project.Build().FailedWith("FLASHFS1023");
        Directory.CreateDirectory(project.PathOf("data"));
        project.Build().Succeeded().Says("up to date");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("FlashRoot=nowhere;EnableDefaultFlashFiles=false")]
    [DataRow("FlashRoot=nowhere;EnableFlashBuild=false")]
    public void AFolderThatNobodyAsksForMayBeAbsent(string properties)
    {
        using PlainProject project = new PlainProject("", """<FlashFile Include="other.js" />""").Write("other.js", "1");
        project.Build([.. properties.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(property => $"-p:{property}")]).Succeeded();
        Assert.AreEqual(!properties.Contains("EnableFlashBuild", StringComparison.Ordinal), File.Exists(project.PathOf("bin/flash/espfs.img")));
    }

    // The targets have them once more, with the folder before each.
    [TestMethod]
    [DataRow("flash/")]
    [DataRow("data")]
    public void TheStandardExcludesAreTheSameInBothPlaces(string root)
    {
        using PlainProject project = new PlainProject($"<FlashRoot>{root}</FlashRoot>");
        EvaluatedProject standard = project.Evaluate();
        string folder = root.TrimEnd('/') + "/";
        string[] expected = [.. standard["FlashDefaultExcludes"].Split(';').Select(pattern => folder + pattern)];
        Assert.HasCount(5, expected);
        CollectionAssert.AreEqual(expected, standard["_FlashLeftOut"].Split(';'));
        Assert.AreEqual("", standard["_FlashLeftOutElse"]);
        EvaluatedProject more = project.Evaluate($"-p:FlashDefaultExcludes={standard["FlashDefaultExcludes"].Replace(";", "%3B", StringComparison.Ordinal)}%3Bx");
        Assert.AreEqual("", more["_FlashLeftOut"]);
        CollectionAssert.AreEqual((string[])[.. expected, folder + "x"], more["_FlashLeftOutElse"].Split('\u0001'));
    }

    [TestMethod]
    public void TheExcludesCanStandOneALine()
    {
        using PlainProject project = new PlainProject("""
            <FlashDefaultExcludes>
              lib/**;
              **/*.html ; **/.git/**;
            </FlashDefaultExcludes>
            """).WithFiles().Write("flash/.git/config", "1");
        CollectionAssert.AreEqual((string[])["flash/start.js"], project.Evaluate().Names("FlashFile"));
        project.Build().Succeeded().Says("left out by FlashDefaultExcludes: .git, lib, web/index.html.", "espfs.img: new, ", "1 file: ");
    }

    // What a build makes below the folder of the files is none of them: the second build has nothing to do.
    [TestMethod]
    [DataRow("<FlashRoot>.</FlashRoot>", "bin/flash")]
    [DataRow("<FlashRoot>.</FlashRoot><FlashOutputPath>images</FlashOutputPath>", "images")]
    [DataRow("<FlashOutputPath>flash/made/</FlashOutputPath>", "flash/made")]
    [DataRow("<FlashOutputPath>flash/p%3Bq</FlashOutputPath>", "flash/p;q")]
    [DataRow("<FlashOutputPath>flash/p;q</FlashOutputPath>", "flash/p;q")]
    [DataRow("<FlashOutputPath>flash/%2541</FlashOutputPath>", "flash/%41")]
    [DataRow("<FlashOutputPath>flash/@(FlashFile) it's (*)/x</FlashOutputPath>", "flash/@(FlashFile) it's (*)/x")]
    [DataRow("<FlashRoot>.</FlashRoot><OutDir>100%25%3B%2541/</OutDir>", "100%;%41/flash")]
    [DataRow("<FlashRoot>./</FlashRoot>", "bin/flash")]
    [DataRow("<FlashRoot>flash/..</FlashRoot>", "bin/flash")]
    [DataRow("<FlashRoot>bin</FlashRoot>", "bin/flash")]
    [DataRow("<FlashRoot>./bin/</FlashRoot>", "bin/flash")]
    [DataRow("<FlashRoot>$(MSBuildProjectDirectory)</FlashRoot><BaseOutputPath>bin/</BaseOutputPath><BaseIntermediateOutputPath>obj/</BaseIntermediateOutputPath>", "bin/flash")]
    public void WhatTheBuildMakesIsNoDefaultFile(string properties, string outputs)
    {
        using PlainProject project = new PlainProject(properties).WithFiles().Write("bin/page.html", "1").Write("obj/project.assets.json", "{}");
        string[] files = project.Evaluate().Names("FlashFile");
        Assert.IsNotEmpty(files);
        project.Build().Succeeded();
        SortedDictionary<string, string> first = project.Hashes(outputs);
        Assert.IsTrue(first.ContainsKey("espfs.img"));
        CollectionAssert.AreEqual(files, project.Evaluate().Names("FlashFile"));
        project.Build().Succeeded().Says("espfs.img: up to date");
        CollectionAssert.AreEqual(first, project.Hashes(outputs));
    }

    [TestMethod]
    public void AnOutputFolderThatIsTheFolderOfTheFilesIsToldWhatToDo()
    {
        using PlainProject project = new PlainProject("<FlashOutputPath>flash</FlashOutputPath>").WithFiles();
        project.Build().Succeeded();
        CommandResult second = project.Build();
        Assert.AreNotEqual(0, second.ExitCode);
        second.Says("error FLASHFS1028: 'flash/espfs.img' is an output of this build", "give FlashOutputPath a folder of its own");
    }

    [TestMethod]
    public void TheFilesOfAnAppAreNotItsNoneItemsToo()
    {
        using FirmwareProject project = new FirmwareProject().WithFiles().Write("readme.txt", "1").Write("data/x.txt", "1").Write("flash/code.cs", "#error\n").RestoreHere();
        EvaluatedProject evaluated = project.Evaluate();
        CollectionAssert.AreEqual((string[])["flash/code.cs", "flash/lib/a.js", "flash/start.js", "flash/web/index.html"], evaluated.Names("FlashFile"));
        CollectionAssert.AreEqual((string[])["data/x.txt", "readme.txt"], Own(evaluated, "None"));
        Assert.IsEmpty(Own(evaluated, "Compile"), "a file for the device is no code of the app");

        evaluated = project.Evaluate("-p:FlashRoot=data");
        CollectionAssert.AreEqual((string[])["data/x.txt"], evaluated.Names("FlashFile"));
        Assert.Contains("flash/start.js", Own(evaluated, "None"));
        Assert.DoesNotContain("data/x.txt", Own(evaluated, "None"));

        evaluated = project.Evaluate("-p:EnableDefaultFlashFiles=false");
        Assert.IsEmpty(evaluated.Names("FlashFile"));
        Assert.Contains("flash/start.js", Own(evaluated, "None"), "the SDK has its default files back");
    }

    [TestMethod]
    public void AFolderAboveSetsDefaultsBeforeTheProjectAndHasTheLastWordBehindIt()
    {
        using FirmwareProject project = new FirmwareProject(csproj: FirmwareProject.Csproj(
            "<FlashSize>8MB</FlashSize>",
            """
            <FlashFile Remove="data/secret/**" />
            <FlashFile Update="data/**/*.html" Compress="Gzip" />
            <FlashFile Include="more.txt" FlashPath="extra/more.txt" />
            """))
            .Write("Directory.Build.props", """
                <Project>
                  <PropertyGroup><FlashRoot>data</FlashRoot><FlashSize>2MB</FlashSize><FlashWarnFreeBlocks>1</FlashWarnFreeBlocks></PropertyGroup>
                  <ItemGroup><FlashFile Include="$(MSBuildThisFileDirectory)shared/**" Title="shared" /></ItemGroup>
                </Project>
                """)
            .Write("Directory.Build.targets", """
                <Project>
                  <PropertyGroup><FlashWarnFreeBlocks>7</FlashWarnFreeBlocks><FlashOutputPath>$(OutDir)images</FlashOutputPath></PropertyGroup>
                  <ItemGroup>
                    <FlashFile Remove="data/draft.js" />
                    <FlashFile Update="@(FlashFile->WithMetadataValue('Compress', 'Gzip'))" Images="espfs" />
                  </ItemGroup>
                </Project>
                """)
            .Write("data/start.js", "1;\n").Write("data/draft.js", "2;\n").Write("data/secret/key.pem", "3").Write("data/web/index.html", "<!doctype html>")
            .Write("shared/lib/s.js", "4;\n").Write("more.txt", "5").Write("flash/other.js", "6;\n").RestoreHere();
        BuildOutcome outcome = project.BuildHere("-t:BuildFlash").Succeeded();
        EvaluatedProject built = outcome.Projects[0];
        Assert.AreEqual("8MB", built["FlashSize"], "the project goes before the folder above");
        Assert.AreEqual("7", built["FlashWarnFreeBlocks"], "what comes behind the project goes before it");
        CollectionAssert.AreEqual(
            (string[])[project.PathOf("shared/lib/s.js"), "data/start.js", "data/web/index.html", "more.txt"], built.Names("FlashFile"));
        EvaluatedItem page = built.Items("FlashFile").Single(item => item.Include == "data/web/index.html");
        Assert.AreEqual("Gzip espfs", $"{page["Compress"]} {page["Images"]}");
        Assert.IsTrue(File.Exists(project.PathOf("bin/Debug/net10.0/images/spiffs.img")));
        byte[] spiffs = File.ReadAllBytes(project.PathOf("bin/Debug/net10.0/images/spiffs.img"));
        Assert.AreEqual(
            "/start.js True, /web/index.html False, /extra/more.txt True, /lib/s.js True, /secret/key.pem False",
            string.Join(", ", ((string[])["/start.js", "/web/index.html", "/extra/more.txt", "/lib/s.js", "/secret/key.pem"])
                .Select(path => $"{path} {spiffs.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(path)) >= 0}")));
    }

    // Those that a test wrote: the SDK has some of its own, and so has every FirmwareProject.
    private static string[] Own(EvaluatedProject project, string type) =>
        [.. project.Names(type).Where(name => Path.GetExtension(name) is ".txt" or ".js" or ".html" || name.StartsWith("flash/", StringComparison.Ordinal))];
}
