using System.Diagnostics;

namespace FlashFs.EndToEnd.Tests;

/// <summary>The tool, packed and installed once from a feed of its own, as a user has it.</summary>
internal static class InstalledTool
{
    private static readonly Lazy<string> Packed = new(() => PackedPackage.Pack(PackedPackage.Version, "FlashFs.Tool").Output);
    private static readonly Lazy<string> Installed = new(Install);

    /// <summary>What packing it had to say.</summary>
    public static string PackOutput => Packed.Value;

    /// <summary>Its package.</summary>
    public static string PackageFile
    {
        get
        {
            _ = Packed.Value;
            return Path.Combine(PackedPackage.Feed, $"FlashFs.Tool.{PackedPackage.Version}.nupkg");
        }
    }

    /// <summary>Runs <c>flashfs</c> in a folder.</summary>
    public static CommandResult Run(string folder, params string[] arguments)
    {
        using Process process = Start(folder, arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandResult($"flashfs {string.Join(' ', arguments)}", process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    /// <summary>Runs a <c>flashfs serve</c> until it has answered, and has it end as Ctrl+C does.</summary>
    /// <returns>What it answered to each of the paths.</returns>
    public static async Task<string[]> Served(string folder, string[] arguments, params string[] paths)
    {
        using Process process = Start(folder, arguments);
        string? address = "";
        while (address?.StartsWith("http://", StringComparison.Ordinal) == false)
        {
            address = await process.StandardOutput.ReadLineAsync();
        }

        using var client = new HttpClient();
        var answers = new List<string>();
        foreach (string path in paths)
        {
            answers.Add(await client.GetStringAsync(new Uri($"{address}{path}")));
        }

        if (OperatingSystem.IsWindows())
        {
            process.Kill(); // there is no signal that one process could send another there
            return [.. answers];
        }

        using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync();
        Assert.AreEqual(0, process.ExitCode, await process.StandardError.ReadToEndAsync());
        return [.. answers];
    }

    /// <summary>Starts <c>flashfs</c> in a folder.</summary>
    public static Process Start(string folder, params string[] arguments) => Process.Start(new ProcessStartInfo(Installed.Value, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;

    private static string Install()
    {
        _ = Packed.Value;
        string folder = Path.Combine(PackedPackage.Scratch, "tools");
        string config = Path.Combine(PackedPackage.Scratch, "tool.config");
        File.WriteAllText(config, $"""
            <configuration>
              <packageSources><clear/><add key="feed" value="{PackedPackage.Feed}"/></packageSources>
            </configuration>
            """);
        DotNet.Run(
            PackedPackage.Scratch,
            PackedPackage.BuildEnvironment,
            "tool",
            "install",
            "FlashFs.Tool",
            "--version",
            PackedPackage.Version,
            "--tool-path",
            folder,
            "--configfile",
            config).Succeeded();
        return Path.Combine(folder, OperatingSystem.IsWindows() ? "flashfs.exe" : "flashfs");
    }
}
