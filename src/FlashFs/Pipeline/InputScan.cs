using System.Collections.Concurrent;
using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>The inputs of a build with their hashes: taken from the state where length and time agree, read where they do not.</summary>
internal sealed class InputScan
{
    private InputScan(Dictionary<string, InputStamp> stamps, HashSet<string> privateKeys)
    {
        Stamps = stamps;
        PrivateKeys = privateKeys;
    }

    /// <summary>Every input by its path.</summary>
    public Dictionary<string, InputStamp> Stamps { get; }

    /// <summary>Inputs that hold a private key.</summary>
    public HashSet<string> PrivateKeys { get; }

    /// <summary>Whether every input is the one of the state, by length and time alone; opens nothing.</summary>
    public static bool Unchanged(IReadOnlyList<SourceFile> inputs, BuildState state) =>
        inputs.Count == state.Inputs.Count
        && inputs.All(input => state.Inputs.TryGetValue(input.Display, out InputStamp? stamp)
            && stamp.Matches(input.Contents.Length, input.Contents.LastWriteTimeUtc.Ticks));

    /// <summary>Hashes what changed, in parallel.</summary>
    public static InputScan Run(IReadOnlyList<SourceFile> inputs, BuildState? state, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var stamps = new ConcurrentDictionary<string, InputStamp>(StringComparer.Ordinal);
        var keys = new ConcurrentBag<string>();
        var errors = new ConcurrentDictionary<string, FlashFsException>(StringComparer.Ordinal);
        Parallel.ForEach(inputs, new ParallelOptions { CancellationToken = cancellation }, input =>
        {
            if (state is not null && state.Inputs.TryGetValue(input.Display, out InputStamp? known)
                && known.Matches(input.Contents.Length, input.Contents.LastWriteTimeUtc.Ticks))
            {
                stamps[input.Display] = known;
                if (state.PrivateKeys.Contains(input.Display))
                {
                    keys.Add(input.Display);
                }

                return;
            }

            try
            {
                (stamps[input.Display], bool holdsKey) = InputHasher.Hash(input.Contents, input.Display);
                if (holdsKey)
                {
                    keys.Add(input.Display);
                }
            }
            catch (FlashFsException e)
            {
                errors[input.Display] = e;
            }
        });
        foreach ((_, FlashFsException error) in errors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            diagnostics.AddRange(error.Diagnostics);
        }

        var ordered = new Dictionary<string, InputStamp>(inputs.Count, StringComparer.Ordinal);
        foreach (SourceFile input in inputs)
        {
            if (stamps.TryGetValue(input.Display, out InputStamp? stamp))
            {
                ordered.Add(input.Display, stamp);
            }
        }

        return new InputScan(ordered, [.. keys]);
    }
}
