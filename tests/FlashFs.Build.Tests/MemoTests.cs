using System.Reflection;
using System.Runtime.Loader;
using System.Runtime.Versioning;
using Microsoft.Build.Framework;

namespace FlashFs.Build.Tests;

/// <summary>A build that is asked the same of the same files answers as before, without the stage; any other runs it.</summary>
[TestClass]
public sealed class MemoTests
{
    private static readonly string[] Inputs = ["flash/a.js", "flash/b.txt", "app.bin"];

    // That the targets ask for all that goes to a task is held by RecallTargetTests.
    [TestMethod]
    public void EverythingThatIsAskedIsPartOfTheKey()
    {
        (string Parameter, object Value)[] parameters =
        [
            ("Question", "other"), ("Files", Items("flash/b.js")), ("Others", Items("other")), ("FlashRoot", "other"), ("IntermediateFolder", "other"), ("ProjectFile", "other"),
            ("ProjectDirectory", Path.Combine(Path.GetTempPath(), "other")),
        ];
        string key = Key(null, null);
        Assert.AreEqual(key, Key(null, null));
        foreach ((string parameter, object value) in parameters)
        {
            Assert.AreNotEqual(key, Key(parameter, value), parameter);
        }

        string[] binaries = [.. ((ITaskItem[][])[[], Items("app.bin"), [TaskProject.Item("app.bin", ("Offset", "0x10000"))]]).Select(items => KeyOf(new RecallFlash { Binaries = items }))];
        Assert.HasCount(binaries.Length, binaries.Distinct());
    }

    [TestMethod]
    public void MetadataAreAskedWhateverTheirOrder()
    {
        string Question(params (string, string)[] metadata)
        {
            return Key(nameof(RecallFlashImages.Files), new[] { TaskProject.Item("flash/a.js", metadata) });
        }

        Assert.AreEqual(Question(("Title", "x"), ("Compress", "gzip")), Question(("Compress", "gzip"), ("Title", "x")));
        string[] questions = [Question(), Question(("Title", "x")), Question(("Title", "y")), Question(("Titlex", "")), Question(("Title", "x"), ("Compress", "gzip"))];
        Assert.HasCount(questions.Length, questions.Distinct());
    }

    // To load it took a quarter of a build with nothing to do.
    [TestMethod]
    public void AnAnswerThatStandsIsGivenWithoutTheLibrary()
    {
        using TaskProject project = Built();
        Build(project);
        foreach (RecallTask recall in project.Recalls)
        {
            Assert.IsTrue(recall.Stands);
            var context = new WatchedLoadContext();
            Type type = context.LoadFromAssemblyPath(recall.GetType().Assembly.Location).GetType(recall.GetType().FullName!)!;
            object lone = Activator.CreateInstance(type)!;
            foreach (PropertyInfo parameter in recall.GetType().GetProperties().Where(parameter => parameter.SetMethod is { IsPublic: true } && !parameter.IsDefined(typeof(OutputAttribute))))
            {
                type.GetProperty(parameter.Name)!.SetValue(lone, parameter.GetValue(recall));
            }

            Assert.AreEqual(true, type.GetMethod(nameof(RecallTask.Execute))!.Invoke(lone, null));
            Assert.AreEqual(true, type.GetProperty(nameof(RecallTask.Stands))!.GetValue(lone));
            Assert.HasCount(recall.OutputFiles.Length, (ITaskItem[])type.GetProperty(nameof(RecallTask.OutputFiles))!.GetValue(lone)!);
            CollectionAssert.DoesNotContain(context.Asked, "FlashFs");
        }
    }

    [TestMethod]
    public void AnAnswerThatStandsIsGivenWithoutTheStage()
    {
        using TaskProject project = Built();
        Dictionary<string, string> said = Said(project);

        // A state that nobody can read, and nobody asks for.
        foreach (string state in (string[])["state.bin", "outputs.bin"])
        {
            Spoil(Intermediate(project, state), DateTime.MinValue);
        }

        SortedDictionary<string, byte[]> before = Contents(project);
        Build(project);
        AssertSame(before, project);
        Assert.AreEqual(string.Join('\n', said.Values), string.Join('\n', Said(project).Values));
        StringAssert.Contains(said["espfs"], "espfs.img: up to date, 2 files");
    }

    [TestMethod]
    public void EveryFileIsLookedAt()
    {
        using TaskProject project = Built();
        SortedDictionary<string, byte[]> right = Contents(project);
        string[] made = [.. right.Keys.Except(Inputs).Where(IsMade)];
        Assert.IsGreaterThan(12, made.Length, string.Join(' ', made));
        foreach (string path in made)
        {
            // Another time, and then no file at all.
            AssertKept(project, path);
            Spoil(Path.Combine(project.Folder, path), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
            Build(project);
            AssertSame(right, project, path);
            AssertKept(project, path);
            File.Delete(Path.Combine(project.Folder, path));
            Build(project);
            AssertSame(right, project, path);
        }

        foreach (string path in Inputs)
        {
            byte[] contents = File.ReadAllBytes(Path.Combine(project.Folder, path));
            AssertKept(project, path);
            project.Write(path, "changed!");
            SetTime(project, path, 2);
            Build(project.LetTimePass());
            CollectionAssert.AreNotEqual(right["out/flash-manifest.json"], File.ReadAllBytes(Path.Combine(project.Output, "flash-manifest.json")), path);
            AssertKept(project, path);
            project.Write(path, contents);
            SetTime(project, path, 1);
            Build(project.LetTimePass());
            AssertSame(right, project, path);
        }
    }

    // As one that was unpacked again, or comes out of a package: tools set such times, all alike.
    [TestMethod]
    [OSCondition(OperatingSystems.Linux, IgnoreMessage = "Elsewhere the framework does not tell when a file got its name.")]
    [DataRow(true, false)]
    [DataRow(false, false)]
    [DataRow(true, true)]
    [DataRow(false, true)]
    public void AFileOfTheSameLengthAndTimeInThePlaceOfAnotherIsSeen(bool memo, bool folder)
    {
        using TaskProject project = Built();
        string image = Path.Combine(project.Output, "espfs.img");
        byte[] former = File.ReadAllBytes(image);
        project.Write("elsewhere/a.js", "CONTENTS");
        SetTime(project, "elsewhere/a.js", 1);
        project.LetTimePass();
        if (folder)
        {
            // No file gets another name, and both may have been made within one tick of the clock.
            File.Copy(Path.Combine(project.Folder, "flash/b.txt"), Path.Combine(project.Folder, "elsewhere/b.txt"));
            SetTime(project, "elsewhere/b.txt", 1);
            Directory.Move(Path.Combine(project.Folder, "flash"), Path.Combine(project.Folder, "former"));
            Directory.Move(Path.Combine(project.Folder, "elsewhere"), Path.Combine(project.Folder, "flash"));
        }
        else
        {
            File.Move(Path.Combine(project.Folder, "elsewhere/a.js"), Path.Combine(project.Folder, "flash/a.js"), overwrite: true);
        }

        if (!memo)
        {
            File.Delete(Intermediate(project, "state.memo"));
        }

        Build(project);
        byte[] now = File.ReadAllBytes(image);
        Assert.IsTrue(now.AsSpan().IndexOf("CONTENTS"u8) >= 0 && former.AsSpan().IndexOf("CONTENTS"u8) < 0);
    }

    // It is read again, and that is all.
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "There are no such modes.")]
    [UnsupportedOSPlatform("windows")]
    public void AFileThatGetsAnotherModeIsWhatItWas()
    {
        using TaskProject project = Built();
        SortedDictionary<string, byte[]> before = Contents(project);
        project.LetTimePass();
        File.SetUnixFileMode(Path.Combine(project.Folder, "flash/a.js"), UnixFileMode.UserRead);
        Build(project.LetTimePass());
        StringAssert.Contains(Said(project)["espfs"], "espfs.img: up to date, 2 files");
        foreach ((string path, byte[] contents) in Contents(project).Where(file => file.Key.StartsWith("out/", StringComparison.Ordinal)))
        {
            CollectionAssert.AreEqual(before[path], contents, path);
        }

        AssertKept(project, "flash/a.js");
        SortedDictionary<string, byte[]> settled = Contents(project);
        Assert.AreEqual(OperatingSystem.IsLinux(), !before["obj/flash/state.bin"].AsSpan().SequenceEqual(settled["obj/flash/state.bin"]), "where it is seen it is kept");
        Build(project);
        AssertSame(settled, project);
    }

    [TestMethod]
    public void AMemoThatWasDamagedIsNoneAndIsThereAgain()
    {
        using TaskProject project = Built();
        foreach (string memo in (string[])["state.memo", "outputs.memo"])
        {
            string path = Intermediate(project, memo);
            byte[] right = File.ReadAllBytes(path);
            foreach (byte[] damaged in (byte[][])[[], right[..^1], [.. right, 0], [.. right[..40], (byte)(right[40] ^ 1), .. right[41..]]])
            {
                File.WriteAllBytes(path, damaged);
                Build(project);
                CollectionAssert.AreEqual(right, File.ReadAllBytes(path), memo);
            }

            File.Delete(path);
            Build(project);
            CollectionAssert.AreEqual(right, File.ReadAllBytes(path), memo);
        }
    }

    [TestMethod]
    public void AMemoThatCannotBeKeptKeepsNobodyFromBuilding()
    {
        using TaskProject project = Built();
        SortedDictionary<string, byte[]> right = Contents(project);
        foreach (string memo in (string[])["state.memo", "outputs.memo"])
        {
            File.Delete(Intermediate(project, memo));
            Directory.CreateDirectory(Path.Combine(Intermediate(project, memo), "in the way"));
            Build(project);
            AssertSame(right, project, memo);
            Assert.IsTrue(project.Messages.Any(message => message.Text.StartsWith($"{memo} was not kept", StringComparison.Ordinal)), string.Join('\n', project.Messages));
            Directory.Delete(Intermediate(project, memo), recursive: true);
        }

        // Whoever calls the second stage alone finds no state of the first one, and keeps nothing.
        File.Delete(Intermediate(project, "state.bin"));
        Assert.IsTrue(project.BuildFlash(task => task.Binaries = Binaries()), string.Join('\n', project.Messages));
        Assert.IsFalse(File.Exists(Intermediate(project, "outputs.memo")));
    }

    [TestMethod]
    public void AMemoHasNoPathOfTheMachineAndIsNoneInAnotherFolder()
    {
        using TaskProject project = Built();
        using var other = new TaskProject();
        foreach ((string path, byte[] contents) in Contents(project))
        {
            Assert.DoesNotContain(project.Folder, System.Text.Encoding.UTF8.GetString(contents), path);
            other.Write(path, contents);
            File.SetLastWriteTimeUtc(Path.Combine(other.Folder, path), File.GetLastWriteTimeUtc(Path.Combine(project.Folder, path)));
        }

        project.Write("flash/a.js", "changed!");
        Assert.AreNotEqual(Key(null, null, project.Folder), Key(null, null, other.Folder));
        Build(other);
        StringAssert.Contains(Said(other)["espfs"], "up to date");
    }

    // Said in every build: one in which nothing came of a new time is no exception.
    [TestMethod]
    public void AnotherTimeOfABinaryIsToldAsUpToDate()
    {
        using TaskProject project = Built();
        SortedDictionary<string, byte[]> right = Contents(project);
        SetTime(project, "app.bin", 7);
        int before = project.Messages.Count;
        Build(project);
        AssertSame(right, project, "app.bin");
        Assert.HasCount(1, project.Messages.Skip(before).Where(message => message.Text == "out: up to date, 9 outputs"), string.Join('\n', project.Messages));
    }

    // A file that comes is seen by nobody who looks at the ones that were there.
    [TestMethod]
    public void FoldersAreSearchedInEveryBuild()
    {
        using TaskProject project = new TaskProject().Write("web/a.js", "1");
        void Configure(BuildFlashImages task) => task.Images = [TaskProject.Item("web.img", ("Format", "espfs"), ("Root", "web"))];
        Assert.IsTrue(project.BuildImages(Configure), string.Join('\n', project.Messages));
        Assert.IsFalse(File.Exists(Intermediate(project, "state.memo")));
        project.Write("web/b.js", "2");
        Assert.IsTrue(project.BuildImages(Configure));
        Assert.IsGreaterThan(0, File.ReadAllBytes(Intermediate(project, "web.img")).AsSpan().IndexOf("b.js"u8));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "The command is a Unix one.")]
    [DataRow("RemoteCache", "http://localhost:1/")]
    [DataRow("IdfBuild", "build")]
    [DataRow("Bytecode", "Command")]
    public void WhatMoreThanFilesHaveASayInIsAskedAgain(string parameter, string value)
    {
        using TaskProject project = Built().WithIdfBuild();
        void Configure(BuildFlashImages task)
        {
            typeof(BuildFlashImages).GetProperty(parameter)!.SetValue(task, value);
            task.BytecodeCommand = "cp {input} {output}";
            task.SearchPath = "/usr/bin:/bin";
            task.Formats = "Spiffs";
        }

        File.Delete(Intermediate(project, "state.memo"));
        Assert.IsTrue(project.BuildImages(Configure), string.Join('\n', project.Messages));
        Assert.IsFalse(File.Exists(Intermediate(project, "state.memo")));
        Assert.IsTrue(project.BuildImages(), string.Join('\n', project.Messages));
        Assert.IsTrue(File.Exists(Intermediate(project, "state.memo")));
    }

    [TestMethod]
    public void WhereThereAreManyFilesTheStageRuns()
    {
        using var project = new TaskProject();
        for (int i = 0; i <= Pipeline.StandingAnswer.MaxFiles; i++)
        {
            project.Write($"flash/{i}.txt", "x");
        }

        static void Configure(BuildFlashImages task) => task.Formats = "SimpleFs";
        Assert.IsTrue(project.LetTimePass().BuildImages(Configure), string.Join('\n', project.Messages));
        Assert.IsFalse(File.Exists(Intermediate(project, "state.memo")));
        File.Delete(Path.Combine(project.Folder, "flash", "0.txt"));
        Assert.IsTrue(project.BuildImages(Configure));
        Assert.IsTrue(File.Exists(Intermediate(project, "state.memo")));
    }

    private static string Key(string? parameter, object? value, string? folder = null)
    {
        var task = new RecallFlashImages { Files = Items("flash/a.js") };
        return KeyOf(task, () =>
        {
            task.ProjectDirectory = folder ?? task.ProjectDirectory;
            if (parameter is not null)
            {
                typeof(RecallFlashImages).GetProperty(parameter)!.SetValue(task, value);
            }
        });
    }

    private static string KeyOf(RecallTask task, Action? configure = null)
    {
        task.BuildEngine = new RecordingEngine();
        task.ProjectDirectory = Path.GetTempPath();
        task.IntermediateFolder = "obj/none";
        task.Question = "question";
        configure?.Invoke();
        Assert.IsTrue(task.Execute());
        return task.Key;
    }

    private static ITaskItem[] Items(string spec) => [TaskProject.Item(spec)];

    private static TaskProject Built()
    {
        TaskProject project = new TaskProject().Write("flash/a.js", "contents").Write("flash/b.txt", "texttext").Write("app.bin", "firmware");
        foreach (string path in Inputs)
        {
            SetTime(project, path, 1);
        }

        Build(project.LetTimePass());
        return project;
    }

    private static void Build(TaskProject project)
    {
        Assert.IsTrue(project.BuildImages(task => task.Binaries = Binaries()), string.Join('\n', project.Messages));
        Assert.IsTrue(project.BuildFlash(task => task.Binaries = Binaries()), string.Join('\n', project.Messages));
        project.NoErrors();
    }

    private static ITaskItem[] Binaries() => [TaskProject.Item("app.bin", ("Offset", "0x10000"))];

    private static string Intermediate(TaskProject project, string name) => Path.Combine(project.Folder, "obj", "flash", name);

    // What the last build said of the images, by format, as a build with nothing to do says it.
    private static Dictionary<string, string> Said(TaskProject project)
    {
        Build(project);
        return ((string[])["espfs", "spiffs"]).ToDictionary(name => name, name => project.Messages.Last(message => message.Text.StartsWith(name, StringComparison.Ordinal)).Text);
    }

    private static SortedDictionary<string, byte[]> Contents(TaskProject project) => new(
        Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(project.Folder, path).Replace('\\', '/'), File.ReadAllBytes),
        StringComparer.Ordinal);

    private static bool IsMade(string path) => !path.StartsWith("obj/cache/", StringComparison.Ordinal) && !path.EndsWith(".memo", StringComparison.Ordinal);

    // States hold the times of what was made again.
    private static void AssertSame(SortedDictionary<string, byte[]> before, TaskProject project, string? spoiled = null)
    {
        SortedDictionary<string, byte[]> now = Contents(project);
        foreach ((string path, byte[] contents) in before)
        {
            if (spoiled is null || (IsMade(path) && path is not ("obj/flash/state.bin" or "obj/flash/outputs.bin")))
            {
                CollectionAssert.AreEqual(contents, now.GetValueOrDefault(path), $"{path} after {spoiled}");
            }
        }

        CollectionAssert.AreEqual(before.Keys.Where(IsMade).ToArray(), now.Keys.Where(IsMade).ToArray(), spoiled);
    }

    private static void AssertKept(TaskProject project, string path) =>
        Assert.IsTrue(File.Exists(Intermediate(project, "state.memo")) && File.Exists(Intermediate(project, "outputs.memo")), $"no memo before {path}");

    // Of a file that was written a moment ago the time says nothing of what is written the next moment.
    private static void SetTime(TaskProject project, string path, int second) =>
        File.SetLastWriteTimeUtc(Path.Combine(project.Folder, path), new DateTime(2020, 1, 2, 3, 4, second, DateTimeKind.Utc));

    // The same length; another time unless none is given.
    private static void Spoil(string path, DateTime time)
    {
        DateTime former = File.GetLastWriteTimeUtc(path);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0xFF;
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, time == DateTime.MinValue ? former : time);
    }

    /// <summary>Loads the tasks once more, and keeps what else they ask for.</summary>
    private sealed class WatchedLoadContext() : AssemblyLoadContext("tasks")
    {
        public List<string?> Asked { get; } = [];

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            Asked.Add(assemblyName.Name);
            return null;
        }
    }
}
