namespace FlashFs.EndToEnd.Tests;

/// <summary>What <c>dotnet publish</c> takes along.</summary>
[TestClass]
public sealed class PublishTests
{
    [TestMethod]
    public void PublishTakesTheOutputsAlongWithAndWithoutABuildAndNothingElse()
    {
        using FirmwareProject project = new FirmwareProject(
            csproj: FirmwareProject.Csproj("<FlashOutputPath>$(MSBuildProjectDirectory)/images/</FlashOutputPath>")).WithFiles().Write("images/notes.txt", "mine");
        project.Run("publish", "-o", "published").Succeeded();
        SortedDictionary<string, string> built = project.Hashes("images");
        Assert.IsTrue(built.Remove("notes.txt"));
        Assert.IsTrue(built.ContainsKey("espfs.img"));
        CollectionAssert.AreEqual(built, project.Hashes("published/flash"), "the outputs and nothing else of the folder");

        project.Run("publish", "--no-build", "-o", "later").Succeeded();
        CollectionAssert.AreEqual(built, project.Hashes("later/flash"));

        // Where files go to, they are files of their own.
        project.Write("later/flash/espfs.img", "changed in place");
        CollectionAssert.AreEqual(built, project.Hashes("published/flash"));
        built["notes.txt"] = project.Hashes("images")["notes.txt"];
        CollectionAssert.AreEqual(built, project.Hashes("images"));

        project.Run("publish", "-o", "without", "-p:FlashPublish=false").Succeeded();
        Assert.IsFalse(Directory.Exists(project.PathOf("without/flash")));
    }

    [TestMethod]
    public void FilesThatOnlyAReferenceBringsArePublishedWithoutABuildToo()
    {
        using var app = new FirmwareProject("App", FirmwareProject.Csproj(items: """<ProjectReference Include="../Web/Web.csproj" />"""));
        using FirmwareProject web = new FirmwareProject("Web", parent: Path.GetDirectoryName(app.Folder)).Write("flash/web.js", "1;\n");
        app.Build("-c", "Release").Succeeded(); // what publish takes
        app.Run("publish", "--no-build", "-o", "published").Succeeded();
        CollectionAssert.AreEqual(app.Hashes("bin/Release/net10.0/flash"), app.Hashes("published/flash"));
    }
}
