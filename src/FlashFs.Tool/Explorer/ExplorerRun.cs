using System.Runtime.InteropServices;
using FlashFs.Diagnostics;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Explorer;

/// <summary>A run of the explorer from the command line: says the address, and lasts until it is stopped.</summary>
internal static class ExplorerRun
{
    // A page asks a device that is off again and again; nobody reads more of that.
    private const int ReportLimit = 100;

    /// <exception cref="FlashFsException">FLASHFS8001: the port cannot be used.</exception>
    public static void Run(ToolSession session, ShelfReader reader, IReadOnlyList<OpenedImage> images, ExplorerOptions options) =>
        RunAsync(session, reader, images, options).GetAwaiter().GetResult();

    private static async Task RunAsync(ToolSession session, ShelfReader reader, IReadOnlyList<OpenedImage> images, ExplorerOptions options)
    {
        var gate = new Lock();
        var said = new HashSet<string>(StringComparer.Ordinal);
        void Report(Diagnostic diagnostic)
        {
            lock (gate)
            {
                if (diagnostic.Descriptor != DiagnosticCodes.DeviceUnreachable || (said.Count < ReportLimit && said.Add(diagnostic.Message)))
                {
                    session.Report([diagnostic]);
                    session.Error.Flush();
                }
            }
        }

        await using ExplorerServer server = await ExplorerServer.StartAsync(reader, images, options, Report);
        lock (gate)
        {
            Say(session, images, server.Address);
        }

        await WaitAsync(session.Stop);
    }

    private static void Say(ToolSession session, IReadOnlyList<OpenedImage> images, string address)
    {
        foreach (OpenedImage image in images)
        {
            session.Out.WriteLine($"{Printable.Text(image.Name)}: {ImageLine.Describe(image)}, {Counted.Of(image.Bytes.Length, "byte")}, {Counted.Of(image.Volume.Entries.Count, "file")}");
        }

        session.Out.WriteLine(address);
        session.Out.WriteLine("Only this machine can open it, by this address. Ctrl+C ends it.");
        session.Out.Flush();
    }

    private static async Task WaitAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (stop.CanBeCanceled)
        {
            using CancellationTokenRegistration registration = stop.Register(stopped.SetResult);
            await stopped.Task;
            return;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true; // of the default, which would end the process in the middle of answers
            stopped.TrySetResult();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await stopped.Task;
    }
}
