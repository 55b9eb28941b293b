using System.Text.Json;
using FlashFs.Diagnostics;

namespace FlashFs.Build.Tests;

/// <summary>How the images of a build fit: its line, its report, its summary, and the budgets.</summary>
[TestClass]
public sealed class FitTests
{
    [TestMethod]
    public void TheLineOfAnImageSaysHowItFitsAlsoWhenThereIsNothingToDo()
    {
        using TaskProject project = WithFiles();
        Build(project);
        Assert.Contains(message => message.Text.StartsWith("spiffs.img: new, ", StringComparison.Ordinal)
            && message.Text.EndsWith("; 2 files: 200005 data, 39099 overhead, 285184 free of 524288 (45.6 % used), 74 free blocks", StringComparison.Ordinal), project.Messages, Text(project));
        Build(project);
        Assert.Contains(
            message => message.Text == "spiffs.img: up to date, 2 files: 200005 data, 39099 overhead, 285184 free of 524288 (45.6 % used), 74 free blocks", project.Messages, Text(project));
        Assert.AreEqual(1, project.Messages.Count(message => message.Text.StartsWith("spiffs.img: new", StringComparison.Ordinal)), Text(project));
    }

    [TestMethod]
    public void TheReportHasEveryFileWithItsCostAndWhatWouldFitInTheNextSmallerPlace()
    {
        using TaskProject project = WithFiles();
        Build(project);
        JsonElement[] images = Images(project);
        JsonElement spiffs = images[1];
        Assert.AreEqual("spiffs.img", spiffs.GetProperty("name").GetString());
        Assert.AreEqual(524288 - 285184, spiffs.GetProperty("used").GetInt64());
        Assert.AreEqual(2, spiffs.GetProperty("freeBlocksWanted").GetInt32());
        JsonElement largest = spiffs.GetProperty("files")[0];
        Assert.AreEqual(("large.bin", 200_000L), (largest.GetProperty("path").GetString(), largest.GetProperty("length").GetInt64()));
        Assert.AreEqual(524288 - 285184 - 128 * 256, spiffs.GetProperty("files").EnumerateArray().Sum(file => file.GetProperty("cost").GetInt64()), "all but the lookup pages");
        Assert.AreEqual(262144, spiffs.GetProperty("nextSmaller").GetProperty("size").GetInt64());
        Assert.AreEqual(0, spiffs.GetProperty("nextSmaller").GetProperty("over").GetInt64());
        Assert.AreEqual(1048576, images[0].GetProperty("limit").GetInt64());
    }

    [TestMethod]
    public void AnImageThatStaysIsReportedAsTheOneThatWasMade()
    {
        using TaskProject project = WithFiles();
        Build(project);
        string before = Report(project);
        Assert.IsTrue(project.BuildImages(task => task.FlashMode = "dout"));
        Assert.IsTrue(project.BuildFlash());
        Assert.AreEqual(before, Report(project));
        Directory.Delete(Path.Combine(project.Folder, "obj/flash"), recursive: true);
        Build(project);
        Assert.AreEqual(before, Report(project), "images from the cache");
    }

    [TestMethod]
    public void WithoutReportThereIsNone()
    {
        using TaskProject project = WithFiles();
        Build(project);
        Assert.IsTrue(project.BuildImages(task => task.FlashReport = "false"));
        Assert.IsTrue(project.BuildFlash(task => (task.FlashReport, task.SummaryFile) = ("false", "summary.md")));
        Assert.IsFalse(File.Exists(Path.Combine(project.Output, "flash-report.json")));
        Assert.IsFalse(File.Exists(Path.Combine(project.Folder, "summary.md")));
    }

    [TestMethod]
    public void ABuildThatDidSomethingAddsToTheSummaryOnce()
    {
        using TaskProject project = WithFiles().Write("summary.md", "# Run\n");
        Build(project, "summary.md");
        string first = File.ReadAllText(Path.Combine(project.Folder, "summary.md"));
        StringAssert.StartsWith(first, "# Run\n### Flash of `Firmware`\n\nIn `out/`", StringComparison.Ordinal);
        StringAssert.Contains(first, "| `large.bin` | 200,000 |", StringComparison.Ordinal);
        Build(project, "summary.md");
        Assert.AreEqual(first, File.ReadAllText(Path.Combine(project.Folder, "summary.md")), "a build with nothing to do");
        project.Write("flash/more.js", "1");
        Build(project, "summary.md");
        Assert.IsGreaterThan(first.Length, new FileInfo(Path.Combine(project.Folder, "summary.md")).Length);
    }

    [TestMethod]
    public void ASummaryThatCannotBeWrittenIsAWarningOfThisBuildAlone()
    {
        using TaskProject project = WithFiles();
        Build(project, "flash");
        Assert.AreEqual("Firmware.csproj", project.Single("warning", DiagnosticCodes.SummaryNotWritable.Code, "FlashSummaryFile").File);
        Build(project, "flash");
        project.Single("warning", "FLASHFS9010");
        Build(project, "none");
        project.NoErrors();
    }

    [TestMethod]
    public void AnImageOverItsBudgetIsAWarningThatABuildWithNothingToDoSaysAgain()
    {
        using TaskProject project = WithFiles();
        Assert.IsTrue(project.BuildImages(task => task.WarnAt = "40%"));
        BuildMessage warning = project.Single("warning", "FLASHFS2015", "spiffs.img (partition 'storage', 524288 bytes): 239104 of 524288 bytes are used (45.61 %), 29389 more than FlashWarnAt allows (40%, 209715 bytes)", "large.bin 200000, ");
        Assert.AreEqual("Firmware.csproj", warning.File);
        Assert.IsTrue(project.BuildImages(task => task.WarnAt = "40%"));
        Assert.HasCount(2, project.Messages.Where(message => message.Code == "FLASHFS2015").ToArray());
        Assert.HasCount(2, project.Messages.Where(message => message.Text.StartsWith("spiffs.img: ", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public void AnotherBudgetIsJudgedAndMakesNoImageAnew()
    {
        using TaskProject project = WithFiles();
        Assert.IsTrue(project.BuildImages(task => task.WarnAt = "40%"));
        Assert.IsTrue(project.BuildImages(task => task.WarnAt = "300K"));
        project.Single("warning", "FLASHFS2015");
        Assert.Contains(message => message.Text.StartsWith("spiffs.img: up to date", StringComparison.Ordinal), project.Messages, Text(project));
        Assert.IsTrue(project.BuildImages(task => task.WarnAt = "233K"));
        Assert.HasCount(2, project.Messages.Where(message => message.Code == "FLASHFS2015").ToArray());
    }

    [TestMethod]
    public void ABudgetThatIsUsedUpToTheByteIsKept()
    {
        using TaskProject project = WithFiles();
        Assert.IsTrue(project.BuildImages(task => (task.WarnAt, task.ErrorAt) = ("239104", "239104")));
        Assert.DoesNotContain(message => message.Code is "FLASHFS2015" or "FLASHFS2016", project.Messages, Text(project));
        Assert.IsFalse(project.BuildImages(task => task.ErrorAt = "239103"));
        project.Single("error", "FLASHFS2016", "spiffs.img", "1 more than FlashErrorAt allows (239103 bytes)");
    }

    [TestMethod]
    public void AnImageOverTheBudgetThatFailsLeavesTheFormerOutputsAndAllOffendersAreNamed()
    {
        using TaskProject project = WithFiles();
        Build(project);
        string image = Path.Combine(project.Folder, "obj/flash/spiffs.img");
        byte[] before = File.ReadAllBytes(image);
        project.Write("flash/large.bin", new byte[250_000]);
        Assert.IsFalse(project.BuildImages(task => task.ErrorAt = "10%"));
        Assert.HasCount(2, project.Messages.Where(message => message.Code == "FLASHFS2016").ToArray(), Text(project));
        CollectionAssert.AreEqual(before, File.ReadAllBytes(image));
        Assert.IsTrue(project.BuildImages(task => task.ErrorAt = "90%"));
        CollectionAssert.AreNotEqual(before, File.ReadAllBytes(image));
    }

    [TestMethod]
    public void ABudgetOfTheImageComesBeforeTheProjects()
    {
        using TaskProject project = WithFiles();
        Assert.IsTrue(project.BuildImages(task => (task.WarnAt, task.ErrorAt, task.Images) = ("1%", "2%",
        [
            TaskProject.Item("espfs.img", ("WarnAt", "50%"), ("ErrorAt", "1MB")), TaskProject.Item("spiffs.img", ("WarnAt", "200K"), ("ErrorAt", "90%")),
        ])));
        project.Single("warning", "FLASHFS2015", "spiffs.img", "more than WarnAt allows (204800 bytes)");
    }

    [TestMethod]
    public void AShareMeansNothingWhereAnImageHasNoLimit()
    {
        using TaskProject project = WithFiles();
        Microsoft.Build.Framework.ITaskItem alone = TaskProject.Item("app.fs", ("Format", "simplefs"));
        Assert.IsTrue(project.BuildImages(task => (task.ErrorAt, task.Images) = ("1%", [alone])));
        Assert.IsFalse(project.BuildImages(task => (task.ErrorAt, task.Images) = ("100K", [alone])));
        project.Single("error", "FLASHFS2016", "app.fs: 200062 bytes are used, 97662 more than FlashErrorAt allows (102400 bytes)");
        alone.SetMetadata("WarnAt", "90%");
        Assert.IsFalse(project.BuildImages(task => task.Images = [alone]));
        project.Single("error", DiagnosticCodes.OptionsDoNotFit.Code, "app.fs: WarnAt is 90%", "Size");
        alone.SetMetadata("Size", "210K");
        Assert.IsTrue(project.BuildImages(task => task.Images = [alone]));
        project.Single("warning", "FLASHFS2015", "app.fs");
    }

    [TestMethod]
    public void BudgetsThatAreNoneOrDoNotGoTogetherAreSaidAtOnce()
    {
        using TaskProject project = WithFiles();
        Assert.IsFalse(project.BuildImages(task => (task.WarnAt, task.ErrorAt, task.Images) = ("ninety", "101%", [TaskProject.Item("espfs.img", ("WarnAt", "0"))])));
        Assert.HasCount(3, project.Messages.Where(message => message.Code == "FLASHFS1016").ToArray(), Text(project));
        Assert.IsFalse(project.BuildImages(task => (task.WarnAt, task.ErrorAt) = ("90%", "300K")));
        BuildMessage[] wrong = [.. project.Messages.Where(message => message.Code == "FLASHFS1019")];
        Assert.HasCount(2, wrong, Text(project));
        StringAssert.Contains(wrong[1].Text, "spiffs.img: FlashWarnAt (90%) is 471859 bytes and FlashErrorAt (300K) only 307200", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AnotherNumberOfFreeBlocksIsJudgedThoughTheImageStays()
    {
        using TaskProject project = new TaskProject().Write("flash/large.bin", new byte[473_000]);
        Assert.IsTrue(project.BuildImages());
        project.Single("warning", "FLASHFS2003");
        Assert.IsTrue(project.BuildImages(task => task.WarnFreeBlocks = "0"));
        project.Single("warning", "FLASHFS2003");
    }

    private static TaskProject WithFiles() => new TaskProject().Write("flash/large.bin", new byte[200_000]).Write("flash/web/a.js", "1 + 1");

    private static void Build(TaskProject project, string? summary = null)
    {
        Assert.IsTrue(project.BuildImages(), Text(project));
        Assert.IsTrue(project.BuildFlash(task => task.SummaryFile = summary), Text(project));
    }

    private static string Report(TaskProject project) => File.ReadAllText(Path.Combine(project.Output, "flash-report.json"));

    private static JsonElement[] Images(TaskProject project) => [.. JsonDocument.Parse(Report(project)).RootElement.GetProperty("images").EnumerateArray()];

    private static string Text(TaskProject project) => string.Join(Environment.NewLine, project.Messages);
}
