using System.ComponentModel;
using System.Diagnostics;

namespace FlashFs.Engines.Tests;

/// <summary>What a script printed under Node.js, which is not part of the .NET SDK: where it is missing, the test says so and is skipped.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record NodeRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a script of tests/node that needs a package installed there.</summary>
    public static NodeRun Start(string package, string script, params IEnumerable<string> arguments)
    {
        string folder = Repository.PathOf("tests", "node");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", package)))
        {
            Assert.Inconclusive($"The npm package {package} is not installed; run: npm ci --prefix tests/node");
        }

        var start = new ProcessStartInfo("node", ["--no-warnings", Path.Combine(folder, script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            Assert.Inconclusive($"Node.js is not installed ({e.Message}); the tests need version 18 or later as 'node' on the PATH.");
        }

        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeLimit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"node {script} did not end within {TimeLimit}");
        }

        return new NodeRun(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}
