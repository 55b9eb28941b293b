using System.ComponentModel;
using System.Diagnostics;

namespace FlashFs.Engines.Tests.Duktape;

/// <summary>What the command line of Duktape printed; where it is missing, the test says so and is skipped.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Output">Standard output and error.</param>
internal sealed record DukRun(int ExitCode, string Output)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);

    /// <summary>Runs files one after the other in one heap, sources and bytecode alike.</summary>
    public static DukRun Start(string folder, params IEnumerable<string> files)
    {
        var start = new ProcessStartInfo("duk", ["-b", .. files]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            Assert.Inconclusive($"The command line of Duktape is not installed ({e.Message}); on Debian it is the package duktape.");
        }

        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeLimit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"duk did not end within {TimeLimit}");
        }

        return new DukRun(process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }

    /// <summary>Skips the test where Duktape is missing.</summary>
    public static void Require() => Start(Path.GetTempPath());
}
