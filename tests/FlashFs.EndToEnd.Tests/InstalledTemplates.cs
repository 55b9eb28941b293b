namespace FlashFs.EndToEnd.Tests;

/// <summary>The templates, packed and installed once where nothing of the user's is touched.</summary>
internal static class InstalledTemplates
{
    private static readonly string Hive = Path.Combine(PackedPackage.Scratch, "hive");

    private static readonly Dictionary<string, string> Environment = new() { ["DOTNET_CLI_HOME"] = Path.Combine(PackedPackage.Scratch, "home") };

    private static readonly Lazy<CommandResult> Packed = new(() => PackedPackage.Pack(PackedPackage.Version, "FlashFs.Templates"));
    private static readonly Lazy<CommandResult> Installed = new(() => Run(PackedPackage.Scratch, "install", PackageFile).Succeeded());

    /// <summary>What packing them had to say.</summary>
    public static string PackOutput => Packed.Value.Output;

    /// <summary>Their package.</summary>
    public static string PackageFile
    {
        get
        {
            _ = Packed.Value;
            return Path.Combine(PackedPackage.Feed, $"FlashFs.Templates.{PackedPackage.Version}.nupkg");
        }
    }

    /// <summary>Runs <c>dotnet new flashfs</c> in a folder.</summary>
    public static CommandResult New(string folder, params string[] arguments)
    {
        _ = Installed.Value;
        return Run(folder, ["flashfs", .. arguments]);
    }

    private static CommandResult Run(string folder, params string[] arguments) =>
        DotNet.Run(folder, Environment, ["new", .. arguments, "--debug:custom-hive", Hive]);
}
