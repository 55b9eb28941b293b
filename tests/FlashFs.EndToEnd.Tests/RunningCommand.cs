using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FlashFs.EndToEnd.Tests;

/// <summary>A command under way, with what it printed so far.</summary>
internal sealed class RunningCommand : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly string _line;

    public RunningCommand(ProcessStartInfo start)
    {
        _line = $"{start.FileName} {string.Join(' ', start.ArgumentList)}";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Append;
        _process.ErrorDataReceived += Append;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Does what Ctrl+C in a terminal does.</summary>
    public void Interrupt()
    {
        using Process kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.AreEqual(0, kill.ExitCode);
    }

    public bool IsRunning => !_process.HasExited;

    /// <summary>Ends it as the kernel does, with everything that it started: nothing of it runs another instruction.</summary>
    /// <returns>Whether there was anything left to end.</returns>
    public bool Kill()
    {
        bool running = IsRunning;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        return running;
    }

    /// <summary>Waits until it has printed something, or has ended.</summary>
    public void WaitFor(string text)
    {
        lock (_output)
        {
            while (IsRunning && !_output.ToString().Contains(text, StringComparison.Ordinal))
            {
                Monitor.Wait(_output, TimeSpan.FromMilliseconds(100));
            }
        }
    }

    /// <summary>Waits for the end.</summary>
    public CommandResult Complete()
    {
        if (!_process.WaitForExit(TimeLimit))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"{_line} did not end within {TimeLimit}:{Environment.NewLine}{_output}");
        }

        // The overload without a limit also waits for the rest of the output.
        _process.WaitForExit();
        return new CommandResult(_line, _process.ExitCode, _output.ToString());
    }

    public void Dispose() => _process.Dispose();

    private void Append(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
            Monitor.PulseAll(_output);
        }
    }
}
