using System.Text;
using FlashFs.Transforms;

namespace FlashFs.Tests.Transforms;

/// <summary>Programs that behave well, badly, and worse; after each of them nothing may run that it started.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ExternalCommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    // In the arguments of everything that a test starts, so that it is found again.
    private readonly string _tag = $"flashfs-test-{Guid.NewGuid():N}";

    [TestCleanup]
    public void NothingRunsOn()
    {
        // A killed process is gone as soon as the kernel gets to it, which may take a moment.
        string[] left = Running();
        for (int i = 0; i < 100 && left.Length > 0; i++)
        {
            Thread.Sleep(50);
            left = Running();
        }

        Assert.IsEmpty(left, string.Join(Environment.NewLine, left));
    }

    [TestMethod]
    public void BytesGoInAndComeOut()
    {
        byte[] bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
        CommandOutcome outcome = Shell("cat", Patience, bytes);
        Assert.AreEqual(0, outcome.Status);
        CollectionAssert.AreEqual(bytes, outcome.Output.ToArray());
        Assert.IsFalse(outcome.LeftBehind || outcome.IsCut);
    }

    [TestMethod]
    public void StatusAndLastLinesAreThoseOfTheProgram()
    {
        CommandOutcome outcome = Shell("i=0; while [ $i -lt 50 ]; do echo line $i >&2; i=$((i+1)); done; printf '\\033[31mred\\033[0m' >&2; exit 7", Patience);
        Assert.AreEqual(7, outcome.Status);
        Assert.HasCount(40, outcome.LastLines);
        Assert.AreEqual("line 11", outcome.LastLines[0]);
        Assert.AreEqual("red", outcome.LastLines[^1]);
    }

    [TestMethod]
    public void AnOutputThatNobodyWantsIsReadLikeErrors()
    {
        CommandOutcome outcome = Command("echo said", Patience, default, keepsOutput: false).Run(CancellationToken.None);
        Assert.AreEqual(0, outcome.Output.Length);
        CollectionAssert.AreEqual(new[] { "said" }, outcome.LastLines.ToArray());
    }

    [TestMethod]
    public void AProgramThatReadsNothingEndsAllTheSame()
    {
        CommandOutcome outcome = Shell("echo done", Patience, new byte[1 << 20]);
        Assert.AreEqual((0, "done\n"), (outcome.Status, Encoding.UTF8.GetString(outcome.Output.Span)));
    }

    [TestMethod]
    public void AProgramThatReadsWhatNobodyGivesSeesTheEnd() => Assert.AreEqual(0, Shell("read x; cat >/dev/null", Patience).Status);

    [TestMethod]
    [DataRow("sleep 1000")]
    [DataRow("trap '' TERM INT HUP; while :; do sleep 1000; done")]
    [DataRow("sleep 1000 & sleep 1000")]
    [DataRow("while :; do :; done")]
    [DataRow("yes >&2")]
    public void WhatDoesNotEndIsKilledWithItsChildren(string script)
    {
        CommandOutcome outcome = Shell(script, Short);
        Assert.IsNull(outcome.Status);
        Assert.IsFalse(outcome.LeftBehind);
    }

    [TestMethod]
    public void AnOutputWithoutEndIsCutAndEndsTheProgram()
    {
        CommandOutcome outcome = Shell("yes 0123456789012345678901234567890123456789", Patience);
        Assert.IsTrue(outcome.IsCut);
        Assert.AreEqual(ExternalCommand.MaxOutput, outcome.Output.Length);
        Assert.IsNull(outcome.Status);
    }

    [TestMethod]
    [DataRow("sleep 1000 &")]
    [DataRow("(setsid sleep 1000 &) ; exit 0")]
    [DataRow("(setsid sh -c 'trap \"\" TERM HUP; (sleep 1000 &) ; sleep 1000' &) ; exit 0")]
    public void AChildThatHoldsTheOutputIsKilledAndTold(string script)
    {
        CommandOutcome outcome = Shell($"echo out; {script}", Patience);
        Assert.AreEqual(0, outcome.Status);
        Assert.IsTrue(outcome.LeftBehind);
    }

    [TestMethod]
    [DataRow("sleep 1000 >/dev/null 2>&1 &")]
    [DataRow("setsid sleep 1000 </dev/null >/dev/null 2>&1 &")]
    [DataRow("(setsid sh -c 'sleep 1000; true' </dev/null >/dev/null 2>&1 &)")]
    public void AChildThatHoldsNothingIsKilledQuietly(string script)
    {
        CommandOutcome outcome = Shell($"echo out; {script}", Patience);
        Assert.AreEqual((0, "out\n", false), (outcome.Status, Encoding.UTF8.GetString(outcome.Output.Span), outcome.LeftBehind));
    }

    [TestMethod]
    public void AStoppedBuildStopsTheProgram()
    {
        using var stop = new CancellationTokenSource();
        ExternalCommand command = Command("sleep 1000 & sleep 1000", Patience, default, keepsOutput: true);
        var run = Task.Run(() => command.Run(stop.Token));
        while (Running().Length == 0 && !run.IsCompleted)
        {
            Thread.Sleep(20);
        }

        stop.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => run.GetAwaiter().GetResult());
    }

    [TestMethod]
    public void WhatIsNoProgramCannotBeStarted() => Assert.ThrowsExactly<System.ComponentModel.Win32Exception>(
        () => new ExternalCommand { Program = "/etc/hostname", Arguments = [], Folder = "/", TimeLimit = Patience }.Run(CancellationToken.None));

    private CommandOutcome Shell(string script, TimeSpan limit, byte[]? input = null) =>
        Command(script, limit, input, keepsOutput: true).Run(CancellationToken.None);

    // sh has no way to change the names of its children; the tag stands in their environment.
    private ExternalCommand Command(string script, TimeSpan limit, byte[]? input, bool keepsOutput) => new()
    {
        Program = "/bin/sh",
        Arguments = ["-c", $"export FLASHFS_TEST_TAG={_tag}; {script}"],
        Folder = Path.GetTempPath(),
        StandardInput = input,
        TimeLimit = limit,
        KeepsOutput = keepsOutput,
    };

    private string[] Running() =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]) && Reads(folder, "environ").Contains(_tag, StringComparison.Ordinal))
            .Select(folder => $"{Path.GetFileName(folder)}: {Reads(folder, "cmdline").Replace('\0', ' ')}"),
    ];

    private static string Reads(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // ended meanwhile, or of another user
        }
    }
}
