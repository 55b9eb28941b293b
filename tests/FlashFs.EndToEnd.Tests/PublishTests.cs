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

    // What a compile would have made is not there, whatever is set for all projects of a folder.
    [TestMethod]
    public void AProjectOfTheSdkFormPublishesItsFlashAndNothingElse()
    {
        using FirmwareProject images = new FirmwareProject("Images", $"""
            <Project Sdk="FlashFs.Build/{PackedPackage.Version}">
              <ItemGroup><FlashPartition Include="factory" Preserve="true" /></ItemGroup>
            </Project>
            """).WithFiles().Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <DebugType>portable</DebugType>
              </PropertyGroup>
            </Project>
            """);
        images.Run("publish", "-p:FlashReleaseKit=true").Succeeded();
        SortedDictionary<string, string> built = images.Hashes("bin/Release/flash");
        Assert.IsTrue(built.ContainsKey("espfs.img"));
        Assert.IsTrue(built.ContainsKey(Path.Combine("kit", "SHA256SUMS")));
        CollectionAssert.AreEqual(built, Published("bin/Release/publish"));

        images.Run("publish", "--no-build", "-o", "later").Succeeded();
        CollectionAssert.AreEqual(built, Published("later"));

        images.Run("publish", "-p:FlashPublish=false", "-o", "without").Succeeded();
        Assert.IsEmpty(images.Hashes("without"));

        images.Run("pack", "-o", "packed").Succeeded();
        Assert.IsEmpty(images.Hashes("packed"), "there is nothing that another project could refer to");

        images.Run("clean", "-c", "Release").Succeeded();
        Assert.IsFalse(Directory.Exists(images.PathOf("bin/Release/flash")));

        SortedDictionary<string, string> Published(string folder) =>
            new(images.Hashes(folder).ToDictionary(file => Path.GetRelativePath("flash", file.Key), file => file.Value), StringComparer.Ordinal);
    }

    [TestMethod]
    public void AnAppThatRefersToAProjectOfTheSdkFormPublishesTheImagesOfItsOwn()
    {
        using var app = new FirmwareProject("App", FirmwareProject.Csproj(items: """<ProjectReference Include="../Images/Images.csproj" />"""));
        using FirmwareProject images = new FirmwareProject("Images", $"<Project Sdk=\"FlashFs.Build/{PackedPackage.Version}\" />", Path.GetDirectoryName(app.Folder)).WithFiles();
        app.Run("publish", "-o", "published").Succeeded();
        SortedDictionary<string, string> published = app.Hashes("published");
        CollectionAssert.AreEqual(app.Hashes("bin/Release/net10.0/flash"), app.Hashes("published/flash"));
        Assert.IsTrue(published.ContainsKey(Path.Combine("flash", "espfs.img")));
        Assert.IsTrue(published.ContainsKey("App.dll"));
        Assert.IsFalse(published.Keys.Any(name => name.StartsWith("Images", StringComparison.Ordinal)), string.Join(' ', published.Keys));
    }
}
