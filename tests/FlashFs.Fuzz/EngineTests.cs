using FlashFs.Diagnostics;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;

namespace FlashFs.Fuzz;

/// <summary>The engine finds what is wrong with a reader, says how to have it again, and lets pass what may be.</summary>
[TestClass]
public sealed class EngineTests
{
    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, FuzzCommand.FindingsFolder, nameof(EngineTests));

    [TestMethod]
    public void AnotherExceptionThanThatOfDamageIsFound() =>
        Found("IndexOutOfRangeException", (image, length) => image.ToArray()[length]);

    [TestMethod]
    public void MemoryForALengthThatIsBelievedIsFound() =>
        Found("bytes of memory", (_, length) => new byte[Math.Min((uint)length, 1 << 24)]);

    [TestMethod]
    public void DamageWithoutACodeOfDamageIsFound() =>
        Found("FLASHFS1019", (_, _) => throw new FlashFormatException(DiagnosticCodes.OptionsDoNotFit, "broken", 0, "a", "b"));

    [TestMethod]
    public void DamageThatIsSaidIsNoFinding()
    {
        FuzzRun run = Run((_, _) => throw new FlashFormatException(DiagnosticCodes.Truncated, "broken", 0, "a", "b"), nameof(DamageThatIsSaidIsNoFinding));
        Assert.IsEmpty(run.Findings);
        Assert.AreEqual(500, run.Figures.Images);
    }

    [TestMethod]
    public void ACommandThatFindsNothingEndsWith0AndAWrongOneWith2()
    {
        Assert.AreEqual(0, FuzzCommand.Create().Parse(["--format", "heatshrink", "--count", "50", "--findings", Folder]).Invoke());
        Assert.IsNotEmpty(FuzzCommand.Create().Parse(["--format", "fat32"]).Errors);
        Assert.IsNotEmpty(FuzzCommand.Create().Parse(["--seconds", "-1"]).Errors);
    }

    [TestMethod]
    public void TheRandomNumbersAreThoseOfSplitMix64()
    {
        // The first numbers of seed 1234567, as published beside the generator.
        var random = new SeededRandom(1234567);
        CollectionAssert.AreEqual(
            (ulong[])[6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.Next()).ToArray());
    }

    [TestMethod]
    public void WhatARunWasAtWhenItsProcessEndedIsSaidByTheNextOne()
    {
        string folder = Path.Combine(Folder, nameof(WhatARunWasAtWhenItsProcessEndedIsSaidByTheNextOne));
        Directory.CreateDirectory(folder);
        File.WriteAllText(SeedJournal.PathOf(folder, "broken"), "00000000000000000042\n\0\0\0");
        var run = new FuzzRun(new BrokenTarget((_, _) => "fine"), 0, 5, double.MaxValue, folder);
        run.Run(1);
        CollectionAssert.AreEqual((string[])["00000000000000000042"], run.Abandoned.ToArray());
        Assert.IsFalse(File.Exists(SeedJournal.PathOf(folder, "broken")));
    }

    private static void Found(string what, Func<ReadOnlyMemory<byte>, int, object> bug)
    {
        FuzzRun run = Run(bug, what.Replace(' ', '-'));
        Assert.IsNotEmpty(run.Findings);
        Finding first = run.Findings[0];
        StringAssert.Contains(first.What, what);
        StringAssert.Contains(first.Command, $"--format broken --seed {first.Seed} --count 1");

        // The same seed is the same image, and fails in the same way.
        var again = new FuzzRun(new BrokenTarget(bug), first.Seed, 1, double.MaxValue, Path.Combine(Folder, "again"));
        again.Run(1);
        Assert.HasCount(1, again.Findings);
        CollectionAssert.AreEqual(first.Image, again.Findings[0].Image);
        CollectionAssert.AreEqual(first.Image, File.ReadAllBytes(first.Save(Folder)));
    }

    private static FuzzRun Run(Func<ReadOnlyMemory<byte>, int, object> bug, string folder)
    {
        var run = new FuzzRun(new BrokenTarget(bug), 0, 500, double.MaxValue, Path.Combine(Folder, folder));
        run.Run(1);
        return run;
    }
}
