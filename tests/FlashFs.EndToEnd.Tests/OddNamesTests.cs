using FlashFs.MSBuild;

namespace FlashFs.EndToEnd.Tests;

/// <summary>Folders and files with the characters that MSBuild gives a meaning.</summary>
[TestClass]
public sealed class OddNamesTests
{
    // Not %41: MSBuild itself finds no file by a pattern below a folder that reads like an escape of its own.
    [TestMethod]
    [DataRow("with spaces and (brackets)")]
    [DataRow("it's")]
    [DataRow("100%")]
    [DataRow("semi;colon")]
    [DataRow("$(OutDir) @(FlashFile)")]
    [DataRow("Gerät ü 小")]
    [DataRow("a&b #1 !x =y ~z")]
    public void AProjectCanLieInAnyFolder(string folder)
    {
        string parent = Directory.CreateDirectory(Path.Combine(PackedPackage.Scratch, "projects", Path.GetRandomFileName(), folder)).FullName;
        using PlainProject elsewhere = new PlainProject().WithFiles();
        elsewhere.Build().Succeeded();
        using PlainProject project = new PlainProject(parent: parent).WithFiles();
        project.Build().Succeeded();
        CollectionAssert.AreEqual(elsewhere.Hashes(elsewhere.OutputPath), project.Hashes(project.OutputPath));
        project.Build().Succeeded().Says("espfs.img: up to date, 3 files", "flash: up to date, ");
        project.Build("-t:CoreClean").Succeeded();
        Assert.IsFalse(Directory.Exists(project.Output));
    }

    [TestMethod]
    public void AFileCanHaveAnyName()
    {
        string[] names = ["100%.txt", "%41.txt", "a;b.txt", "it's.txt", "(x).txt", "$(OutDir).txt", "@(FlashFile).txt", "a b.txt", "ä小.txt", "#!&=~.txt"];
        using var project = new PlainProject(items: """<FlashImage Include="spiffs.img" /><FlashImage Include="own.fs" Format="simplefs" Root="own" />""");
        foreach (string name in names)
        {
            project.Write($"flash/{name}", name).Write($"own/{name}", name);
        }

        project.Build().Succeeded().Says($"spiffs.img: new, ", $"{names.Length} files");
        foreach (string image in (string[])["spiffs.img", "own.fs"])
        {
            byte[] bytes = project.Bytes(image);
            foreach (string name in names)
            {
                Assert.IsGreaterThanOrEqualTo(0, bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(name)), $"{name} in {image}");
            }
        }

        project.Build().Succeeded().Says($"spiffs.img: up to date, {names.Length} files", $"own.fs: up to date, {names.Length} files");
        EvaluatedProject asked = project.BuildHere("-p:BuildingInsideVisualStudio=true", "-t:_FlashCollectUpToDateCheck").Projects[0];
        CollectionAssert.AreEqual(
            names.Select(name => $"flash/{name}").Concat(names.Select(name => $"own/{name}")).Order(StringComparer.Ordinal).ToArray(), asked.Names("UpToDateCheckInput"));
    }

    // As whoever writes the project has to: % as %25.
    [TestMethod]
    [DataRow("flash (1)/")]
    [DataRow("it's")]
    [DataRow("50%25")]
    [DataRow("a%3Bb")]
    [DataRow("a;b/")]
    [DataRow("%25;100%25;@(FlashFile)")]
    [DataRow("../beside")]
    [DataRow("./flash")]
    [DataRow("$(MSBuildProjectDirectory)/rooted")]
    public void TheFolderOfTheFilesCanHaveAnyName(string root)
    {
        using var project = new PlainProject($"<FlashRoot>{root}</FlashRoot>");
        string folder = Uri.UnescapeDataString(root.Replace("$(MSBuildProjectDirectory)", project.Folder, StringComparison.Ordinal));
        project.Write($"{folder}/lib/a.js", "1;\n").Write($"{folder}/.git/config", "x").Write($"{folder}/old.js~", "x");
        project.Build().Succeeded().Says("espfs.img: new, ", "1 file: ");
        StringAssert.Contains(File.ReadAllText(Path.Combine(project.Output, "flash-report.json")), "\"lib/a.js\"", StringComparison.Ordinal);
        project.Build().Succeeded().Says("espfs.img: up to date, 1 file");
    }
}
