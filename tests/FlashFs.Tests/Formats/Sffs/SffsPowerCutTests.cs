using FlashFs.Devices;
using FlashFs.Formats;
using FlashFs.Formats.Sffs;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>
/// The power fails at every single flash operation of a long scenario, before it and in the middle of it. Whatever
/// happens, the volume mounts, loses at most the file that was being written or erased, and can be written to.
/// </summary>
[TestClass]
public sealed class SffsPowerCutTests
{
    private const int Pages = 40;

    private static readonly PowerCut[] Cuts =
    [
        new(0),
        new(0, PowerCutKind.WithinOperation, 1), new(0, PowerCutKind.WithinOperation, 2),
        new(0, PowerCutKind.WithinByte, 3), new(0, PowerCutKind.WithinByte, 4),
    ];

    [TestMethod]
    [DataRow(SffsAllocation.FirstFree)]
    [DataRow(SffsAllocation.Seeded)]
    [Timeout(120_000)]
    public void AtMostTheFileBeingWrittenIsLost(SffsAllocation allocation)
    {
        // Ids from just below 256 on: from there both of their bytes are programmed.
        NorFlash flash = NorFlash.FromContents(new SffsTestImage(Pages).First(0, 248, "keep.txt", 0, 0x5A).Next(1, 248, 1, 99, 0x5A).ToArray());
        Dictionary<string, byte[]> files = Contents(SffsVolume.Mount(flash, new SffsOptions()));
        var work = new NorFlash(flash.Size);
        var options = new SffsOptions { Allocation = allocation, Seed = 11, Created = 1_500_000_000 };
        long operations = 0;
        int tried = 0;
        foreach (Step step in Scenario())
        {
            (long count, long programs) = Run(step, flash, work, options);
            var after = new Dictionary<string, byte[]>(files);
            step.Apply(after);
            for (int at = 0; at < count; at++)
            {
                foreach (PowerCut cut in Cuts)
                {
                    work.CopyFrom(flash);
                    work.CutPower(cut with { CompleteOperations = at });
                    Assert.ThrowsExactly<PowerCutException>(() => step.Act(SffsVolume.Mount(work, options)), $"{step} at {at}");
                    work.PowerOn();

                    // What was written is whole from its last program on, whatever becomes of the collector.
                    bool isBefore = at == 0 && cut.Kind == PowerCutKind.BeforeOperation;
                    bool isAfter = work.ProgramCount - flash.ProgramCount == programs;
                    AssertSurvived(
                        work, options, isAfter ? after : files, isBefore || isAfter ? [] : [.. step.Changes.Keys], $"{step}, {cut} at operation {at} of {count}");
                    tried++;
                }
            }

            operations += count;
            Run(step, flash, work, options);
            flash.CopyFrom(work);
            files = after;
            AssertContents(SffsVolume.Mount(flash, options), files, [], $"{step}, whole");
        }

        Assert.IsGreaterThanOrEqualTo(2000L, operations, "operations in the scenario");
        Assert.AreEqual(operations * Cuts.Length, tried);
    }

    private static (long Operations, long Programs) Run(Step step, NorFlash flash, NorFlash work, SffsOptions options)
    {
        work.CopyFrom(flash);
        step.Act(SffsVolume.Mount(work, options));
        return (work.OperationCount - flash.OperationCount, work.ProgramCount - flash.ProgramCount);
    }

    // Writes in one and in many pieces, over one and several pages, erases and collections, each from a fresh mount.
    private static IEnumerable<Step> Scenario()
    {
        var random = new Random(1);
        var names = new List<string>();
        for (int i = 0; i < 80; i++)
        {
            string name = $"log-{i}.txt";
            byte[] contents = SffsTestFiles.Bytes(random.Next(10) == 0 ? 4096 * 3 : random.Next(1, 7000), i);

            // Old and new ones: ids that bits are cleared of become those of older files.
            string? old = names.Count < 9 ? null : names[random.Next(names.Count)];
            if (old is not null && i % 5 == 0)
            {
                yield return new Step(
                    $"write {name} and erase {old} meanwhile", new() { [name] = contents, [old] = null }, volume => WriteInPieces(volume, name, contents, old));
            }
            else
            {
                yield return new Step($"write {name}", new() { [name] = contents }, volume => WriteInPieces(volume, name, contents));
                if (old is not null)
                {
                    yield return new Step($"erase {old}", new() { [old] = null }, volume => volume.EraseFile(old));
                }
            }

            names.Add(name);
            names.Remove(old ?? "");
            if (i % 7 == 6)
            {
                yield return new Step("collect 2", [], volume => volume.CollectGarbage(2));
            }
        }

        yield return new Step("collect", [], volume => volume.CollectGarbage());
    }

    private static void WriteInPieces(SffsVolume volume, string name, byte[] contents, string? erased = null)
    {
        using SffsFile file = volume.OpenFile(name, SffsFileMode.Write);
        int piece = contents.Length % 3 == 0 ? contents.Length : 1 + contents.Length / 3;
        for (int offset = 0; offset < contents.Length; offset += piece)
        {
            file.Write(contents.AsSpan(offset, Math.Min(piece, contents.Length - offset)));
            if (erased is not null)
            {
                volume.EraseFile(erased);
                erased = null;
            }
        }
    }

    private static void AssertSurvived(NorFlash flash, SffsOptions options, Dictionary<string, byte[]> files, string[] touched, string what)
    {
        AssertContents(SffsVolume.Mount(flash, options), files, touched, what);

        // What is left over does not hinder: there is room, and it can be used.
        SffsVolume volume = SffsVolume.Mount(flash, options);
        volume.CollectGarbage();
        byte[] probe = SffsTestFiles.Bytes(5000, 99);
        SffsVolumeTests.Put(volume, "probe", probe);
        volume = SffsVolume.Mount(flash, options);
        AssertContents(volume, new Dictionary<string, byte[]>(files) { ["probe"] = probe }, touched, what + ", then written to");
    }

    private static void AssertContents(SffsVolume volume, Dictionary<string, byte[]> files, string[] touched, string what)
    {
        Dictionary<string, byte[]> found = Contents(volume);
        VolumeEntry[] damaged = [.. volume.Entries.Where(entry => entry.IsDamaged && files.ContainsKey(entry.Name) && !touched.Contains(entry.Name))];
        Assert.IsEmpty(damaged, what);
        foreach ((string name, byte[] contents) in files)
        {
            if (!touched.Contains(name))
            {
                Assert.IsTrue(found.TryGetValue(name, out byte[]? bytes), $"{what}: '{name}' is lost");
                AssertBytes.AreEqual(contents, bytes, $"{what}: {name}");
            }
        }

        // A file whose name was just written or zeroed may be there under the part of it that was.
        string[] others = [.. found.Keys.Where(name => !files.ContainsKey(name) && !touched.Contains(name))];
        Assert.IsTrue(others.Length <= touched.Length, $"{what}: {string.Join(", ", others)}");
    }

    private static Dictionary<string, byte[]> Contents(SffsVolume volume) =>
        volume.Entries.ToDictionary(entry => entry.Name, volume.ReadAll);

    /// <summary>What the firmware does between two mounts.</summary>
    /// <param name="Title">For messages.</param>
    /// <param name="Changes">The files that are written, with their contents, and those that are erased, with null.</param>
    /// <param name="Act">Does it.</param>
    private sealed record Step(string Title, Dictionary<string, byte[]?> Changes, Action<SffsVolume> Act)
    {
        public void Apply(Dictionary<string, byte[]> files)
        {
            foreach ((string name, byte[]? contents) in Changes)
            {
                files.Remove(name);
                if (contents is not null)
                {
                    files.Add(name, contents);
                }
            }
        }

        public override string ToString() => Title;
    }
}
