using System.Diagnostics;
using FlashFs.Fuzz.Targets;

namespace FlashFs.Fuzz.Running;

/// <summary>Makes images of one target, seed after seed, and has them read, on as many threads as there are cores.</summary>
/// <param name="target">The reader.</param>
/// <param name="firstSeed">The first seed.</param>
/// <param name="count">How many images at most.</param>
/// <param name="seconds">How long at most, in seconds.</param>
/// <param name="folder">The folder that takes the seeds at work, and the images of findings.</param>
internal sealed class FuzzRun(FuzzTarget target, ulong firstSeed, long count, double seconds, string folder)
{
    // A reader that recurses as deep as an image is nested ends the process on this, and not only on the largest images.
    private const int StackSize = 256 * 1024;

    private const int FewestSeeds = 16;
    private const int MostFindings = 20;

    private readonly List<Finding> _findings = [];
    private readonly Stopwatch _clock = new();
    private long _next;

    /// <summary>What was found; at most twenty before the run ends.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>What was tried.</summary>
    public FuzzFigures Figures { get; } = new();

    /// <summary>The seeds that an earlier run was at when its process ended: with a stack overflow, or by somebody's hand.</summary>
    public IReadOnlyList<string> Abandoned { get; private set; } = [];

    /// <summary>What was found, with the paths of the images.</summary>
    public IEnumerable<string> Report => _findings.Select(finding => $"{finding}{Environment.NewLine}image: {finding.Save(folder)}");

    /// <summary>Runs to the end.</summary>
    /// <param name="threads">How many threads read images.</param>
    public void Run(int threads)
    {
        _ = target.Sweep; // the samples are made once, before the clock starts
        using var journal = new SeedJournal(folder, target.Id, threads);
        Abandoned = journal.Abandoned;
        _clock.Start();
        FuzzWorker[] workers = [.. Enumerable.Range(0, threads).Select(number => new FuzzWorker(target, journal, number))];
        Thread[] running = [.. workers.Select(worker => new Thread(() => Work(worker), StackSize) { IsBackground = true })];
        Array.ForEach(running, thread => thread.Start());
        while (running.Any(thread => thread.IsAlive))
        {
            Thread.Sleep(20);
            if (workers.FirstOrDefault(worker => worker.IsStuck()) is { } stuck)
            {
                Add(stuck.StuckFinding());
                break; // the thread cannot be ended: it stays behind until the process ends
            }
        }

        foreach (FuzzWorker worker in workers)
        {
            Figures.Add(worker.Figures);
        }

        Figures.Seconds = _clock.Elapsed.TotalSeconds;
    }

    private void Work(FuzzWorker worker)
    {
        while (_clock.Elapsed.TotalSeconds < seconds && _findings.Count < MostFindings)
        {
            long first = Interlocked.Add(ref _next, FewestSeeds) - FewestSeeds;
            for (long own = first; own < Math.Min(first + FewestSeeds, count); own++)
            {
                if (worker.Read(firstSeed + (ulong)own) is { } finding)
                {
                    Add(finding);
                }
            }

            if (first >= count)
            {
                return;
            }
        }
    }

    private void Add(Finding finding)
    {
        lock (_findings)
        {
            _findings.Add(finding);
        }
    }
}
