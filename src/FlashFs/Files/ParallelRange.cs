using System.Runtime.ExceptionServices;

namespace FlashFs.Files;

/// <summary>
/// Counts to a number on all cores. What <see cref="Parallel"/> does as well; but starting that up costs a build that has nothing to
/// do more than what it looks at.
/// </summary>
internal static class ParallelRange
{
    // So many pieces for each core: small enough that none waits long for the last, large enough that taking them costs nothing.
    private const int PiecesPerCore = 16;

    private const int LongestPiece = 64;

    /// <summary>Does something with every number from 0 on.</summary>
    /// <param name="count">How many numbers there are.</param>
    /// <param name="few">As many as one core does sooner than several are started.</param>
    /// <param name="action">What is done; called on several threads at once. What it throws first ends the count, and is thrown here as it is.</param>
    public static void For(int count, int few, Action<int> action)
    {
        int workers = count <= few ? 1 : Math.Min(Environment.ProcessorCount, count);
        if (workers == 1)
        {
            for (int i = 0; i < count; i++)
            {
                action(i);
            }

            return;
        }

        int piece = Math.Clamp(count / (workers * PiecesPerCore), 1, LongestPiece);
        int taken = 0;
        Exception? error = null;
        void Work()
        {
            try
            {
                int start;
                while ((start = Interlocked.Add(ref taken, piece) - piece) < count && Volatile.Read(ref error) is null)
                {
                    for (int i = start; i < Math.Min(start + piece, count); i++)
                    {
                        action(i);
                    }
                }
            }
            catch (Exception e) when (Keep(e))
            {
                return; // thrown below, on the thread that asked
            }
        }

        bool Keep(Exception e)
        {
            Interlocked.CompareExchange(ref error, e, null);
            return true;
        }

        var others = new Task[workers - 1];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = Task.Run(Work);
        }

        Work();
        Task.WaitAll(others);
        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }
}
