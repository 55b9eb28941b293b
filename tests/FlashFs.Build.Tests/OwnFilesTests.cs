using Microsoft.Build.Framework;

namespace FlashFs.Build.Tests;

/// <summary>What a build makes is not what it is made of.</summary>
[TestClass]
public sealed class OwnFilesTests
{
    [TestMethod]
    [DataRow("out/espfs.img")]
    [DataRow("out/flash-manifest.json")]
    [DataRow("obj/flash/spiffs.img")]
    [DataRow("obj/flash/state.bin")]
    public void FLASHFS1028NamesAnOutputThatIsAnItem(string output)
    {
        using TaskProject project = Built();
        byte[] image = File.ReadAllBytes(Path.Combine(project.Output, "espfs.img"));
        Assert.IsFalse(BuildWith(project, output));
        Assert.AreEqual("Firmware.csproj", project.Single("error", "FLASHFS1028", $"'{output}' is an output of this build", "Exclude", "FlashOutputPath").File);
        CollectionAssert.AreEqual(image, File.ReadAllBytes(Path.Combine(project.Output, "espfs.img")));
        Assert.IsTrue(Build(project));
    }

    [TestMethod]
    public void AllOutputsAreNamedAtOnceAlsoWithoutAState()
    {
        using TaskProject project = Built();
        Directory.Delete(Path.Combine(project.Folder, "obj"), recursive: true);
        string[] outputs = [.. Directory.GetFiles(project.Output).Select(path => $"out/{Path.GetFileName(path)}").Order(StringComparer.Ordinal)];
        Assert.IsGreaterThan(3, outputs.Length);
        Assert.IsFalse(BuildWith(project, outputs));
        BuildMessage[] errors = [.. project.Messages.Where(message => message.Kind == "error")];
        Assert.HasCount(outputs.Length, errors, string.Join('\n', errors));
        Assert.IsTrue(Array.TrueForAll(errors, error => error.Code == "FLASHFS1028"), string.Join('\n', errors));
    }

    [TestMethod]
    public void WhatSomebodyElsePutIntoTheFolderOfTheOutputsIsAnInputLikeAnyOther()
    {
        using TaskProject project = Built().Write("out/notes.txt", "theirs");
        Assert.IsTrue(BuildWith(project, "out/notes.txt"), string.Join('\n', project.Messages));
        Assert.IsGreaterThan(0, File.ReadAllBytes(Path.Combine(project.Folder, "obj/flash/espfs.img")).AsSpan().IndexOf("theirs"u8));
    }

    [TestMethod]
    public void AnOutputThatGoesIntoNoImageIsNoError()
    {
        using TaskProject project = Built();
        Assert.IsTrue(Build(project, task => task.Files = [.. task.Files, TaskProject.Item("out/espfs.img", ("Images", "none"))]));
        project.NoErrors();
    }

    // A pattern of the project's own names files; a folder names none of them.
    [TestMethod]
    public void AFolderOfAnImageLeavesOutWhatTheBuildMakes()
    {
        using TaskProject project = new TaskProject().Write("a.js", "1").Write("out/notes.txt", "theirs");
        void Configure(BuildFlashImages task)
        {
            task.Files = [];
            task.Images = [TaskProject.Item("all.img", ("Format", "espfs"), ("Root", "."))];
        }

        byte[]? first = null;
        for (int build = 0; build < 3; build++)
        {
            Assert.IsTrue(Build(project, Configure), string.Join('\n', project.Messages));
            byte[] image = File.ReadAllBytes(Path.Combine(project.Output, "all.img"));
            CollectionAssert.AreEqual(first ??= image, image, $"build {build}");
        }

        Assert.IsGreaterThan(0, first.AsSpan().IndexOf("out/notes.txt"u8));
        Assert.IsTrue(project.Messages.Any(message => message.Text.StartsWith("all.img: up to date, 2 files", StringComparison.Ordinal)), string.Join('\n', project.Messages));
    }

    private static TaskProject Built()
    {
        TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsTrue(Build(project), string.Join('\n', project.Messages));
        return project;
    }

    private static bool BuildWith(TaskProject project, params string[] files) =>
        Build(project, task => task.Files = [.. task.Files, .. files.Select(ITaskItem (file) => TaskProject.Item(file))]);

    private static bool Build(TaskProject project, Action<BuildFlashImages>? configure = null) => project.BuildImages(task =>
    {
        task.OutputFolder = "out/";
        configure?.Invoke(task);
    }) && project.BuildFlash();
}
