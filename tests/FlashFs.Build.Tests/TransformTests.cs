using FlashFs.Diagnostics;
using Microsoft.Build.Framework;

namespace FlashFs.Build.Tests;

/// <summary>FlashTransform as a project meets it.</summary>
[TestClass]
public sealed class TransformTests : IDisposable
{
    private readonly TaskProject _project = new();

    public void Dispose() => _project.Dispose();

    [TestMethod]
    public void TransformsRunInTheirOrderAndOfOneOrderAsTheProjectGivesThem()
    {
        _project.Write("flash/a.txt", "x");
        Build([Append("c", "5"), Append("a"), Append("b"), Append("first", "-1"), Append("last", "100")]);
        Is("a.txt=x first a b c last");
    }

    [TestMethod]
    public void MatchAndImagesSayWhatItWorksOn()
    {
        _project.Write("flash/a.txt", "x").Write("flash/sub/b.txt", "y").Write("flash/c.md", "z");
        ITaskItem[] transforms = [Append("text", metadata: ("Match", "*.txt")), Append("sub", metadata: ("Match", "sub/**")), Append("other", metadata: ("Images", "spiffs"))];
        _project.Built(task => (task.Formats, task.Transforms) = ("SimpleFs;Spiffs", transforms));
        Is("a.txt=x text", "c.md=z", "sub/b.txt=y text sub");
    }

    [TestMethod]
    public void TheFileOrStandardInputGoesInAndTheFileOrStandardOutputComesOut()
    {
        _project.Write("flash/sub/a.txt", "x").Script("files.sh", "{ cat \"$1\"; echo \" $3\"; } > \"$2\"");
        Build([Command("files", "/bin/sh files.sh {input} {output} {path}")]);
        Is("sub/a.txt=x sub/a.txt\n");
        StringAssert.EndsWith(_project.Runs().Single(), "in/sub/a.txt", StringComparison.Ordinal);
        Build([Command("streams", "/usr/bin/tr x y")]);
        Is("sub/a.txt=y");
        Assert.IsEmpty(Directory.EnumerateDirectories(Path.Combine(_project.Folder, "obj/flash/work")).ToArray(), "nothing is left in the work folder");
    }

    [TestMethod]
    public void AnExtensionGivesAnotherPathAndTheNextTransformSeesIt()
    {
        _project.Write("flash/a.ts", "x").Write("flash/sub/b.ts", "y");
        Build([Command("typescript", "/bin/cat", ("Match", "**/*.ts"), ("OutputExtension", "js")), Append("next", metadata: ("Match", "**/*.js"))]);
        Is("a.js=x next", "sub/b.js=y next");
    }

    [TestMethod]
    public void TwoFilesThatGetOnePathAreNamed()
    {
        _project.Write("flash/a.ts", "x").Write("flash/a.js", "y");
        Fails([Command("typescript", "/bin/cat", ("Match", "**/*.ts"), ("OutputExtension", ".js"))]);
        _project.Single("error", DiagnosticCodes.DuplicatePath.Code, "'a.js'", "flash/a.ts", "flash/a.js");
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("200")]
    public void WhatIsNotSmallerIsDroppedAndKeepsItsPath(string order)
    {
        _project.Write("flash/small.txt", "x").Write("flash/large.txt", new string('x', 5000));
        Build([TaskProject.Item("Gzip", ("KeepIfSmaller", "true"), ("Order", order))]);
        string[] contents = _project.Contents("simplefs.fs");
        Assert.HasCount(2, contents);
        StringAssert.StartsWith(contents[0], "large.txt.gz=\u001f", StringComparison.Ordinal);
        Assert.AreEqual("small.txt=x", contents[1]);
        Line("simplefs.fs: Gzip: 2 files, 5001 -> ", ", 1 kept as they were");
    }

    [TestMethod]
    public void BuiltInTransformsDoWhatTheirNamesSay()
    {
        _project.Write("flash/a.txt", [0xEF, 0xBB, 0xBF, .. "one\r\ntwo\rthree"u8]);
        Build([TaskProject.Item("StripBom"), TaskProject.Item("lineendings")]);
        Is("a.txt=one\ntwo\nthree");
    }

    [TestMethod]
    public void ABuildWithNothingToDoStartsNoProgram()
    {
        _project.Write("flash/a.txt", "x").Script("tool.sh", "cat");
        ITaskItem[] transforms = [Command("tool", "/bin/sh tool.sh {path}")];
        Build(transforms);
        CollectionAssert.AreEqual(new[] { "a.txt" }, _project.Runs());
        Build(transforms);
        Assert.IsEmpty(_project.Runs());
        Line("simplefs.fs: up to date");
    }

    [TestMethod]
    public void OnlyWhatChangedRunsAgain()
    {
        _project.Write("flash/a.txt", "x").Write("flash/b.txt", "y").Script("tool.sh", "cat");
        ITaskItem[] transforms = [Command("tool", "/bin/sh tool.sh {path}")];
        Build(transforms);
        CollectionAssert.AreEqual(new[] { "a.txt", "b.txt" }, _project.Runs());
        _project.Write("flash/b.txt", "another");
        Build(transforms);
        CollectionAssert.AreEqual(new[] { "b.txt" }, _project.Runs());
        Is("a.txt=x", "b.txt=another");
        _project.Write("flash/b.txt", "y");
        Build(transforms);
        Assert.IsEmpty(_project.Runs(), "what was made before is in the cache");
    }

    [TestMethod]
    public void AnotherCommandLineVersionProgramOrNamedFileRunsAgain()
    {
        _project.Write("flash/a.txt", "x").Write("tool.json", "{}").Script("tool.sh", "cat");
        Build([Command("tool", "/bin/sh tool.sh run --config=tool.json")]);
        Assert.HasCount(1, _project.Runs());
        Build([Command("tool", "/bin/sh tool.sh run --config=tool.json -q")]);
        Assert.HasCount(1, _project.Runs(), "command line");
        Build([Command("tool", "/bin/sh tool.sh run --config=tool.json -q", ("Version", "2"))]);
        Assert.HasCount(1, _project.Runs(), "version");
        _project.Script("tool.sh", "cat; echo");
        Build([Command("tool", "/bin/sh tool.sh run --config=tool.json -q", ("Version", "2"))]);
        Assert.HasCount(1, _project.Runs(), "the script that the program runs");
        _project.Write("tool.json", "{ }");
        Build([Command("tool", "/bin/sh tool.sh run --config=tool.json -q", ("Version", "2"))]);
        Assert.HasCount(1, _project.Runs(), "the configuration");
        Build([Command("tool", "/bin/sh tool.sh run --config=tool.json -q", ("Version", "2"))]);
        Assert.IsEmpty(_project.Runs());
    }

    [TestMethod]
    public void TwoImagesAndTwoFilesWithTheSameContentsShareOneRun()
    {
        _project.Write("flash/a.txt", "x").Write("flash/b.txt", "x").Script("tool.sh", "cat");
        _project.Built(task => (task.Formats, task.Transforms) = ("SimpleFs;Spiffs", [Command("tool", "/bin/sh tool.sh run")]));
        Assert.HasCount(1, _project.Runs());
        Is("a.txt=x", "b.txt=x");
    }

    [TestMethod]
    public void EveryFailureIsToldInOrderAndNothingOfItIsKept()
    {
        _project.Write("flash/a.txt", "x").Write("flash/b.txt", "y").Write("flash/c.txt", "z")
            .Script("tool.sh", "if [ $1 = b.txt ]; then cat; else echo begin; echo \"why $1\" >&2; exit 3; fi");
        ITaskItem[] transforms = [Command("tool", "/bin/sh tool.sh {path}")];
        for (int build = 0; build < 2; build++)
        {
            Fails(transforms);
            CollectionAssert.AreEqual(build == 0 ? new[] { "a.txt", "b.txt", "c.txt" } : ["a.txt", "c.txt"], _project.Runs(), "what failed runs again");
        }

        BuildMessage[] errors = [.. _project.Messages.Where(message => message.Kind == "error")];
        Assert.HasCount(4, errors);
        Assert.IsTrue(errors.All(error => error.Code == DiagnosticCodes.CommandFailed.Code));
        Assert.AreEqual("flash/a.txt", errors[0].File);
        Assert.AreEqual("flash/c.txt", errors[1].File);
        StringAssert.Contains(errors[0].Text, "status 3", StringComparison.Ordinal);
        StringAssert.Contains(errors[0].Text, "  why a.txt", StringComparison.Ordinal);
        StringAssert.Contains(errors[0].Text, "/bin/sh tool.sh {path}", StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(Path.Combine(_project.Folder, "obj/flash/simplefs.fs")));
    }

    [TestMethod]
    public void FilesWithTheSameContentsEachHaveTheirError()
    {
        _project.Write("flash/a.txt", "x").Write("flash/b.txt", "x").Script("tool.sh", "exit 3");
        Assert.IsFalse(_project.BuildImages(task => (task.Formats, task.Transforms) = ("SimpleFs;Espfs", [Command("tool", "/bin/sh tool.sh run")])));
        CollectionAssert.AreEqual(
            new[] { "flash/a.txt", "flash/b.txt" }, _project.Messages.Where(message => message.Kind == "error").Select(message => message.File).ToArray());
    }

    [TestMethod]
    public void ANameThatBeginsWithADashIsNoOption()
    {
        _project.Write("flash/-n.js", "1;");
        _project.Built(task => (task.Formats, task.Bytecode, task.BytecodeCommand) = ("SimpleFs", "Command", "/bin/cat {input}"));
        Is("-n.bc=1;");
    }

    [TestMethod]
    public void ACommandThatDoesNotEndIsKilled()
    {
        _project.Write("flash/a.txt", "x").Script("tool.sh", "echo waiting >&2; sleep 1000 & sleep 1000");
        Assert.IsFalse(_project.BuildImages(task => (task.Formats, task.Transforms, task.CommandTimeLimit) = ("SimpleFs", [Command("tool", "/bin/sh tool.sh run")], "1")));
        _project.Single("error", DiagnosticCodes.CommandTimedOut.Code, "within 1 s", "FlashCommandTimeLimit", "  waiting");
    }

    [TestMethod]
    public void AStoppedBuildSaysNothingKillsItsCommandsAndKeepsNothing()
    {
        _project.Write("flash/a.txt", "x").Write("flash/b.txt", "y").Script("tool.sh", "echo $$ >> pids; sleep 1000 & echo $! >> pids; wait");
        BuildFlashImages? running = null;
        string pids = Path.Combine(_project.Folder, "pids");
        var build = Task.Run(() => _project.BuildImages(task =>
        {
            (task.Formats, task.Transforms) = ("SimpleFs", [Command("tool", "/bin/sh tool.sh {path}")]);
            running = task;
        }));
        while (!build.IsCompleted && (!File.Exists(pids) || File.ReadAllLines(pids).Length < 2))
        {
            Thread.Sleep(20);
        }

        running!.Cancel();
        Assert.IsFalse(build.GetAwaiter().GetResult());
        _project.NoErrors();
        Assert.IsFalse(File.Exists(Path.Combine(_project.Folder, "obj/flash/simplefs.fs")));
        Assert.IsFalse(Directory.Exists(Path.Combine(_project.Folder, "obj/cache/v1/ac")), "nothing is cached");
        foreach (string pid in File.ReadAllLines(pids))
        {
            // What was killed is gone, or waits to be collected.
            string stat = Path.Combine("/proc", pid, "stat");
            for (int i = 0; i < 100 && File.Exists(stat) && !Ended(stat); i++)
            {
                Thread.Sleep(20);
            }

            Assert.IsTrue(!File.Exists(stat) || Ended(stat), pid);
        }
    }

    [TestMethod]
    [DataRow("/bin/sh tool.sh {output}", "true", "wrote no {output}")]
    [DataRow("/bin/sh tool.sh {output}", "rm -f \"$1\"; mkdir \"$1\"", "wrote no {output}")]
    [DataRow("/bin/sh tool.sh {output}", "dd if=/dev/zero of=\"$1\" bs=1 count=0 seek=67108865 2>/dev/null", "67108865 bytes")]
    [DataRow("/bin/sh tool.sh run", "yes", "more than 67108864 bytes")]
    [DataRow("/bin/sh tool.sh run", "cat; sleep 1000 &", "left a process behind")]
    public void ACommandThatGivesNothingToUseIsAnError(string command, string script, string expected)
    {
        _project.Write("flash/a.txt", "x").Script("tool.sh", script);
        Fails([Command("tool", command)]);
        _project.Single("error", DiagnosticCodes.CommandLeftNothing.Code, "a.txt", expected);
    }

    [TestMethod]
    public void ProgramsThatDoNotExistAreToldAtOnce()
    {
        _project.Write("flash/a.txt", "x");
        Fails([Command("one", "no-such-tool -a"), Command("two", "bin/no-such-tool")]);
        string[] errors = [.. _project.Messages.Where(message => message.Code == DiagnosticCodes.ProgramNotFound.Code).Select(message => message.Text)];
        Assert.HasCount(2, errors);
        StringAssert.Contains(errors[0], "'no-such-tool'", StringComparison.Ordinal);
        StringAssert.Contains(errors[1], "'bin/no-such-tool'", StringComparison.Ordinal);
    }

    [TestMethod]
    public void WhatCannotBeStartedIsAnErrorOfTheFile()
    {
        _project.Write("flash/a.txt", "x").Write("tool", "no program");
        Fails([Command("tool", "./tool")]);
        _project.Single("error", DiagnosticCodes.CommandFailed.Code, "cannot be started");
    }

    [TestMethod]
    [DataRow("Gzap", "", "", "did you mean 'Gzip'")]
    [DataRow("tool", "Command", "cat 'x", "quote")]
    [DataRow("tool", "Command", "cat {inputs}", "{inputs}")]
    [DataRow("Gzip", "OutputExtension", ".gz", "leave OutputExtension out")]
    [DataRow("Gzip", "Order", "first", "whole number")]
    [DataRow("Gzip", "Images", "simplfs", "did you mean 'simplefs'")]
    public void ATransformThatCannotBeUsedIsAnError(string name, string metadata, string value, string expected)
    {
        _project.Write("flash/a.txt", "x");
        Fails([metadata.Length == 0 ? TaskProject.Item(name) : TaskProject.Item(name, (metadata, value))]);
        _project.Single("error", DiagnosticCodes.InvalidTransform.Code, expected);
    }

    [TestMethod]
    public void MetadataThatMeansNothingIsAnError()
    {
        _project.Write("flash/a.txt", "x");
        Fails([TaskProject.Item("Gzip", ("Mach", "*.txt"))]);
        _project.Single("error", DiagnosticCodes.InvalidMetadata.Code, "did you mean 'Match'");
    }

    [TestMethod]
    public void GzipOnAnEspfsImagePointsToCompress()
    {
        _project.Write("flash/a.txt", "x");
        Assert.IsFalse(_project.BuildImages(task => (task.Formats, task.Transforms) = ("Espfs", [TaskProject.Item("Gzip")])));
        _project.Single("error", DiagnosticCodes.InvalidTransform.Code, "Compress=\"Gzip\"", "espfs.img");
    }

    [TestMethod]
    public void OneTransformGivenTwiceRunsTwice()
    {
        _project.Write("flash/a.txt", "x");
        Build([Append("again"), Append("again")]);
        Is("a.txt=x again again");
    }

    private static bool Ended(string stat)
    {
        try
        {
            return File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static ITaskItem Command(string name, string command, params (string Name, string Value)[] metadata) =>
        TaskProject.Item(name, [("Command", command), .. metadata]);

    private static ITaskItem Append(string word, string? order = null, (string Name, string Value)? metadata = null) =>
        Command(word, $"/bin/sh -c 'cat; printf \" {word}\"'", [.. order is null ? [] : (IEnumerable<(string, string)>)[("Order", order)], .. metadata is { } given ? [given] : (IEnumerable<(string, string)>)[]]);

    private void Build(ITaskItem[] transforms) => _project.Built(task => (task.Formats, task.Transforms) = ("SimpleFs", transforms));

    private void Fails(ITaskItem[] transforms) => Assert.IsFalse(_project.BuildImages(task => (task.Formats, task.Transforms) = ("SimpleFs", transforms)));

    private void Is(params string[] contents) => CollectionAssert.AreEqual(contents, _project.Contents("simplefs.fs"));

    private void Line(params string[] fragments) => Assert.IsTrue(
        _project.Messages.Any(message => fragments.All(fragment => message.Text.Contains(fragment, StringComparison.Ordinal))),
        string.Join(Environment.NewLine, _project.Messages));
}
