using System.Net.Sockets;
using Microsoft.Build.Framework;

namespace FlashFs.Build.Tests;

/// <summary>What a file system may hold in the place of a file, and what may become of a file while a build runs.</summary>
[TestClass]
public sealed class FileSystemFaultTests
{
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "Pipes, sockets and devices have no names in folders there.")]
    public void EverythingThatIsNoRegularFileIsRefusedAtOnceAndNothingIsOpened()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        string[] names = Oddities(project, "flash", socket);
        Assert.IsFalse(project.BuildImages(task => task.Files = [TaskProject.Item("flash/a.js"), .. names.Select(name => TaskProject.Item($"flash/{name}"))]));
        foreach (string name in names)
        {
            (string code, string words) = name switch
            {
                "dangling" => ("FLASHFS1001", "does not exist"),
                "self" => ("FLASHFS1002", "cannot be reached"),
                _ => ("FLASHFS1008", "is a folder, pipe or device; name a regular file"),
            };
            BuildMessage[] found = [.. project.Messages.Where(message => message.Text.StartsWith($"'flash/{name}' ", StringComparison.Ordinal))];
            Assert.HasCount(1, found, name);
            Assert.AreEqual(("error", code, "Firmware.csproj"), (found[0].Kind, found[0].Code, found[0].File), name);
            StringAssert.Contains(found[0].Text, words, StringComparison.Ordinal);
        }

        Assert.HasCount(names.Length, project.Messages.Where(message => message.Kind == "error").ToArray());
        Assert.IsFalse(File.Exists(Path.Combine(project.Folder, "obj/flash/espfs.img")));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "Pipes, sockets and devices have no names in folders there.")]
    public void AFolderOfAnImageIsWalkedWithTheSameErrors()
    {
        using TaskProject project = new TaskProject().Write("tree/a.js", "1");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        string[] names = Oddities(project, "tree", socket);
        Directory.CreateSymbolicLink(Path.Combine(project.Folder, "tree/loop"), Path.Combine(project.Folder, "tree"));
        Directory.CreateDirectory(Path.Combine(project.Folder, "tree/deep"));
        Directory.CreateSymbolicLink(Path.Combine(project.Folder, "tree/deep/up"), Path.Combine(project.Folder, "tree"));
        Assert.IsFalse(project.BuildImages(task =>
        {
            task.Files = [];
            task.Images = [TaskProject.Item("espfs.img", ("Root", "tree"))];
        }));
        BuildMessage[] errors = [.. project.Messages.Where(message => message.Kind == "error")];

        // The folder among them has files of its own and is walked; the two links that lead back are errors of their own.
        Assert.HasCount(names.Length - 1 + 2, errors, string.Join('\n', errors));
        Assert.HasCount(2, errors.Where(error => error.Text.Contains("a folder it lies in: the tree never ends", StringComparison.Ordinal)).ToArray());
        CollectionAssert.AreEquivalent(new[] { "FLASHFS1001", "FLASHFS1002", "FLASHFS1008" }, errors.Select(error => error.Code).Distinct().ToArray());
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "Links take a privilege there.")]
    public void LinksToFilesAndFoldersAreFollowedAlsoOutOfTheProject()
    {
        using TaskProject elsewhere = new TaskProject().Write("lib/b.js", "bbb").Write("c.js", "cc");
        using TaskProject project = new TaskProject().Write("flash/a.js", "a");
        Directory.CreateSymbolicLink(Path.Combine(project.Folder, "flash/lib"), Path.Combine(elsewhere.Folder, "lib"));
        File.CreateSymbolicLink(Path.Combine(project.Folder, "flash/c.js"), Path.Combine(elsewhere.Folder, "c.js"));
        File.CreateSymbolicLink(Path.Combine(project.Folder, "flash/again.js"), Path.Combine(project.Folder, "flash/c.js"));
        using TaskProject plain = new TaskProject().Write("flash/a.js", "a").Write("flash/lib/b.js", "bbb").Write("flash/c.js", "cc").Write("flash/again.js", "cc");
        foreach (TaskProject each in (TaskProject[])[project, plain])
        {
            Assert.IsTrue(each.BuildImages(task =>
            {
                task.Files = [];
                task.Images = [TaskProject.Item("espfs.img", ("Root", "flash"))];
            }));
        }

        CollectionAssert.AreEqual(Image(plain), Image(project));

        // What changes behind a link is seen.
        elsewhere.Write("lib/b.js", "another");
        plain.Write("flash/lib/b.js", "another");
        foreach (TaskProject each in (TaskProject[])[project, plain])
        {
            Assert.IsTrue(each.BuildImages(task =>
            {
                task.Files = [];
                task.Images = [TaskProject.Item("espfs.img", ("Root", "flash"))];
            }));
        }

        CollectionAssert.AreEqual(Image(plain), Image(project));
    }

    // The kernel's own files have no length and give bytes all the same: as a file that grows while it is read.
    [TestMethod]
    [OSCondition(OperatingSystems.Linux, IgnoreMessage = "/proc is Linux's.")]
    public void FilesThatGiveMoreThanTheirLengthAreNamed()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        File.CreateSymbolicLink(Path.Combine(project.Folder, "flash/odd"), "/proc/version");
        File.CreateSymbolicLink(Path.Combine(project.Folder, "flash/too"), "/proc/version");
        Assert.IsFalse(project.BuildImages());
        BuildMessage[] errors = [.. project.Messages.Where(message => message.Kind == "error")];
        CollectionAssert.AreEqual(new[] { "flash/odd", "flash/too" }, errors.Select(error => error.File).ToArray(), string.Join('\n', errors));
        Assert.IsTrue(Array.TrueForAll(errors, error => error.Code == "FLASHFS1003" && error.Text.Contains("had 0 bytes when the build began", StringComparison.Ordinal)), string.Join('\n', errors));
    }

    // A transform runs behind the looking and before the packing: the files that it meddles with were looked at, and are read then. These
    // are longer than what is kept from one to the other.
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "The script is one of a Unix shell.")]
    [DataRow("rm", true, "FLASHFS1002", "cannot be read")]
    [DataRow("truncate -s 10", true, "FLASHFS1003", "had 300000 bytes when the build began and has 10 now")]
    [DataRow("truncate -s 400000", true, "FLASHFS1003", "had 300000 bytes when the build began and has 400000 now")]
    [DataRow("dd if=/dev/zero bs=300000 count=1 status=none of=", true, "FLASHFS1003", "has 300000 bytes as when the build began, and they are others now")]
    [DataRow("rm", false, "FLASHFS1002", "cannot be read")]
    [DataRow("truncate -s 400000", false, "FLASHFS1003", "has 400000 now")]
    [DataRow("dd if=/dev/zero bs=300000 count=1 status=none of=", false, "FLASHFS1003", "and they are others now")]
    public void AFileThatGoesOrChangesBetweenLookingAndReadingIsAnErrorAndNothingOfItIsKept(string command, bool verify, string code, string words)
    {
        byte[] contents = [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)];
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("flash/one.bin", contents).Write("flash/two.bin", contents).Write("flash/z.bin", contents);
        string join = command.EndsWith('=') ? "" : " ";
        project.Write("meddle.sh", $"#!/bin/sh\ncp \"$1\" \"$2\"\n{command}{join}'{project.Folder}/flash/one.bin'\n{command}{join}'{project.Folder}/flash/two.bin'\n");
        MakeProgram(project, "meddle.sh");
        Assert.IsFalse(Build(project, meddle: true, verify));
        BuildMessage[] errors = [.. project.Messages.Where(message => message.Kind == "error")];
        CollectionAssert.AreEqual(new[] { "flash/one.bin", "flash/two.bin" }, errors.Select(error => error.File).ToArray(), string.Join('\n', errors));
        Assert.IsTrue(Array.TrueForAll(errors, error => error.Code == code && error.Text.Contains(words, StringComparison.Ordinal)), string.Join('\n', errors));
        Assert.IsFalse(File.Exists(Path.Combine(project.Folder, "obj/flash/espfs.img")));

        // The files as they were: what comes out is what a build makes that nobody disturbed, and no cache holds anything else.
        project.Write("flash/one.bin", contents).Write("flash/two.bin", contents);
        Assert.IsTrue(Build(project, meddle: false, verify));
        using TaskProject undisturbed = new TaskProject().Write("flash/a.js", "1").Write("flash/one.bin", contents).Write("flash/two.bin", contents).Write("flash/z.bin", contents);
        Assert.IsTrue(Build(undisturbed, meddle: false, verify));
        CollectionAssert.AreEqual(Image(undisturbed), Image(project));
    }

    // Short files are kept from when they were hashed: whatever becomes of them, the image is of one moment, and the next build sees it.
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "The script is one of a Unix shell.")]
    [DataRow("truncate -s 10", true)]
    [DataRow("truncate -s 3000", false)]
    [DataRow("dd if=/dev/zero bs=2000 count=1 status=none of=", true)]
    public void AShortFileIsInTheImageAsItWasHashed(string command, bool verify)
    {
        byte[] contents = [.. Enumerable.Range(0, 2000).Select(i => (byte)i)];
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("flash/one.bin", contents);
        using TaskProject undisturbed = new TaskProject().Write("flash/a.js", "1").Write("flash/one.bin", contents);
        string join = command.EndsWith('=') ? "" : " ";
        project.Write("meddle.sh", $"#!/bin/sh\ncp \"$1\" \"$2\"\n{command}{join}'{project.Folder}/flash/one.bin'\n");
        MakeProgram(project, "meddle.sh");
        Assert.IsTrue(Build(project, meddle: true, verify), string.Join('\n', project.Messages));
        Assert.IsTrue(Build(undisturbed, meddle: false, verify));
        CollectionAssert.AreEqual(Image(undisturbed), Image(project));

        undisturbed.Write("flash/one.bin", File.ReadAllBytes(Path.Combine(project.Folder, "flash/one.bin")));
        Assert.IsTrue(Build(project, meddle: false, verify));
        Assert.IsTrue(Build(undisturbed, meddle: false, verify));
        CollectionAssert.AreEqual(Image(undisturbed), Image(project));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "The script is one of a Unix shell.")]
    public void WhatATransformMakesOfAShortFileThatChangedIsOfTheFormerContents()
    {
        using TaskProject project = new TaskProject().Write("one/a.js", "1").Write("two/b.txt", "as it was.");
        MakeMeddlers(project, "disturbed!");
        Assert.IsTrue(BuildBoth(project, meddle: true), string.Join('\n', project.Messages));
        Assert.IsGreaterThan(0, Two(project).AsSpan().IndexOf("AS IT WAS."u8));
        Assert.IsTrue(BuildBoth(project, meddle: false));
        Assert.IsGreaterThan(0, Two(project).AsSpan().IndexOf("DISTURBED!"u8));

        // The cache has both, each under its own contents.
        project.Write("two/b.txt", "as it was.");
        Assert.IsTrue(BuildBoth(project, meddle: false));
        Assert.IsGreaterThan(0, Two(project).AsSpan().IndexOf("AS IT WAS."u8));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "The script is one of a Unix shell.")]
    public void WhatATransformMakesOfAFileThatChangedIsNotKeptUnderTheFormerContents()
    {
        string contents = new('a', 300_000);
        using TaskProject project = new TaskProject().Write("one/a.js", "1").Write("two/b.txt", contents);
        MakeMeddlers(project, new string('b', contents.Length));
        Assert.IsFalse(BuildBoth(project, meddle: true));
        Assert.AreEqual("two/b.txt", project.Single("error", "FLASHFS1003", "others now").File);

        project.Write("two/b.txt", contents);
        Assert.IsTrue(BuildBoth(project, meddle: false));
        Assert.IsGreaterThan(0, Two(project).AsSpan().IndexOf(new string('A', contents.Length).Select(letter => (byte)letter).ToArray()));
    }

    // The command of the first image rewrites, with as many bytes, what that of the second is about to read.
    private static void MakeMeddlers(TaskProject project, string contents)
    {
        project.Write("disturbed", contents)
            .Write("meddle.sh", $"#!/bin/sh\ncp \"$1\" \"$2\"\ncat '{project.Folder}/disturbed' > '{project.Folder}/two/b.txt'\n")
            .Write("upper.sh", "#!/bin/sh\ntr a-z A-Z < \"$1\" > \"$2\"\n");
        MakeProgram(project, "meddle.sh");
        MakeProgram(project, "upper.sh");
    }

    private static bool BuildBoth(TaskProject project, bool meddle) => project.BuildImages(task =>
    {
        task.Files = [];
        task.Images = [TaskProject.Item("one.fs", ("Format", "simplefs"), ("Root", "one")), TaskProject.Item("two.fs", ("Format", "simplefs"), ("Root", "two"))];
        ITaskItem upper = TaskProject.Item("upper", ("Command", "./upper.sh {input} {output}"), ("Match", "*.txt"));
        task.Transforms = meddle ? [TaskProject.Item("meddle", ("Command", "./meddle.sh {input} {output}"), ("Match", "*.js")), upper] : [upper];
    });

    private static byte[] Two(TaskProject project) => File.ReadAllBytes(Path.Combine(project.Folder, "obj/flash/two.fs"));

    [TestMethod]
    public void PathsOverTheOldLimitOfWindowsAreTakenEverywhere()
    {
        string deep = string.Join('/', Enumerable.Repeat(new string('d', 60), 8));
        using TaskProject project = new TaskProject().Write($"flash/{deep}/a.js", "1");
        void Configure(BuildFlashImages task)
        {
            task.Formats = "Simplefs";
            task.Files = [TaskProject.Item($"flash/{deep}/a.js", ("FlashPath", "index.js"))];
            task.IntermediateFolder = $"obj/{deep}/flash/";
            task.CachePath = $"obj/{deep}/cache/";
        }

        Assert.IsTrue(project.BuildImages(Configure), string.Join('\n', project.Messages));
        Assert.IsTrue(project.BuildFlash(task =>
        {
            task.IntermediateFolder = $"obj/{deep}/flash/";
            task.OutputFolder = $"out/{deep}/";
        }));
        project.NoErrors();
        Assert.IsFalse(project.Messages.Any(message => message.Code == "FLASHFS6001"), "the cache has it");
        string image = Path.Combine(project.Folder, $"out/{deep}/simplefs.fs");
        Assert.IsGreaterThan(500, image.Length);
        Assert.IsTrue(File.Exists(image));

        Directory.Delete(Path.Combine(project.Folder, $"obj/{deep}/flash"), recursive: true);
        Assert.IsTrue(project.BuildImages(Configure));
        Assert.IsTrue(project.Messages.Any(message => message.Text.Contains("from the cache", StringComparison.Ordinal)));
    }

    // A name, and with it a way of being no file.
    private static string[] Oddities(TaskProject project, string name, Socket socket)
    {
        string folder = Path.Combine(project.Folder, name);
        Directory.CreateDirectory(Path.Combine(folder, "folder"));
        File.WriteAllText(Path.Combine(folder, "folder", "inside.js"), "1");
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", Path.Combine(folder, "pipe")))
        {
            mkfifo.WaitForExit();
        }

        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, "socket")));
        File.CreateSymbolicLink(Path.Combine(folder, "zero"), "/dev/zero");
        File.CreateSymbolicLink(Path.Combine(folder, "null"), "/dev/null");
        File.CreateSymbolicLink(Path.Combine(folder, "linked-pipe"), "pipe");
        File.CreateSymbolicLink(Path.Combine(folder, "dangling"), "nowhere");
        File.CreateSymbolicLink(Path.Combine(folder, "self"), "self");
        return ["folder", "pipe", "socket", "zero", "null", "linked-pipe", "dangling", "self"];
    }

    private static bool Build(TaskProject project, bool meddle, bool verify) => project.BuildImages(task =>
    {
        task.Formats = "Espfs";
        task.VerifyImages = verify ? "true" : "false";
        task.Transforms = meddle ? [TaskProject.Item("meddle", ("Command", "./meddle.sh {input} {output}"), ("Match", "a.js"))] : [];
    });

    private static byte[] Image(TaskProject project) => File.ReadAllBytes(Path.Combine(project.Folder, "obj/flash/espfs.img"));

    private static void MakeProgram(TaskProject project, string script)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(project.Folder, script), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
