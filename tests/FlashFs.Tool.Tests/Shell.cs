using System.Diagnostics;

namespace FlashFs.Tool.Tests;

/// <summary>A shell with the tool on its path, as a user has it after the installation.</summary>
internal static class Shell
{
    /// <summary>Runs a script in a folder; a shell that is not there makes the test inconclusive.</summary>
    public static string Run(string shell, ToolFolder folder, string script)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, shell))))
        {
            Assert.Inconclusive($"{shell} is not installed; .ci/run installs it.");
        }

        folder.With("bin/flashfs", $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "FlashFs.Tool.dll")}' \"$@\"\n").With("script", script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder["bin/flashfs"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo(shell, [folder["script"]])
        {
            WorkingDirectory = folder.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = folder["bin"] + Path.PathSeparator + start.Environment["PATH"];
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual("", error.Result, output);
        return output;
    }
}
