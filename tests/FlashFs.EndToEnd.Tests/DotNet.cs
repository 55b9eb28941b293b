using System.Diagnostics;

namespace FlashFs.EndToEnd.Tests;

/// <summary>Runs the .NET command line in a process of its own, as a user would.</summary>
internal static class DotNet
{
    public static CommandResult Run(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using RunningCommand command = Start(folder, environment, arguments);
        return command.Complete();
    }

    /// <summary>Starts a command whose caller has something to do while it runs.</summary>
    public static RunningCommand Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        new(StartInfo(folder, environment, arguments));

    /// <summary>A command as a user's shell would start it.</summary>
    public static ProcessStartInfo StartInfo(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // A test host sets variables of its own build, and so does the MSBuild in this process; a user's shell has none of them.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["MSBUILDUSESERVER"] = "0";
        start.Environment.Remove("CI");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
