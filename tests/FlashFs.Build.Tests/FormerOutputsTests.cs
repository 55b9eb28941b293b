using FlashFs.Pipeline;

namespace FlashFs.Build.Tests;

/// <summary>What the build before said and left is that build's: it is neither deleted from another folder nor told of another project.</summary>
[TestClass]
public sealed class FormerOutputsTests
{
    [TestMethod]
    public void InAnotherOutputFolderAFileOfAFormerNameStays()
    {
        using TaskProject project = Project();
        Build(project);
        project.Write("other/espfs.img", "own");
        Build(project, task => task.Formats = "Spiffs", task => task.OutputFolder = "other/");
        Assert.AreEqual("own", File.ReadAllText(Path.Combine(project.Folder, "other/espfs.img")));
        Assert.IsTrue(File.Exists(Path.Combine(project.Folder, "other/spiffs.img")));

        // Back in the folder of the state, what nothing makes any more goes.
        Build(project, null, task => task.OutputFolder = "other/");
        Assert.AreNotEqual("own", File.ReadAllText(Path.Combine(project.Folder, "other/espfs.img")));
        Build(project, task => task.Formats = "Spiffs", task => task.OutputFolder = "other/");
        Assert.IsFalse(File.Exists(Path.Combine(project.Folder, "other/espfs.img")));
    }

    [TestMethod]
    public void CleaningAnotherFolderLeavesItAsItIs()
    {
        using TaskProject project = Project();
        Build(project);
        project.Write("firmware/spiffs.img", "own").Write("firmware/flash_args", "own");
        var clean = new CleanFlash { BuildEngine = project.Engine, ProjectDirectory = project.Folder, IntermediateFolder = "obj/flash/", OutputFolder = "firmware/" };
        Assert.IsTrue(clean.Execute());
        Assert.AreEqual("own", File.ReadAllText(Path.Combine(project.Folder, "firmware/spiffs.img")));
        Assert.AreEqual("own", File.ReadAllText(Path.Combine(project.Folder, "firmware/flash_args")));
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "obj/flash")));
    }

    [TestMethod]
    public void OfAnotherFolderNothingIsTakenAlong()
    {
        using TaskProject project = Project();
        Build(project);
        project.Write("firmware/spiffs.img", "own");
        string intermediate = Path.Combine(project.Folder, "obj/flash/");
        Assert.IsNotEmpty(BuildOutputs.List(intermediate, project.Output));
        Assert.IsNotEmpty(BuildOutputs.List(intermediate, project.Output + "/"));
        Assert.IsEmpty(BuildOutputs.List(intermediate, Path.Combine(project.Folder, "firmware/")));
    }

    [TestMethod]
    public void WarningsNameTheProjectAsItIsCalledNow()
    {
        using TaskProject project = Project();
        Build(project, task => task.WarnAt = "1%");
        Build(project, task => (task.WarnAt, task.ProjectFile) = ("1%", "Renamed.csproj"), task => task.ProjectFile = "Renamed.csproj");
        BuildMessage[] warnings = [.. project.Messages.Where(message => message.Code == "FLASHFS2015")];
        Assert.HasCount(1, warnings.Where(warning => warning.File == "Firmware.csproj"), string.Join(Environment.NewLine, project.Messages));
        Assert.HasCount(1, warnings.Where(warning => warning.File == "Renamed.csproj"), string.Join(Environment.NewLine, project.Messages));
    }

    [TestMethod]
    public void WhatIsLeftOutNowIsNamed()
    {
        using TaskProject project = Project();
        string[] left = ["flash/s/.DS_Store", "flash/Thumbs.db"];
        void Images(BuildFlashImages task) => (task.DefaultExcludes, task.Files) =
            ("**/.DS_Store;**/Thumbs.db", [.. task.Files.Where(file => !Array.Exists(left, name => file.ItemSpec.EndsWith(Path.GetFileName(name), StringComparison.Ordinal)))]);
        project.Write(left[0], "x");
        Build(project, Images);
        project.Single("message", "FLASHFS1009", "s/.DS_Store");
        File.Delete(Path.Combine(project.Folder, left[0]));
        project.Write(left[1], "x").Write("flash/a.js", "changed");
        Build(project, Images);
        Assert.IsTrue(project.Messages.Any(message => message.Code == "FLASHFS1009" && message.Text.Contains("Thumbs.db", StringComparison.Ordinal)), string.Join(Environment.NewLine, project.Messages));
    }

    private static TaskProject Project() => new TaskProject().Write("flash/a.js", "one").Write("flash/b.js", "two");

    private static void Build(TaskProject project, Action<BuildFlashImages>? images = null, Action<BuildFlash>? flash = null)
    {
        Assert.IsTrue(project.BuildImages(images), string.Join(Environment.NewLine, project.Messages));
        Assert.IsTrue(project.BuildFlash(flash), string.Join(Environment.NewLine, project.Messages));
    }
}
