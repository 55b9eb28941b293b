using System.Text.Json;
using FlashFs.MSBuild;

namespace FlashFs.EndToEnd.Tests;

/// <summary>A project in a folder of its own, outside the repository.</summary>
/// <typeparam name="T">The kind of project, so that calls that write can follow one another.</typeparam>
internal abstract class TestProject<T> : IDisposable
    where T : TestProject<T>
{
    private static readonly TimeSpan ClockTick = TimeSpan.FromMilliseconds(30);

    protected TestProject(string name, string? parent)
    {
        Name = name;
        Folder = Path.Combine(parent ?? Directory.CreateDirectory(Path.Combine(PackedPackage.Scratch, "projects", Path.GetRandomFileName())).FullName, name);
        Directory.CreateDirectory(Folder);
    }

    public string Name { get; }

    public string Folder { get; }

    /// <summary>Where the flash is.</summary>
    public string Output => PathOf(OutputPath);

    /// <summary>The same, relative to the project.</summary>
    public abstract string OutputPath { get; }

    /// <summary>Where the images stage works, relative to the project.</summary>
    public abstract string StatePath { get; }

    /// <summary>The project's file, relative to the folder.</summary>
    public abstract string ProjectFile { get; }

    /// <summary>Variables of every command, beside those of all tests.</summary>
    public Dictionary<string, string> Environment { get; init; } = [];

    public string PathOf(string relative) => Path.Combine(Folder, relative);

    public T Write(string relative, string text) => Write(relative, System.Text.Encoding.UTF8.GetBytes(text));

    public T Write(string relative, byte[] bytes)
    {
        string path = PathOf(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return (T)this;
    }

    /// <summary>Three files that make small images.</summary>
    public T WithFiles() => Write("flash/start.js", "log('start');\n")
        .Write("flash/lib/a.js", "module.exports = 1;\n")
        .Write("flash/web/index.html", "<!doctype html><title>x</title>\n");

    public byte[] Bytes(string output) => File.ReadAllBytes(Path.Combine(Output, output));

    public JsonElement Manifest()
    {
        using JsonDocument document = JsonDocument.Parse(Bytes("flash-manifest.json"));
        return document.RootElement.Clone();
    }

    /// <summary>Builds, telling what was done and why.</summary>
    public abstract CommandResult Build(params string[] arguments);

    /// <summary>Evaluates in the test's own process, with arguments as the command line has them: <c>-p:</c>.</summary>
    public EvaluatedProject Evaluate(params string[] arguments) => MSBuildHost.Evaluate(PathOf(ProjectFile), Request(arguments).GlobalProperties);

    /// <summary>Builds in the test's own process, with arguments as the command line has them: <c>-t:</c> and <c>-p:</c>.</summary>
    public BuildOutcome BuildHere(params string[] arguments)
    {
        // A command takes longer to start than times of files take to tell two writes apart; what is built here may follow at once.
        while (OfFiles("", path => DateTime.UtcNow - File.GetLastWriteTimeUtc(path)).Values.Any(age => age >= TimeSpan.Zero && age < ClockTick))
        {
            Thread.Sleep(ClockTick);
        }

        return MSBuildHost.Build(Request(arguments));
    }

    /// <summary>The request that those arguments are.</summary>
    public BuildRequest Request(params string[] arguments)
    {
        var targets = new List<string>();
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string argument in arguments)
        {
            string[] property = argument[3..].Split('=', 2);
            switch (argument[..3])
            {
                case "-t:":
                    targets.AddRange(argument[3..].Split(';'));
                    break;
                case "-p:" when property.Length == 2:
                    properties.Add(property[0], property[1]);
                    break;
                default:
                    throw new ArgumentException($"'{argument}' is for a process of its own.", nameof(arguments));
            }
        }

        return new BuildRequest(PathOf(ProjectFile), targets, properties);
    }

    /// <summary>Every file of a folder with its time, to see that a build wrote nothing.</summary>
    public SortedDictionary<string, long> Times(string folder) => OfFiles(folder, path => File.GetLastWriteTimeUtc(path).Ticks);

    /// <summary>Every file of a folder with its hash, to compare two builds.</summary>
    public SortedDictionary<string, string> Hashes(string folder) =>
        OfFiles(folder, path => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));

    public void Dispose() => Directory.Delete(Folder, recursive: true); // packages and feed are the run's

    /// <summary>Runs dotnet in a folder.</summary>
    protected CommandResult RunIn(string folder, IEnumerable<string> arguments)
    {
        var environment = new Dictionary<string, string>(PackedPackage.BuildEnvironment);
        foreach ((string name, string value) in Environment)
        {
            environment[name] = value;
        }

        return DotNet.Run(folder, environment, [.. arguments]);
    }

    private SortedDictionary<string, TValue> OfFiles<TValue>(string folder, Func<string, TValue> value) => new(
        Directory.Exists(PathOf(folder))
            ? Directory.EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(PathOf(folder), path), value)
            : [],
        StringComparer.Ordinal);
}
