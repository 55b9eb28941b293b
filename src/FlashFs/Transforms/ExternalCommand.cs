using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace FlashFs.Transforms;

/// <summary>One run of a program: bytes in, bytes out, a time limit, and nothing left running behind it.</summary>
public sealed class ExternalCommand
{
    /// <summary>The most that a program may give, in bytes.</summary>
    public const int MaxOutput = 64 << 20;

    private const int KeptLines = 40; // what Node.js says of a program that failed is 25

    /// <summary>How long a process may hold the output of a program that has ended.</summary>
    private static readonly TimeSpan Straggling = TimeSpan.FromSeconds(2);

    /// <summary>The program, rooted.</summary>
    public required string Program { get; init; }

    /// <summary>The arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The folder that it runs in.</summary>
    public required string Folder { get; init; }

    /// <summary>What it reads from its standard input.</summary>
    public ReadOnlyMemory<byte> StandardInput { get; init; }

    /// <summary>Whether its standard output is wanted: then one that is too long ends the program. Otherwise it is read like standard error.</summary>
    public bool KeepsOutput { get; init; } = true;

    /// <summary>Hears every line that is not kept as output, as it comes.</summary>
    public Action<string>? Listener { get; init; }

    /// <summary>Variables that it gets beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>How long it may take; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>Looks after what several programs leave behind; without it, this one's is looked for at its end.</summary>
    internal ProcessSweeper? Sweeper { get; init; }

    /// <summary>Runs the program and waits for its end.</summary>
    /// <exception cref="Win32Exception">The system cannot start it.</exception>
    /// <exception cref="OperationCanceledException">The build was stopped; the program was killed.</exception>
    public CommandOutcome Run(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(Program)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (string argument in Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }

        using ProcessSweeper? own = Sweeper is null ? new ProcessSweeper() : null;
        string mark = (Sweeper ?? own!).Mark(start);
        Process process = Process.Start(start)!;
        try
        {
            return Wait(process, mark, cancellation);
        }
        finally
        {
            process.Dispose();
        }
    }

    private CommandOutcome Wait(Process process, string mark, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(TimeLimit);
        var output = new BoundedOutput(MaxOutput);
        var lines = new LastLines(KeptLines, Listener);
        Task[] streams =
        [
            FeedAsync(process.StandardInput.BaseStream),
            KeepsOutput ? output.ReadAsync(process.StandardOutput.BaseStream) : lines.ReadAsync(process.StandardOutput),
            lines.ReadAsync(process.StandardError),
        ];
        bool ended = WaitForExit(process, output.Overflow, timer.Token);
        bool leftBehind = false;
        if (!ended || !Task.WaitAll(streams, Straggling))
        {
            Kill(process);
            int swept = ProcessSweeper.Sweep(mark); // what it started and left to itself is in no tree any more
            bool drained = Task.WaitAll(streams, Straggling);
            leftBehind = ended && (swept > 0 || !drained);
        }

        cancellation.ThrowIfCancellationRequested();
        return new CommandOutcome(ended ? process.ExitCode : null, output.Bytes, output.IsCut, leftBehind, lines.Lines);
    }

    private static bool WaitForExit(Process process, Task overflow, CancellationToken limit)
    {
        Task exit = process.WaitForExitAsync(limit);
        Task.WhenAny(exit, overflow).GetAwaiter().GetResult();
        return exit.IsCompletedSuccessfully || (exit.IsCanceled && process.HasExited);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(Straggling);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            return; // ended meanwhile, or became another user's, who alone can end it
        }
    }

    private async Task FeedAsync(Stream input)
    {
        try
        {
            await using (input.ConfigureAwait(false))
            {
                await input.WriteAsync(StandardInput).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            return; // it did not want to read all of it; its status says whether that was right
        }
    }
}
