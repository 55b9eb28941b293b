using System.Runtime.ExceptionServices;
using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>Work on many files at once.</summary>
internal static class ParallelFiles
{
    // Below this, to start the work costs more than it spares.
    private const int Few = 16;

    /// <summary>
    /// Does something with every file, in parallel where there are many. Of several errors it throws that of the first file, as a
    /// loop would.
    /// </summary>
    public static void ForEach(IReadOnlyList<FlashFile> files, Action<FlashFile, int> action)
    {
        int failed = int.MaxValue;
        FlashFsException? error = null;
        var guard = new Lock();
        ParallelRange.For(files.Count, Few, i =>
        {
            if (i > Volatile.Read(ref failed))
            {
                return; // what comes before the one that failed is still done, and may fail first
            }

            try
            {
                action(files[i], i);
            }
            catch (FlashFsException e)
            {
                lock (guard)
                {
                    (failed, error) = i < failed ? (i, e) : (failed, error);
                }
            }
        });
        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }
}
