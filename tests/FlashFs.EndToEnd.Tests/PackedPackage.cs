using System.IO.Compression;
using System.Reflection;

namespace FlashFs.EndToEnd.Tests;

/// <summary>
/// The package, packed once for all tests into a feed of its own, with a package folder of its own: nothing of this
/// repository and nothing of the user's package cache takes part in the builds under test.
/// </summary>
[TestClass]
public static class PackedPackage
{
    public static string Version { get; } = $"1.0.0-e2e.{Environment.ProcessId}";

    /// <summary>A second package of the same sources, for upgrades.</summary>
    public static string NextVersion { get; } = $"1.0.1-e2e.{Environment.ProcessId}";

    public static string RepositoryRoot { get; } = typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    internal static string Scratch { get; } = Directory.CreateTempSubdirectory("flashfs-e2e-").FullName;

    internal static string Feed { get; } = Path.Combine(Scratch, "feed");

    /// <summary>The package as NuGet unpacks it, for projects that import its logic themselves.</summary>
    internal static string Unpacked { get; } = Path.Combine(Scratch, "unpacked");

    internal static string PackageFile { get; } = Path.Combine(Feed, $"FlashFs.Build.{Version}.nupkg");

    internal static IReadOnlyDictionary<string, string> BuildEnvironment { get; } = new Dictionary<string, string>
    {
        ["NUGET_PACKAGES"] = Path.Combine(Scratch, "packages"),
    };

    [AssemblyInitialize]
    public static void Pack(TestContext context)
    {
        Directory.CreateDirectory(Feed);
        Pack(Version);
        ZipFile.ExtractToDirectory(PackageFile, Unpacked);
    }

    [AssemblyCleanup]
    public static void Clean()
    {
        try
        {
            Directory.Delete(Scratch, recursive: true);
        }
        catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows())
        {
            // This process has loaded the tasks, and Windows deletes nothing of what runs: the system's temporary folder keeps them.
        }
    }

    /// <summary>Packs the sources under a version, in folders of its own, so that no build of the repository is disturbed.</summary>
    internal static CommandResult Pack(string version, string project = "FlashFs.Build") => DotNet.Run(
        RepositoryRoot,
        new Dictionary<string, string>(),
        "pack",
        Path.Combine("src", project),
        "--artifacts-path",
        Path.Combine(Scratch, "artifacts", version),
        "-o",
        Feed,
        "-c",
        "Release",
        $"-p:Version={version}",
        "-p:RunAnalyzers=false",
        "-nologo").Succeeded();
}
