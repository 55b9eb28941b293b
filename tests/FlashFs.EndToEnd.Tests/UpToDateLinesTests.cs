namespace FlashFs.EndToEnd.Tests;

/// <summary>Whatever changes, the build says in one line of normal verbosity what it did and why, and then settles.</summary>
[TestClass]
public sealed class UpToDateLinesTests
{
    private const string Images = """<FlashImage Include="espfs.img" /><FlashImage Include="app.fs" Format="simplefs" Root="app" ExcludeFiles="*.map" />""";

    [TestMethod]
    public void EveryChangeIsNamedAndEveryBuildAfterItIsQuiet()
    {
        using PlainProject project = new PlainProject(items: Images).WithFiles().Write("app/index.js", "1;\n").Write("app/index.map", "{}");
        Expect(project, "espfs.img: new, ", "app.fs: new, ");

        File.Move(project.PathOf("flash/lib/a.js"), project.PathOf("flash/lib/b.js"));
        Expect(project, "espfs.img: 1 added (lib/b.js), 1 removed (lib/a.js), ", "app.fs: up to date, 1 file");

        // Another case is another name, also where nothing else changed.
        File.Move(project.PathOf("flash/lib/b.js"), project.PathOf("flash/lib/B.js"));
        Expect(project, "espfs.img: 1 added (lib/B.js), 1 removed (lib/b.js), ", "app.fs: up to date, 1 file");

        project.Write("flash/lib/B.js", "module.exports = 2;\n").Write("flash/start.js", "log('again');\n");
        Expect(project, "espfs.img: 2 of 3 files changed (lib/B.js, ...), ", "app.fs: up to date, 1 file");

        // An older time with other contents: what a checkout of an old version leaves.
        project.Write("app/index.js", "2;\n");
        File.SetLastWriteTimeUtc(project.PathOf("app/index.js"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Expect(project, "app.fs: 1 of 1 file changed (index.js), ", "espfs.img: up to date, 3 files");

        project.Configure(items: Images + """<FlashFile Update="flash/web/index.html" Compress="Gzip" />""");
        Expect(project, "espfs.img: 1 of 3 files changed (web/index.html), ", "app.fs: up to date, 1 file");

        project.Configure(items: Images.Replace("*.map", "*.none", StringComparison.Ordinal) + """<FlashFile Update="flash/web/index.html" Compress="Gzip" />""");
        Expect(project, "app.fs: 1 added (index.map), ", "espfs.img: up to date, 3 files");

        project.Configure(items: """<FlashImage Include="web.img" Format="espfs" Partition="espfs" />""");
        Expect(project, "web.img: new, ", "espfs.img: removed, nothing makes it any more", "app.fs: removed, nothing makes it any more");
        Assert.IsFalse(File.Exists(Path.Combine(project.Output, "espfs.img")), "the image of the former name is still there");
        Assert.IsFalse(File.Exists(Path.Combine(project.Output, "app.fs")), "the image that nothing makes is still there");
    }

    // Each stage is asked when its turn comes: what targets of the project did since counts.
    [TestMethod]
    public void WhatTargetsChangeBetweenTheStagesIsSeen()
    {
        const string Between = """
            <Target Name="Between" AfterTargets="BuildFlashImages" Condition="'$(Change)' != ''">
              <PropertyGroup Condition="'$(Change)' == 'property'"><FlashReport>false</FlashReport></PropertyGroup>
              <WriteLinesToFile Condition="'$(Change)' == 'image'" File="obj/flash/espfs.img" Lines="signed" Overwrite="false" />
              <ItemGroup Condition="'$(Change)' == 'binary'"><FlashBinary Include="app.bin" Offset="0x10000" /></ItemGroup>
            </Target>
            """;
        using PlainProject project = new PlainProject().WithFiles().Write("app.bin", "firmware");
        void Rewrite() => project.Write(project.ProjectFile, File.ReadAllText(project.PathOf(project.ProjectFile)).Replace("</Project>", Between + "</Project>", StringComparison.Ordinal));
        Rewrite();
        Expect(project, "espfs.img: new, ");
        string map = Path.Combine(project.Output, "flash-map.html");
        Assert.IsTrue(File.Exists(map));

        project.Build("-p:Change=property").Succeeded().Says("espfs.img: up to date, ", "flash-map.html: removed, nothing makes it any more");
        Assert.IsFalse(File.Exists(map));
        project.Build("-p:Change=property").Succeeded().Says("espfs.img: up to date, ", "flash: up to date, ");
        Assert.IsFalse(File.Exists(map));

        project.Build().Succeeded();
        project.Build("-p:Change=image").Succeeded().Says("espfs.img: up to date, ", "wrote ");
        StringAssert.EndsWith(System.Text.Encoding.UTF8.GetString(project.Bytes("espfs.img")).TrimEnd(), "signed", StringComparison.Ordinal);
        Expect(project, "espfs.img: ");

        project.Build("-p:Change=binary").Succeeded().Says("espfs.img: up to date, ", "flash-map.html");
        project.Build("-p:Change=binary").Succeeded().Says("flash: up to date, ");
        project.Write("app.bin", "other firmware");
        project.Build("-p:Change=binary").Succeeded().Says("espfs.img: up to date, ", "app.bin");
        CollectionAssert.AreEqual(File.ReadAllBytes(project.PathOf("app.bin")), File.ReadAllBytes(Path.Combine(project.Output, "app.bin")));

        project.Build().Succeeded().Says("app.bin: removed, nothing makes it any more");
        project.Build().Succeeded().Says("flash: up to date, ");
    }

    private static void Expect(PlainProject project, params string[] lines)
    {
        project.Build().Succeeded().Says(lines);
        SortedDictionary<string, long> outputs = project.Times(project.OutputPath);
        CommandResult second = project.Build().Succeeded().Says(": up to date, ");
        CollectionAssert.AreEqual(outputs, project.Times(project.OutputPath));

        // The file was written moments ago, so the second build may still have looked inside; the third may write nothing at all.
        SortedDictionary<string, long> state = project.Times(project.StatePath);
        Assert.AreEqual(Lines(second), Lines(project.Build().Succeeded()));
        CollectionAssert.AreEqual(state, project.Times(project.StatePath));
    }

    private static string Lines(CommandResult build) =>
        string.Join('\n', build.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Contains(": up to date", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
}
