using FlashFs.Devices;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

/// <summary>
/// The power fails at every single operation of a scenario, before it and within it. After each cut the flash is mounted
/// again: each commit of the metadata was made or was not, and files that were not being written are untouched.
/// </summary>
[TestClass]
public sealed class AppFsPowerCutTests
{
    private const int Page = AppFsTestImage.Page;

    private static Step[] Scenario =>
    [
        Put("app", Page + 300, 1),
        Put("data", 5000, 2),
        Put("old", 3000, 3),
        Rename("data", "settings"),
        Put("app", Page + 20_000, 4), // over an existing file
        Delete("old"),
        Put("new", Page + 1, 5), // in pages that are not side by side
        Rename("new", "app"), // over an existing file
        Put("settings", 100, 6),
        Put("empty", 0, 7),
        Delete("app"),
        Put("last", Page + 9, 8),
        Rename("empty", "settings"),
        Delete("settings"),
    ];

    [TestMethod]
    [Timeout(300_000)]
    public void EveryCommitIsBeforeOrAfterAtEveryCut()
    {
        AppFsVolume formatted = AppFsTestImage.Mount(8, out NorFlash flash);
        Assert.IsEmpty(formatted.Entries);
        var contents = new Dictionary<string, byte[]>();
        long total = 0;
        int cuts = 0;
        foreach (Step step in Scenario)
        {
            NorFlash before = flash.Clone();
            string[] states = States(AppFsVolume.Mount(before.Clone(), AppFsTestImage.Pocketsprite), step);
            step.Run(AppFsVolume.Mount(flash, AppFsTestImage.Pocketsprite));
            Assert.AreEqual(states[^1], StateOf(AppFsVolume.Mount(flash.Clone(), AppFsTestImage.Pocketsprite)), step.Name);

            long operations = flash.OperationCount - before.OperationCount;
            total += operations;
            var scratch = before.Clone();
            for (long cut = 0; cut < operations; cut++)
            {
                foreach (PowerCutKind kind in (PowerCutKind[])[PowerCutKind.BeforeOperation, PowerCutKind.WithinByte])
                {
                    scratch.CopyFrom(before);
                    AppFsVolume volume = AppFsVolume.Mount(scratch, AppFsTestImage.Pocketsprite);
                    scratch.CutPower(new PowerCut(cut, kind, Seed: cuts));
                    Assert.ThrowsExactly<PowerCutException>(() => step.Run(volume));
                    scratch.PowerOn();
                    AssertAfterCut(scratch, step, states, contents, $"{step.Name}, {kind} {cut} of {operations}");
                    cuts++;
                }
            }

            step.Apply(contents);
        }

        Assert.IsGreaterThan(2000, total, "operations");
        Assert.AreEqual(2 * total, cuts);
    }

    [TestMethod]
    public void WhatWasCutOffCanBeDoneAgain()
    {
        AppFsVolume volume = AppFsTestImage.Mount(8, out NorFlash flash);
        foreach (Step step in Scenario.Take(7))
        {
            step.Run(volume);
        }

        foreach (Step step in (Step[])[Rename("app", "settings"), Put("app", 10, 9), Delete("app")])
        {
            NorFlash done = flash.Clone();
            step.Run(AppFsVolume.Mount(done, AppFsTestImage.Pocketsprite));
            string expected = StateOf(AppFsVolume.Mount(done, AppFsTestImage.Pocketsprite));
            for (long cut = 0; cut < done.OperationCount - flash.OperationCount; cut += 3)
            {
                NorFlash retried = flash.Clone();
                retried.CutPower(new PowerCut(cut, PowerCutKind.WithinOperation, Seed: 1));
                Assert.ThrowsExactly<PowerCutException>(() => step.Run(AppFsVolume.Mount(retried, AppFsTestImage.Pocketsprite)));
                retried.PowerOn();
                AppFsVolume again = AppFsVolume.Mount(retried, AppFsTestImage.Pocketsprite);
                if (StateOf(again) != expected)
                {
                    step.Run(again);
                }

                Assert.AreEqual(expected, StateOf(AppFsVolume.Mount(retried, AppFsTestImage.Pocketsprite)), $"{step.Name} at {cut}");
            }
        }
    }

    [TestMethod]
    public void TheHighestSerialIsFollowedByZeroWithoutAStepBack()
    {
        byte[] image = AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 4 * Page, AppFsTestImage.File("a", 1), AppFsTestImage.File("b", 1));
        image.AsSpan(0, 128).Fill(0xFF);
        AppFsCopy.Seal(image.AsSpan(0, 0x8000), uint.MaxValue);
        NorFlash done = NorFlash.FromContents(image);
        AppFsVolume.Mount(done, AppFsTestImage.Pocketsprite).Rename("a", "z");
        Assert.AreEqual("z b", Names(done));

        for (long cut = 0; cut < done.OperationCount; cut++)
        {
            NorFlash flash = NorFlash.FromContents(image);
            AppFsVolume volume = AppFsVolume.Mount(flash, AppFsTestImage.Pocketsprite);
            flash.CutPower(new PowerCut(cut, PowerCutKind.WithinByte, Seed: (int)cut));
            Assert.ThrowsExactly<PowerCutException>(() => volume.Rename("a", "z"));
            flash.PowerOn();
            string names = Names(flash);
            Assert.IsTrue(names is "a b" or "z b", $"'{names}' after {cut} operations");
        }
    }

    [TestMethod]
    public void FormattingThatWasCutOffIsDoneAgain()
    {
        AppFsVolume volume = AppFsTestImage.Mount(3, out NorFlash flash);
        AppFsTestImage.Put(volume, AppFsTestImage.File("a", 1));
        NorFlash whole = flash.Clone();
        AppFsVolume.Mount(whole, AppFsTestImage.Pocketsprite).Reformat();
        for (long cut = 1; cut < whole.OperationCount - flash.OperationCount; cut++)
        {
            NorFlash scratch = flash.Clone();
            AppFsVolume mounted = AppFsVolume.Mount(scratch, AppFsTestImage.Pocketsprite);
            scratch.CutPower(new PowerCut(cut, PowerCutKind.WithinOperation, Seed: (int)cut));
            Assert.ThrowsExactly<PowerCutException>(mounted.Reformat);
            scratch.PowerOn();
            AppFsVolume again = AppFsVolume.Mount(scratch, AppFsTestImage.Pocketsprite);
            string names = Names(scratch);
            Assert.IsTrue(names is "" or "a", $"'{names}' after {cut} operations");
            Assert.AreEqual((3L - again.Entries.Count) * Page, again.FreeMemory);
        }
    }

    [TestMethod]
    public void WithoutPowerNothingIsReadOrMounted()
    {
        AppFsVolume volume = AppFsTestImage.Mount(3, out NorFlash flash);
        AppFsTestImage.Put(volume, AppFsTestImage.File("a", 10));
        flash.CutPower(new PowerCut(0));
        Assert.ThrowsExactly<PowerCutException>(() => volume.Delete("a"));
        Assert.ThrowsExactly<PowerCutException>(() => AppFsTestImage.Read(volume, "a"));
        Assert.ThrowsExactly<PowerCutException>(() => volume.Map(0, 0, 1));
        Assert.ThrowsExactly<PowerCutException>(() => AppFsVolume.Mount(flash, AppFsTestImage.Pocketsprite));
    }

    private static void AssertAfterCut(NorFlash flash, Step step, string[] states, Dictionary<string, byte[]> contents, string what)
    {
        AppFsVolume volume = AppFsVolume.Mount(flash, AppFsTestImage.Pocketsprite);
        Assert.IsFalse(volume.WasFormatted, what);
        string state = StateOf(volume);
        int found = Array.IndexOf(states, state);
        Assert.IsGreaterThanOrEqualTo(0, found, $"{what}: '{state}' is neither of {string.Join(" | ", states)}");
        Assert.IsTrue(
            volume.Damage.All(damage => damage.Descriptor == DiagnosticCodes.ChecksumMismatch || damage.Descriptor == DiagnosticCodes.NotThisFormat),
            $"{what}: {string.Join("; ", volume.Damage)}");

        // With the step's last commit made, names and contents are those behind it; before it, those in front.
        var expected = new Dictionary<string, byte[]>(contents);
        if (found == states.Length - 1)
        {
            step.Apply(expected);
        }

        foreach (VolumeEntry entry in volume.Entries.Where(entry => entry.Name != step.Written))
        {
            Assert.IsTrue(volume.TryMap(entry, out ReadOnlyMemory<byte> mapped) || !(mapped = volume.ReadAll(entry)).IsEmpty, what);
            AssertBytes.AreEqual(expected[entry.Name], mapped.Span, $"{what}: {entry.Name}");
        }
    }

    // What may be found after a cut: before, without the former file where one is replaced by a create, after.
    private static string[] States(AppFsVolume volume, Step step)
    {
        List<string> states = [StateOf(volume)];
        if (step.Written is { } name && volume.Delete(name))
        {
            states.Add(StateOf(volume));
        }

        step.Run(volume);
        states.Add(StateOf(volume));
        return [.. states];
    }

    private static string StateOf(AppFsVolume volume) => string.Join(' ', volume.Entries.Select(entry => $"{entry.Name}@{entry.Offset:x}+{entry.Length}")) + $" free {volume.FreeMemory}";

    private static string Names(NorFlash flash) =>
        string.Join(' ', AppFsVolume.Mount(flash, AppFsTestImage.Pocketsprite).Entries.Select(entry => entry.Name));

    private static Step Put(string name, int length, byte seed) => new(
        $"put {name}",
        volume => AppFsTestImage.Put(volume, AppFsTestImage.File(name, length, seed)),
        contents => contents[name] = AppFsTestImage.Contents(length, seed),
        name);

    private static Step Delete(string name) => new($"delete {name}", volume => volume.Delete(name), contents => contents.Remove(name), null);

    private static Step Rename(string from, string to) => new(
        $"rename {from} to {to}",
        volume => volume.Rename(from, to),
        contents =>
        {
            contents[to] = contents[from];
            contents.Remove(from);
        },
        null);

    // Written is the file whose contents a cut may leave half done.
    private sealed record Step(string Name, Action<AppFsVolume> Run, Action<Dictionary<string, byte[]>> Apply, string? Written);
}
