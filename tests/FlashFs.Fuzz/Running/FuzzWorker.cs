using System.Diagnostics;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Targets;

namespace FlashFs.Fuzz.Running;

/// <summary>Reads one image after the other, and knows what it is at, so that another thread sees when it no longer gets on.</summary>
/// <param name="target">The reader.</param>
/// <param name="journal">Takes the seeds.</param>
/// <param name="number">Its line in the journal.</param>
internal sealed class FuzzWorker(FuzzTarget target, SeedJournal journal, int number)
{
    /// <summary>How long an image may take, in seconds: some ten thousand times what most take.</summary>
    public const double SlowestAllowed = 10;

    // A machine that stands still is no reader that hangs: the process must have worked in that time too.
    private const double StuckSeconds = 40;

    // What is not surely slower than this is not worth a second look.
    private const double WorthRepeating = 0.002;

    private readonly CallMeter _meter = new(target.Limits);
    private readonly ImageBuffer _image = new(target.Capacity);
    private long _begun;
    private long _processorBegun;
    private ulong _seed;

    /// <summary>What was tried.</summary>
    public FuzzFigures Figures { get; } = new();

    /// <summary>Makes an image and has it read.</summary>
    /// <returns>What went wrong; null for nothing.</returns>
    public Finding? Read(ulong seed)
    {
        _seed = seed;
        journal.Begin(number, seed);
        Volatile.Write(ref _processorBegun, Environment.CpuUsage.TotalTime.Ticks);
        Volatile.Write(ref _begun, Stopwatch.GetTimestamp());
        try
        {
            double taken = Time(seed);
            if (taken > Math.Max(WorthRepeating, Figures.SlowestSeconds))
            {
                // Whatever else ran on the machine in that time is not the reader's.
                taken = Math.Min(taken, Time(seed));
            }

            if (taken > Figures.SlowestSeconds)
            {
                (Figures.SlowestSeconds, Figures.SlowestSeed) = (taken, seed);
            }

            CallMeter.Require(taken < SlowestAllowed, $"it took {taken:0.0} seconds, twice");
            return null;
        }
        catch (ViolationException e)
        {
            return new Finding(target, seed, e.Message, _image.Span.ToArray());
        }
#pragma warning disable CA1031 // Whatever comes out of a check is a finding: the run goes on and says all of them.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new Finding(target, seed, e.ToString(), _image.Span.ToArray());
        }
        finally
        {
            Volatile.Write(ref _begun, 0);
            Figures.Images++;
        }
    }

    /// <summary>Whether it has been at one image for so long that it will never end.</summary>
    public bool IsStuck()
    {
        long begun = Volatile.Read(ref _begun);
        return begun != 0 && Stopwatch.GetElapsedTime(begun).TotalSeconds > StuckSeconds
            && Environment.CpuUsage.TotalTime.Ticks - Volatile.Read(ref _processorBegun) > TimeSpan.FromSeconds(StuckSeconds / 2).Ticks;
    }

    /// <summary>What to say of an image that is never done.</summary>
    public Finding StuckFinding()
    {
        var image = new ImageBuffer(target.Capacity);
        target.Make(_seed, image);
        return new Finding(target, _seed, $"it was not done after {StuckSeconds} seconds", image.Span.ToArray());
    }

    private double Time(ulong seed)
    {
        SampleImage sample = target.Make(seed, _image);
        _meter.Begin(_image.Length);
        long start = Stopwatch.GetTimestamp();
        target.Check(_image.Memory, sample, new SeededRandom(~seed), _meter);
        double taken = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (_meter.Worst.Share > Figures.Dearest.Share)
        {
            (Figures.Dearest, Figures.DearestSeed) = (_meter.Worst, seed);
        }

        return taken;
    }
}
