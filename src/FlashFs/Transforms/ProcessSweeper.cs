using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FlashFs.Transforms;

/// <summary>
/// Ends what programs started and left behind. A process whose parent has ended is in no tree any more, but it still has the
/// environment that it was given: a mark in there finds it, where the system lets one look. Safe from several threads.
/// </summary>
internal sealed class ProcessSweeper : IDisposable
{
    private const string Variable = "FLASHFS_COMMAND";

    // What is being killed may start something meanwhile; what does so for ever is not caught up with.
    private const int Rounds = 10;

    // A process that is just becoming another program shows no environment for a moment.
    private const int EmptyRounds = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    private readonly string _build = Guid.NewGuid().ToString("N");
    private int _started;

    /// <summary>Marks a program that is about to start.</summary>
    public string Mark(ProcessStartInfo start)
    {
        string mark = string.Create(CultureInfo.InvariantCulture, $"{_build}-{Interlocked.Increment(ref _started)}.");
        start.Environment[Variable] = mark;
        return mark;
    }

    /// <summary>
    /// Kills every process with the mark and says how many there were. Systems without <c>/proc</c> have only the tree, which is
    /// killed before.
    /// </summary>
    public static int Sweep(string mark)
    {
        int killed = 0;
        int empty = 0;
        for (int round = 0; round < Rounds && empty < EmptyRounds; round++)
        {
            int found = KillOnce(Encoding.ASCII.GetBytes($"{Variable}={mark}"));
            killed += found;
            empty = found == 0 ? empty + 1 : 0;
            if (found == 0 && empty < EmptyRounds)
            {
                Thread.Sleep(Pause);
            }
        }

        return killed;
    }

    /// <summary>Kills what any of the programs left behind: those that ended well are not looked after one by one, for it takes time.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _started, 0) > 0)
        {
            Sweep($"{_build}-");
        }
    }

    private static int KillOnce(byte[] wanted)
    {
        if (!Directory.Exists("/proc/self"))
        {
            return 0;
        }

        int killed = 0;
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id == Environment.ProcessId)
            {
                continue;
            }

            try
            {
                // Of a process that has ended and is not yet collected, this is empty.
                if (File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(wanted) >= 0)
                {
                    using var process = Process.GetProcessById(id);
                    process.Kill();
                    killed++;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException or Win32Exception)
            {
                continue; // ended by itself meanwhile, or not ours to look at
            }
        }

        return killed;
    }
}
