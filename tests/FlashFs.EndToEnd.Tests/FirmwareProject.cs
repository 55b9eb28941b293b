using System.Text.Json;

namespace FlashFs.EndToEnd.Tests;

/// <summary>A firmware project in a folder of its own, outside the repository, that uses the packed package.</summary>
internal sealed class FirmwareProject : IDisposable
{
    private bool _restored;

    public FirmwareProject(string name = "Firmware", string? csproj = null, string? parent = null)
    {
        Name = name;
        Folder = Path.Combine(parent ?? Directory.CreateDirectory(Path.Combine(PackedPackage.Scratch, "projects", Path.GetRandomFileName())).FullName, name);
        Directory.CreateDirectory(Folder);
        Write($"{name}.csproj", csproj ?? Csproj());
        Write("NuGet.config", $"""
            <configuration>
              <packageSources><clear/><add key="feed" value="{PackedPackage.Feed}"/></packageSources>
              <auditSources><clear/></auditSources>
            </configuration>
            """);

        // Nothing above this folder may reach into it.
        Write("Directory.Build.props", "<Project/>");
        Write("Directory.Build.targets", "<Project/>");
        Write("Directory.Packages.props", "<Project/>");
    }

    public string Name { get; }

    public string Folder { get; }

    /// <summary>What the shell of its builds has set.</summary>
    public Dictionary<string, string> Environment { get; } = new(PackedPackage.BuildEnvironment);

    public string Output => PathOf($"bin/Debug/net10.0/flash");

    public static string Csproj(string properties = "", string items = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Library</OutputType>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="FlashFs.Build" Version="{PackedPackage.Version}" PrivateAssets="all" />
            {items}
          </ItemGroup>
        </Project>
        """;

    public string PathOf(string relative) => Path.Combine(Folder, relative);

    public FirmwareProject Write(string relative, string text)
    {
        string path = PathOf(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public FirmwareProject Write(string relative, byte[] bytes)
    {
        string path = PathOf(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    /// <summary>Three files that make small images.</summary>
    public FirmwareProject WithFiles() => Write("flash/start.js", "log('start');\n")
        .Write("flash/lib/a.js", "module.exports = 1;\n")
        .Write("flash/web/index.html", "<!doctype html><title>x</title>\n");

    /// <summary>Changes the project file and nothing else.</summary>
    public FirmwareProject Configure(string properties = "", string items = "") => Write($"{Name}.csproj", Csproj(properties, items));

    public CommandResult Build(params string[] arguments) => Run("build", arguments);

    public CommandResult Run(string verb, params string[] arguments)
    {
        string[] noRestore = _restored && verb is "build" or "publish" ? ["--no-restore"] : [];
        CommandResult result = DotNet.Run(Folder, Environment, [verb, "-tl:off", .. verb == "msbuild" ? (string[])[] : ["-v:n"], .. noRestore, .. arguments]);
        _restored |= result.ExitCode == 0;
        return result;
    }

    public byte[] Bytes(string output) => File.ReadAllBytes(Path.Combine(Output, output));

    public JsonElement Manifest()
    {
        using JsonDocument document = JsonDocument.Parse(Bytes("flash-manifest.json"));
        return document.RootElement.Clone();
    }

    /// <summary>Every file of the output folder with its time, to see that a build wrote nothing.</summary>
    public SortedDictionary<string, long> Times(string folder) => new(
        Directory.Exists(PathOf(folder))
            ? Directory.EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories)
                .ToDictionary(path => Path.GetRelativePath(Folder, path), path => File.GetLastWriteTimeUtc(path).Ticks)
            : [],
        StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Folder, recursive: true); // packages and feed are the run's
}
