using System.Diagnostics;
using System.Globalization;

namespace FlashFs.EndToEnd.Tests;

/// <summary>
/// Builds that are killed at random points, by a seed. A campaign, whose figures are in docs/reliability.md:
/// <code>FLASHFS_KILLS=200 dotnet test tests/FlashFs.EndToEnd.Tests --filter InterruptedBuildTests --logger "console;verbosity=detailed"</code>
/// <c>FLASHFS_KILL_SEED</c> repeats one.
/// </summary>
[TestClass]
public sealed class InterruptedBuildTests
{
    private const int FewKills = 20;

    // What is left younger than a minute counts as somebody's: what a few kills leave, a dozen files each, whatever the number of kills.
    private const int MaxLeft = 80;

    // Printed when the first of our tasks is about to run.
    private const string Begun = "Target \"BuildFlashImages\"";

    // Of a build that had ended before it was killed; it does not count.
    private const string TooLate = "too late";

    private const string Done = "Build succeeded.";

    private static readonly string[] Variants = ["log('one');\n", "log('another, and longer');\n"];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void AfterAKillAtAnyPointTheNextBuildIsRightAndNothingIsLeftBehind()
    {
        int kills = Setting("FLASHFS_KILLS", FewKills);
        int seed = Setting("FLASHFS_KILL_SEED", kills == FewKills ? 1 : Environment.TickCount);
        var random = new Random(seed);
        var started = Stopwatch.StartNew();

        SortedDictionary<string, string>[] right = [.. Variants.Select(OutputsOfACleanBuild)];
        using PlainProject project = Project("../cache/");
        var cache = new CacheFolder(project.PathOf("../cache"));
        TimeSpan work = TimeOfOurTargets(project);

        var phases = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int most = 0;
        for (int kill = 0; kill < kills;)
        {
            int variant = random.Next(Variants.Length);
            Prepare(project, cache, random, Variants[variant]);
            string where = KillOne(project, cache, random, work);
            phases[where] = phases.GetValueOrDefault(where) + 1;
            kill += where == TooLate ? 0 : 1;

            string which = $"kill {kill} of seed {seed}, {where}";
            CommandResult next = project.Build();
            Assert.AreEqual(0, next.ExitCode, $"{which}{Environment.NewLine}{next.Output}");
            next.DoesNotSay("warning ");
            CollectionAssert.AreEqual(right[variant].ToArray(), project.Hashes(project.OutputPath).Where(IsNoTemporary).ToArray(), which);
            cache.IsSound();
            most = Math.Max(most, Left(project, cache).Length);
            Assert.IsLessThanOrEqualTo(MaxLeft, most, $"{which}: {string.Join(", ", Left(project, cache))}");
        }

        // Some minutes later the next build that has something to do takes away what is left.
        foreach (string path in Left(project, cache))
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
        }

        project.Write("flash/index.js", "log('the last');\n").Build().Succeeded();
        Assert.IsEmpty(Left(project, cache), string.Join(", ", Left(project, cache)));
        int entries = cache.IsSound();
        SortedDictionary<string, long> times = project.Times("");
        project.Build().Succeeded().Says("up to date");
        CollectionAssert.AreEqual(times, project.Times(""), "a build with nothing to do writes nothing");

        TestContext.WriteLine($"seed {seed}: {kills} kills in {started.Elapsed.TotalSeconds:F0} s; {string.Join(", ", phases.Select(phase => $"{phase.Value} {phase.Key}"))}; "
            + $"at most {most} temporary files at once, none at the end; {entries} cache entries, all sound");
    }

    private static int Setting(string name, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : standard;

    // Every part of a build: commands, built-in transforms, packing, three images, a merged flash, a kit with its zip.
    private static PlainProject Project(string cache)
    {
        var project = new PlainProject(
            $"<FlashCachePath>{cache}</FlashCachePath><FlashReleaseKit>true</FlashReleaseKit><FlashSize>8MB</FlashSize>",
            $"""
            <FlashImage Include="espfs.img" Compression="heatshrink" Level="9" />
            <FlashImage Include="spiffs.img" ExcludeFiles="**/*.txt" />
            <FlashImage Include="scripts.fs" Format="simplefs" ExcludeFiles="**/*.txt;**/*.css" />
            <FlashTransform Include="LineEndings" Match="**/*.js" />
            {(OperatingSystem.IsWindows() ? "" : """<FlashTransform Include="copy" Command="cp {input} {output}" Match="**/*.css" />""")}
            <FlashPartition Include="nvs" Type="data" SubType="nvs" Offset="0x9000" Size="0x6000" />
            <FlashPartition Include="factory" Type="app" SubType="factory" Offset="0x10000" Size="0x100000" />
            <FlashPartition Include="storage" Type="data" SubType="spiffs" Offset="0x110000" Size="4MB" />
            <FlashPartition Include="espfs" Type="data" SubType="0x80" Offset="0x510000" Size="1MB" />
            <FlashBinary Include="app.bin" Partition="factory" /><FlashBinary Include="boot.bin" Partition="bootloader" />
            """);
        project.Write("app.bin", [0xE9, 1, .. new byte[500_000]]).Write("boot.bin", [0xE9, 2]).Write("flash/index.js", Variants[0]);
        var random = new Random(7);
        for (int i = 0; i < 150; i++)
        {
            string words = string.Concat(Enumerable.Range(0, 850).Select(_ => $"word{random.Next(1000)} "));
            project.Write($"flash/d{i % 7}/f{i}.{(i % 5 == 0 ? "css" : i % 5 == 1 ? "js" : "txt")}", i % 5 == 1 ? $"// {words}\n" : words);
        }

        return project;
    }

    private static SortedDictionary<string, string> OutputsOfACleanBuild(string variant)
    {
        using PlainProject project = Project("cache/").Write("flash/index.js", variant);
        project.Build().Succeeded().DoesNotSay("warning ");
        return project.Hashes(project.OutputPath);
    }

    private static RunningCommand Start(PlainProject project) =>
        DotNet.Start(project.Folder, PackedPackage.BuildEnvironment, ["build", "Plain.proj", "--no-restore", "-v:d", "-tl:off", "-nologo"]);

    private static TimeSpan TimeOfOurTargets(PlainProject project)
    {
        using RunningCommand build = Start(project);
        build.WaitFor(Begun);
        var watch = Stopwatch.StartNew();
        build.WaitFor(Done);
        TimeSpan elapsed = watch.Elapsed;
        build.Complete().Succeeded();
        return elapsed;
    }

    // What the killed build has to do: all of it, all with a cache that is there, one file, or nothing but to look.
    private static void Prepare(PlainProject project, CacheFolder cache, Random random, string script)
    {
        project.Write("flash/index.js", script);
        foreach (string folder in (ReadOnlySpan<string>)["obj", "bin", cache.Path])
        {
            if (random.Next(2) == 0 && Directory.Exists(project.PathOf(folder)))
            {
                Directory.Delete(project.PathOf(folder), recursive: true);
            }
        }
    }

    private static string KillOne(PlainProject project, CacheFolder cache, Random random, TimeSpan work)
    {
        SortedDictionary<string, long> before = State(project);
        string[] leftBefore = Left(project, cache);
        using RunningCommand build = Start(project);
        switch (random.Next(10))
        {
            case 0:
                Thread.Sleep(work * random.NextDouble()); // while MSBuild starts
                break;
            case 1 or 2:
                WaitForFile(build, Path.Combine(cache.Path, "v1", "tmp"), leftBefore); // writes are too short to be hit by chance
                break;
            case 3:
                WaitForFile(build, project.PathOf(random.Next(2) == 0 ? project.OutputPath : project.StatePath), leftBefore);
                break;
            default:
                build.WaitFor(Begun);
                Thread.Sleep(work * random.NextDouble());
                break;
        }

        if (!build.Kill())
        {
            return TooLate;
        }

        string[] left = [.. Left(project, cache).Except(leftBefore)];
        bool Has(string fragment) => left.Any(path => path.Replace('\\', '/').Contains(fragment, StringComparison.Ordinal));
        SortedDictionary<string, long> now = State(project);
        bool IsNew(string name) => now.GetValueOrDefault(name) != before.GetValueOrDefault(name);
        return Has("/v1/tmp/") ? "in a cache write"
            : Has("/bin/flash/") ? "while the flash was put together"
            : Has("/obj/flash/state.bin") || Has("/obj/flash/outputs.bin") ? "in a state write"
            : Has("/obj/flash/work/") ? "while commands ran"
            : Has("/obj/flash/") ? "while images were made"
            : IsNew("outputs.bin") ? "behind the last write"
            : IsNew("state.bin") ? "between the stages"
            : "before or between writes";
    }

    private static void WaitForFile(RunningCommand build, string folder, string[] known)
    {
        while (build.IsRunning
            && !(Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.flashfs-tmp").Any(path => !known.Contains(path))))
        {
            Thread.Yield();
        }
    }

    private static SortedDictionary<string, long> State(PlainProject project) => project.Times(project.StatePath);

    private static string[] Left(PlainProject project, CacheFolder cache) =>
    [
        .. ((ReadOnlySpan<string>)[project.Folder, cache.Path]).ToArray().Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => !IsNoTemporary(new(path, "")) || (path.Contains("/obj/flash/work/", StringComparison.Ordinal) && !path.EndsWith(".lock", StringComparison.Ordinal))),
    ];

    private static bool IsNoTemporary(KeyValuePair<string, string> file) => !file.Key.EndsWith(".flashfs-tmp", StringComparison.Ordinal);
}
