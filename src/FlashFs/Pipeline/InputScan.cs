using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>Looks at the inputs of a build: hashes are taken from the state where length and time agree, and read where they do not.</summary>
internal static class InputScan
{
    /// <summary>Hashes what changed, in parallel. What cannot be read is reported, all of it, and is not in the table.</summary>
    /// <param name="inputs">The inputs, each of them once.</param>
    /// <param name="state">What the last build saw; null for nothing.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <param name="cancellation">Ends the build early.</param>
    public static InputTable Run(IReadOnlyList<SourceFile> inputs, BuildState? state, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var stamps = new InputStamp?[inputs.Count];
        var changed = new List<int>();
        for (int i = 0; i < stamps.Length; i++)
        {
            SourceFile input = inputs[i];
            stamps[i] = state?.Inputs.Find(input.Display, i) is { } known && known.Matches(input.Contents.Length, input.Contents.LastWriteTimeUtc.Ticks)
                ? known
                : null;
            if (stamps[i] is null)
            {
                changed.Add(i);
            }
        }

        var errors = new FlashFsException?[changed.Count];
        void Hash(int number)
        {
            cancellation.ThrowIfCancellationRequested();
            SourceFile input = inputs[changed[number]];
            try
            {
                stamps[changed[number]] = InputHasher.Hash(input.Contents, input.Display);
            }
            catch (FlashFsException e)
            {
                errors[number] = e;
            }
        }

        ParallelRange.For(changed.Count, few: 1, Hash);
        return Table(inputs, stamps, errors, diagnostics);
    }

    private static InputTable Table(IReadOnlyList<SourceFile> inputs, InputStamp?[] stamps, FlashFsException?[] errors, DiagnosticBag diagnostics)
    {
        foreach (FlashFsException? error in errors)
        {
            diagnostics.AddRange(error?.Diagnostics ?? []);
        }

        var paths = new List<string>(stamps.Length);
        var found = new List<InputStamp>(stamps.Length);
        for (int i = 0; i < stamps.Length; i++)
        {
            if (stamps[i] is { } stamp)
            {
                paths.Add(inputs[i].Display);
                found.Add(stamp);
            }
        }

        return new InputTable([.. paths], [.. found]);
    }
}
