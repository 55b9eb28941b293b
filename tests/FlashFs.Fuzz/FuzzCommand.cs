using System.CommandLine;
using System.CommandLine.Parsing;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;
using FlashFs.Fuzz.Targets;

namespace FlashFs.Fuzz;

/// <summary>The command: damaged images for as long as wanted. Ends with 1 when a reader failed, with 2 for a wrong command line.</summary>
internal static class FuzzCommand
{
    /// <summary>The folder that takes images that a reader failed on, where no other is given.</summary>
    public const string FindingsFolder = "fuzz-findings";

    /// <summary>Makes the command.</summary>
    public static RootCommand Create()
    {
        var format = new Option<string[]>("--format") { Description = $"What to attack, several times if wanted: {string.Join(", ", FuzzTargets.All.Select(target => target.Id))}. All, when not given.", AllowMultipleArgumentsPerToken = true };
        var seed = new Option<ulong>("--seed") { Description = "The first seed. From 0 on comes systematic damage, behind it damage by chance.", DefaultValueFactory = _ => 0 };
        var count = new Option<long>("--count") { Description = "How many images for each format; without --seconds 1000000.", DefaultValueFactory = _ => 0 };
        var seconds = new Option<double>("--seconds") { Description = "How long for each format, in seconds; without it until --count are read.", DefaultValueFactory = _ => 0 };
        var threads = new Option<int>("--threads") { Description = "How many threads; one for each core, when not given.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var folder = new Option<string>("--findings") { Description = "The folder that takes images that a reader failed on.", DefaultValueFactory = _ => FindingsFolder };
        var make = new Option<string>("--make") { Description = "Writes the image of --seed to this file and reads nothing." };
        format.Validators.Add(UnknownFormats);
        count.Validators.Add(result => Refuse(result, result.GetValue(count) < 0, "--count is less than 0."));
        threads.Validators.Add(result => Refuse(result, result.GetValue(threads) < 1, "--threads is less than 1."));
        seconds.Validators.Add(result => Refuse(result, !(result.GetValue(seconds) >= 0), "--seconds is less than 0."));

        var command = new RootCommand("Reads damaged images, and holds every reader to its promises; see docs/reliability.md.") { format, seed, count, seconds, threads, folder, make };
        command.SetAction(arguments =>
        {
            string[] ids = arguments.GetValue(format) ?? [];
            IReadOnlyList<FuzzTarget> targets = ids.Length == 0 ? FuzzTargets.All : [.. ids.Distinct().Select(id => FuzzTargets.Find(id)!)];
            if (arguments.GetValue(make) is { } path)
            {
                return Make(targets, arguments.GetValue(seed), path);
            }

            double limit = arguments.GetValue(seconds);
            long images = arguments.GetValue(count) is > 0 and var given ? given : limit > 0 ? long.MaxValue : 1_000_000;
            return targets.Sum(target => Attack(target, arguments.GetValue(seed), images, limit > 0 ? limit : double.MaxValue, arguments.GetValue(threads), arguments.GetValue(folder)!)) > 0 ? 1 : 0;
        });
        return command;
    }

    private static int Attack(FuzzTarget target, ulong seed, long count, double seconds, int threads, string folder)
    {
        var run = new FuzzRun(target, seed, count, seconds, folder);
        run.Run((int)Math.Min(threads, count));
        if (run.Abandoned.Count > 0)
        {
            Console.Error.WriteLine($"{target.Id}: an earlier run was ended while it read seeds {string.Join(", ", run.Abandoned)}; read them one by one if it was not you who ended it.");
        }

        Console.WriteLine($"{target.Id}: seeds from {seed} ({target.Sweep.Count} systematic, {target.Samples.Count} samples), {run.Figures}; {run.Findings.Count} findings");
        foreach (string finding in run.Report)
        {
            Console.Error.WriteLine(finding);
        }

        return run.Findings.Count;
    }

    private static int Make(IReadOnlyList<FuzzTarget> targets, ulong seed, string path)
    {
        if (targets.Count != 1)
        {
            Console.Error.WriteLine("--make makes one image: give one --format.");
            return 2;
        }

        var image = new ImageBuffer(targets[0].Capacity);
        SampleImage sample = targets[0].Make(seed, image);
        File.WriteAllBytes(path, image.Span);
        Console.WriteLine($"{path}: {image.Length} bytes, made of sample '{sample.Name}' of {targets[0].Id}");
        return 0;
    }

    private static void UnknownFormats(OptionResult result)
    {
        foreach (Token token in result.Tokens)
        {
            Refuse(result, FuzzTargets.Find(token.Value) is null, $"'{token.Value}' is nothing that can be attacked: {string.Join(", ", FuzzTargets.All.Select(target => target.Id))}.");
        }
    }

    private static void Refuse(SymbolResult result, bool wrong, string message)
    {
        if (wrong)
        {
            result.AddError(message);
        }
    }
}
