using FlashFs.Diagnostics;

namespace FlashFs.Build.Tests;

[TestClass]
public sealed class FlashMapTests
{
    [TestMethod]
    public void TheMapShowsWhatWasBuiltAndStaysWhileNothingChanges()
    {
        using TaskProject project = WithFiles();
        Build(project);
        string map = File.ReadAllText(PathOf(project));
        StringAssert.Contains(map, "Flash map of Firmware", StringComparison.Ordinal);
        StringAssert.Contains(map, "web/index.html", StringComparison.Ordinal);
        DateTime before = File.GetLastWriteTimeUtc(PathOf(project));
        Build(project);
        Assert.AreEqual(before, File.GetLastWriteTimeUtc(PathOf(project)));
        Assert.DoesNotContain(project.Folder, map);
    }

    [TestMethod]
    public void FlashReportFalseMakesNoneAndRemovesTheFormer()
    {
        using TaskProject project = WithFiles();
        Build(project);
        Assert.IsTrue(project.BuildFlash(task => task.FlashReport = "false"));
        Assert.IsFalse(File.Exists(PathOf(project)));
    }

    [TestMethod]
    public void AnImageThatStandsAloneHasAMapOnlyWhereItsContentsWentThroughSomething()
    {
        using TaskProject plain = WithFiles();
        Assert.IsTrue(plain.BuildImages(task => task.Formats = "SimpleFs"));
        Assert.IsTrue(plain.BuildFlash());
        Assert.IsFalse(File.Exists(PathOf(plain)));

        using TaskProject compiled = WithFiles();
        Assert.IsTrue(compiled.BuildImages(task => (task.Formats, task.Bytecode) = ("SimpleFs", "Placeholder")), string.Join('\n', compiled.Messages));
        Assert.IsTrue(compiled.BuildFlash());
        StringAssert.Contains(File.ReadAllText(PathOf(compiled)), "placeholder 1 for ckb-js-vm", StringComparison.Ordinal);
    }

    // To open such an image takes the files of the folder, and the manifest has its name alone.
    [TestMethod]
    public void AnImageWithFilesOfAFolderOptionIsInTheMap()
    {
        using TaskProject project = WithFiles().Write("base/etc/motd.txt", "hello");
        Assert.IsTrue(
            project.BuildImages(task => task.Images =
            [
                TaskProject.Item("desk.txt", ("Format", "chirpos"), ("baseDirectory", "base")),
                TaskProject.Item("spiffs.img", ("Format", "spiffs")),
            ]),
            string.Join('\n', project.Messages));
        Assert.IsTrue(project.BuildFlash(), string.Join('\n', project.Messages));
        StringAssert.Contains(File.ReadAllText(PathOf(project)), "desk.txt", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ABaselineIsComparedWith()
    {
        using TaskProject project = WithFiles();
        Build(project);
        File.Copy(Path.Combine(project.Output, "flash-manifest.json"), Path.Combine(project.Folder, "release.json"));
        project.Write("flash/more.js", "1;\n");
        Assert.IsTrue(project.BuildImages());
        Assert.IsTrue(project.BuildFlash(task => task.ReportBaseline = "release.json"));
        StringAssert.Contains(File.ReadAllText(PathOf(project)), "Since the baseline", StringComparison.Ordinal);
        StringAssert.Contains(File.ReadAllText(PathOf(project)), "3 (+1)", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ABaselineThatIsNoManifestOrIsNotThereFails()
    {
        using TaskProject project = WithFiles();
        Build(project);
        project.Write("release.json", "[]");
        Assert.IsFalse(project.BuildFlash(task => task.ReportBaseline = "release.json"));
        project.Single("error", DiagnosticCodes.InvalidBaseline.Code, "release.json", "FlashReportBaseline");

        Assert.IsFalse(project.BuildFlash(task => task.ReportBaseline = "none.json"));
        project.Single("error", DiagnosticCodes.FileNotFound.Code, "none.json");
    }

    private static string PathOf(TaskProject project) => Path.Combine(project.Output, "flash-map.html");

    private static TaskProject WithFiles() => new TaskProject().Write("flash/index.js", "1;\n").Write("flash/web/index.html", "<title>x</title>\n");

    private static void Build(TaskProject project)
    {
        Assert.IsTrue(project.BuildImages(), string.Join('\n', project.Messages));
        Assert.IsTrue(project.BuildFlash(), string.Join('\n', project.Messages));
    }
}
