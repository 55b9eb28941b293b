namespace FlashFs.Build.Tests;

/// <summary>Disks that are full or may only be read, under each folder that a build writes: no output is ever half there, and the next build after that is right.</summary>
[TestClass]
public sealed class FullDiskTests
{
    private const int Enough = 2000;

    [TestMethod]
    [DataRow("out")]
    [DataRow("obj/flash")]
    public void ADiskThatIsFullAtAnyPointIsAnErrorWithFiguresAndTheNextBuildIsRight(string folder)
    {
        using TaskProject project = Project();
        SortedDictionary<string, string> right = RightOutputs();
        using var disk = new SmallDisk(Path.Combine(project.Folder, folder), 1);
        int failed = 0;
        for (int pages = 1; ; pages++)
        {
            disk.Resize(pages);
            int messages = project.Messages.Count;
            bool succeeded = Build(project);
            BuildMessage[] errors = [.. project.Messages.Skip(messages).Where(message => message.Kind == "error")];
            Assert.IsEmpty(Temporaries(project), $"{pages} pages");
            if (succeeded)
            {
                Assert.IsEmpty(errors);
                break;
            }

            failed++;
            Assert.HasCount(1, errors, string.Join('\n', errors));
            Assert.AreEqual("FLASHFS9002", errors[0].Code, errors[0].Text);
            StringAssert.Matches(errors[0].Text, new($"^'{project.Folder}/{folder}/.*' cannot be written: the disk is full: ([0-9]+ bytes? to be written, )?[0-9]+ bytes? free\\. Make room"));
            foreach ((string name, string sha256) in Outputs(project))
            {
                Assert.AreEqual(right[name], sha256, $"{pages} pages: {name} is whole or not there");
            }
        }

        Assert.IsGreaterThan(3, failed, "the disk was full at several points");
        CollectionAssert.AreEqual(right.ToArray(), Outputs(project).ToArray());
    }

    [TestMethod]
    [DataRow("out")]
    [DataRow("obj/flash")]
    public void ADiskThatFillsUpLeavesTheFormerOutputs(string folder)
    {
        using TaskProject project = Project();
        using var disk = new SmallDisk(Path.Combine(project.Folder, folder), Enough);
        Assert.IsTrue(Build(project));
        SortedDictionary<string, string> former = Outputs(project);
        string filler = Path.Combine(project.Folder, folder, "filler");
        Fill(filler);

        // Nothing to do needs no room.
        Assert.IsTrue(Build(project));
        project.NoErrors();

        project.Write("flash/a.js", "log('changed, and longer than it was');\n");
        Assert.IsFalse(Build(project));
        project.Single("error", "FLASHFS9002", "the disk is full");
        CollectionAssert.AreEqual(former.ToArray(), Outputs(project).ToArray());
        Assert.IsEmpty(Temporaries(project));

        File.Delete(filler);
        Assert.IsTrue(Build(project));
        CollectionAssert.AreNotEqual(former.ToArray(), Outputs(project).ToArray());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void ACacheThatIsFullOrMayOnlyBeReadIsAWarningAndTheBuildIsRight(bool readOnly)
    {
        using TaskProject project = Project();
        SortedDictionary<string, string> right = RightOutputs();
        using var disk = new SmallDisk(Path.Combine(project.Folder, "obj/cache"), 3);
        if (readOnly)
        {
            disk.MakeReadOnly();
        }

        Assert.IsTrue(Build(project));
        project.NoErrors();
        project.Single("warning", "FLASHFS6001", readOnly ? "Read-only" : "the disk is full", "The build goes on without it");
        CollectionAssert.AreEqual(right.ToArray(), Outputs(project).ToArray());
        Assert.IsEmpty(Temporaries(project));

        // With room, the next build fills it without a word.
        disk.MakeWritable();
        disk.Resize(Enough);
        RemoveOutputs(project);
        Assert.IsTrue(Build(project));
        project.Single("warning", "FLASHFS6001");
        RemoveOutputs(project);
        Assert.IsTrue(Build(project));
        Assert.IsTrue(project.Messages.Any(message => message.Text.Contains("espfs.img: new, from the cache", StringComparison.Ordinal)));
        CollectionAssert.AreEqual(right.ToArray(), Outputs(project).ToArray());
    }

    [TestMethod]
    [DataRow("out")]
    [DataRow("obj/flash")]
    public void AFolderThatMayOnlyBeReadIsAnErrorUnlessThereIsNothingToDo(string folder)
    {
        using TaskProject project = Project();
        using var disk = new SmallDisk(Path.Combine(project.Folder, folder), Enough);
        Assert.IsTrue(Build(project));
        SortedDictionary<string, string> former = Outputs(project);
        disk.MakeReadOnly();
        Assert.IsTrue(Build(project));
        project.NoErrors();

        project.Write("flash/a.js", "log('changed');\n");
        Assert.IsFalse(Build(project));
        project.Single("error", "FLASHFS9002", $"'{project.Folder}/{folder}/", "Read-only file system", "what was there before is unchanged");
        CollectionAssert.AreEqual(former.ToArray(), Outputs(project).ToArray());

        disk.MakeWritable();
        Assert.IsTrue(Build(project));
        CollectionAssert.AreNotEqual(former.ToArray(), Outputs(project).ToArray());
    }

    [TestMethod]
    [DataRow("out/espfs.img")]
    [DataRow("obj/flash/espfs.img")]
    public void AnOutputThatCannotBeReplacedIsAnErrorAndTheNextBuildIsRight(string output)
    {
        using TaskProject project = Project();
        Assert.IsTrue(Build(project));
        project.Write("flash/a.js", "log('changed');\n");
        SortedDictionary<string, string> right = RightOutputs("log('changed');\n");
        using (SmallDisk.Pin(Path.Combine(project.Folder, output)))
        {
            Assert.IsFalse(Build(project));
            project.Single("error", "FLASHFS9002", $"'{project.Folder}/{output}' cannot be written", "busy");
            Assert.IsEmpty(Temporaries(project));
        }

        Assert.IsTrue(Build(project));
        CollectionAssert.AreEqual(right.ToArray(), Outputs(project).ToArray());
    }

    [TestMethod]
    [DataRow("out/espfs.img")]
    [DataRow("obj/flash/espfs.img")]
    [DataRow("obj/flash/state.bin")]
    public void AFolderInThePlaceOfAnOutputIsAnErrorAndTheNextBuildIsRight(string output)
    {
        using TaskProject project = Project();
        Directory.CreateDirectory(Path.Combine(project.Folder, output, "theirs"));
        Assert.IsFalse(Build(project));
        project.Single("error", "FLASHFS9002", output);
        Assert.IsEmpty(Temporaries(project));
        Directory.Delete(Path.Combine(project.Folder, output), recursive: true);
        Assert.IsTrue(Build(project));
        CollectionAssert.AreEqual(RightOutputs().ToArray(), Outputs(project).ToArray());
    }

    private static TaskProject Project(string script = "log('a');\n")
    {
        TaskProject project = new TaskProject()
            .Write("flash/a.js", script)
            .Write("flash/page.html", string.Concat(Enumerable.Range(0, 3000).Select(i => $"<p>{i}</p>")));

        // A file that was written just now is hashed again by the next build, which has something to write then.
        return project.LetTimePass();
    }

    private static bool Build(TaskProject project) =>
        project.BuildImages(task => task.Formats = "Espfs;Simplefs") && project.BuildFlash();

    private static SortedDictionary<string, string> RightOutputs(string script = "log('a');\n")
    {
        using TaskProject project = Project(script);
        Assert.IsTrue(Build(project));
        return Outputs(project);
    }

    private static SortedDictionary<string, string> Outputs(TaskProject project) => new(
        Directory.Exists(project.Output)
            ? Directory.EnumerateFiles(project.Output).Where(path => Path.GetFileName(path) != "filler").ToDictionary(
                path => Path.GetFileName(path),
                path => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))))
            : [],
        StringComparer.Ordinal);

    private static void RemoveOutputs(TaskProject project)
    {
        Directory.Delete(project.Output, recursive: true);
        Directory.Delete(Path.Combine(project.Folder, "obj/flash"), recursive: true);
    }

    private static string[] Temporaries(TaskProject project) => Directory.GetFiles(project.Folder, "*.flashfs-tmp", SearchOption.AllDirectories);

    private static void Fill(string path)
    {
        using FileStream filler = File.Create(path, bufferSize: 0);
        try
        {
            while (true)
            {
                filler.Write(new byte[SmallDisk.PageSize]);
            }
        }
        catch (IOException)
        {
            return; // full, which was wanted
        }
    }
}
