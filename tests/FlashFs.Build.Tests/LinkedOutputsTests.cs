namespace FlashFs.Build.Tests;

/// <summary>Images in the output folder are names of those in the intermediate one: written once, and right again whatever became of either.</summary>
[TestClass]
public sealed class LinkedOutputsTests
{
    private const string Image = "espfs.img";

    [TestMethod]
    public void AnImageIsOneFileWithTwoNames()
    {
        using TaskProject project = Built();
        byte[] image = File.ReadAllBytes(Output(project));
        Spoil(Output(project));
        CollectionAssert.AreEqual(File.ReadAllBytes(Output(project)), File.ReadAllBytes(Intermediate(project)), "two files");

        // Whoever writes into it in place has written into both, and both are right again.
        Build(project);
        CollectionAssert.AreEqual(image, File.ReadAllBytes(Output(project)));
        CollectionAssert.AreEqual(image, File.ReadAllBytes(Intermediate(project)));
        Assert.IsTrue(project.Messages.Any(message => message.Text.Contains("the image had been altered", StringComparison.Ordinal)), string.Join("\n", project.Messages));
        NothingTemporary(project);
    }

    [TestMethod]
    public void ANewImageLeavesWhatSomebodyHasOpenAsItWas()
    {
        using TaskProject project = Built();
        byte[] image = File.ReadAllBytes(Output(project));
        using (FileStream reader = new(Output(project), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            project.Write("flash/a.js", "changed");
            Build(project);
            byte[] read = new byte[reader.Length];
            reader.ReadExactly(read);
            CollectionAssert.AreEqual(image, read);
        }

        CollectionAssert.AreNotEqual(image, File.ReadAllBytes(Output(project)));
        CollectionAssert.AreEqual(File.ReadAllBytes(Output(project)), File.ReadAllBytes(Intermediate(project)));
        NothingTemporary(project);
    }

    [TestMethod]
    public void AnOutputThatWasDeletedIsThereAgain()
    {
        using TaskProject project = Built();
        File.Delete(Output(project));
        Build(project);
        CollectionAssert.AreEqual(File.ReadAllBytes(Intermediate(project)), File.ReadAllBytes(Output(project)));
    }

    [TestMethod]
    public void WithoutTheStateTheSameNamesStay()
    {
        using TaskProject project = Built();
        File.Delete(Path.Combine(project.Folder, "obj", "flash", "outputs.bin"));
        Build(project);
        CollectionAssert.AreEqual(File.ReadAllBytes(Intermediate(project)), File.ReadAllBytes(Output(project)));
        NothingTemporary(project);
    }

    [TestMethod]
    public void WhereItIsTurnedOffEachFolderHasAFileOfItsOwn()
    {
        using TaskProject project = Built("false");
        byte[] image = File.ReadAllBytes(Intermediate(project));
        Spoil(Output(project));
        CollectionAssert.AreEqual(image, File.ReadAllBytes(Intermediate(project)));
        Build(project, "false");
        CollectionAssert.AreEqual(image, File.ReadAllBytes(Output(project)));
    }

    [TestMethod]
    public void TurnedOffItHoldsForOutputsThatAreThere()
    {
        using TaskProject project = Built();
        byte[] image = File.ReadAllBytes(Intermediate(project));
        Build(project, "false");
        Spoil(Output(project));
        CollectionAssert.AreEqual(image, File.ReadAllBytes(Intermediate(project)));
        Build(project, "false");
        CollectionAssert.AreEqual(image, File.ReadAllBytes(Output(project)));
        Build(project);
        Spoil(Output(project));
        CollectionAssert.AreEqual(File.ReadAllBytes(Intermediate(project)), File.ReadAllBytes(Output(project)), "one file again");
        NothingTemporary(project);
    }

    // What a link of another kind leads to may lie beside it.
    [TestMethod]
    public void AnImageBehindASymbolicLinkIsCopied()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsTrue(project.BuildImages());
        string real = Path.Combine(project.Folder, "obj", "flash", "real");
        File.Move(Intermediate(project), real);
        File.CreateSymbolicLink(Intermediate(project), "real");
        Assert.IsTrue(project.BuildFlash());
        Assert.IsNull(new FileInfo(Output(project)).LinkTarget);
        Spoil(Output(project));
        CollectionAssert.AreNotEqual(File.ReadAllBytes(real), File.ReadAllBytes(Output(project)));
    }

    [TestMethod]
    [DataRow("out")]
    [DataRow("obj/flash")]
    public void OnDifferentDisksEachFolderHasAFileOfItsOwn(string disk)
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        using var small = new SmallDisk(Path.Combine(project.Folder, disk), 2000);
        Build(project);
        byte[] image = File.ReadAllBytes(Intermediate(project));
        CollectionAssert.AreEqual(image, File.ReadAllBytes(Output(project)));
        Spoil(Output(project));
        CollectionAssert.AreEqual(image, File.ReadAllBytes(Intermediate(project)));
        Build(project);
        CollectionAssert.AreEqual(image, File.ReadAllBytes(Output(project)));
        NothingTemporary(project);
    }

    [TestMethod]
    public void WhatMayOnlyBeReadIsReplacedAsBefore()
    {
        using TaskProject project = Built();
        File.SetAttributes(Output(project), FileAttributes.ReadOnly);
        project.Write("flash/a.js", "changed");
        if (OperatingSystem.IsWindows())
        {
            Assert.IsFalse(project.BuildImages());
            project.Single("error", "FLASHFS9002", Image);
            File.SetAttributes(Output(project), FileAttributes.Normal);
        }

        Build(project);
        Assert.IsGreaterThan(0, File.ReadAllBytes(Output(project)).AsSpan().IndexOf("changed"u8));
        CollectionAssert.AreEqual(File.ReadAllBytes(Output(project)), File.ReadAllBytes(Intermediate(project)));
        NothingTemporary(project);
    }

    // Nobody asks for that; but what is its own other name already must not go with the name under way.
    [TestMethod]
    public void OneFolderForBothHasTheImageOnce()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        for (int round = 0; round < 3; round++)
        {
            project.Write("flash/a.js", $"round {round / 2}");
            Assert.IsTrue(project.BuildImages());
            Assert.IsTrue(project.BuildFlash(task => task.OutputFolder = "obj/flash/"), string.Join("\n", project.Messages));
            Assert.IsGreaterThan(0, File.ReadAllBytes(Intermediate(project)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes($"round {round / 2}")));
            NothingTemporary(project);
        }
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "The second name is made by a Unix program.")]
    public void AnInputThatIsChangedUnderItsOtherNameIsSeen()
    {
        using TaskProject project = new TaskProject().Write("shared/a.js", "as it was");
        Directory.CreateDirectory(Path.Combine(project.Folder, "flash"));
        using (var link = System.Diagnostics.Process.Start("ln", [Path.Combine(project.Folder, "shared/a.js"), Path.Combine(project.Folder, "flash/a.js")]))
        {
            link.WaitForExit();
            Assert.AreEqual(0, link.ExitCode);
        }

        Build(project);
        project.Write("shared/a.js", "as it is!");
        Build(project);
        Assert.IsGreaterThan(0, File.ReadAllBytes(Output(project)).AsSpan().IndexOf("as it is!"u8));
    }

    [TestMethod]
    public void WhatIsNeitherTrueNorFalseIsRefused()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsTrue(project.BuildImages());
        Assert.IsFalse(project.BuildFlash(task => task.LinkOutputs = "maybe"));
        project.Single("error", "FLASHFS1015", "FlashLinkOutputs", "maybe");
    }

    private static TaskProject Built(string? links = null)
    {
        TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Build(project, links);
        return project;
    }

    private static void Build(TaskProject project, string? links = null)
    {
        Assert.IsTrue(project.BuildImages(), string.Join("\n", project.Messages));
        Assert.IsTrue(project.BuildFlash(task => task.LinkOutputs = links), string.Join("\n", project.Messages));
    }

    private static string Output(TaskProject project) => Path.Combine(project.Output, Image);

    private static string Intermediate(TaskProject project) => Path.Combine(project.Folder, "obj", "flash", Image);

    private static void Spoil(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = stream.Length / 2;
        int old = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)~old);
    }

    private static void NothingTemporary(TaskProject project) =>
        Assert.IsEmpty(Directory.EnumerateFiles(project.Folder, "*.flashfs-tmp", SearchOption.AllDirectories).ToArray());
}
