using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>Looks at the inputs of a build: hashes are taken from the state where length and time agree, and read where they do not.</summary>
internal static class InputScan
{
    /// <summary>Hashes what changed, in parallel. What cannot be read is reported, all of it, and is not in the table.</summary>
    /// <param name="inputs">The inputs, each of them once; they get their stamps.</param>
    /// <param name="state">What the last build saw; null for nothing.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <param name="cancellation">Ends the build early.</param>
    /// <param name="memory">What table and hashes are put into; arrays where there is none.</param>
    /// <param name="kept">What contents that were read are put into; null to keep none.</param>
    public static InputTable Run(
        IReadOnlyList<SourceFile> inputs, BuildState? state, DiagnosticBag diagnostics, CancellationToken cancellation, StageMemory? memory = null,
        KeptContents? kept = null)
    {
        var changed = new List<SourceFile>();
        for (int i = 0; i < inputs.Count; i++)
        {
            inputs[i].Stamp = state?.Inputs.FindUnchanged(inputs[i], i);
            if (inputs[i].Stamp is null)
            {
                changed.Add(inputs[i]);
            }
        }

        // One piece of memory: an array for each of ten thousand is work for the collector, some of it in the middle of this.
        int hashed = checked(changed.Count * SHA256.HashSizeInBytes);
        Memory<byte> hashes = memory?.Take(hashed) ?? new byte[hashed];
        var errors = new FlashFsException?[changed.Count];
        void Hash(int number)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                InputHasher.Hash(changed[number], kept, hashes.Slice(number * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes));
            }
            catch (FlashFsException e)
            {
                errors[number] = e;
            }
        }

        ParallelRange.For(changed.Count, few: 1, Hash);
        foreach (FlashFsException? error in errors)
        {
            diagnostics.AddRange(error?.Diagnostics ?? []);
        }

        return InputTable.Of(Array.TrueForAll(errors, error => error is null) ? inputs : [.. inputs.Where(input => input.Stamp is not null)], memory);
    }
}
