namespace FlashFs.EndToEnd.Tests;

/// <summary>A project of Microsoft.NET.Sdk that takes the packed package from the feed, as users have it.</summary>
internal sealed class FirmwareProject : TestProject<FirmwareProject>
{
    private bool _restored;

    public FirmwareProject(string name = "Firmware", string? csproj = null, string? parent = null)
        : base(name, parent)
    {
        Write(ProjectFile, csproj ?? Csproj());
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

    public override string OutputPath => "bin/Debug/net10.0/flash";

    public override string StatePath => "obj/Debug/net10.0/flash";

    public override string ProjectFile => $"{Name}.csproj";

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

    /// <summary>Changes the project file and nothing else.</summary>
    public FirmwareProject Configure(string properties = "", string items = "") => Write(ProjectFile, Csproj(properties, items));

    /// <summary>Restores in the test's own process: the package's props and targets are part of the project then.</summary>
    public FirmwareProject RestoreHere()
    {
        BuildHere(
            "-t:Restore", "-p:MSBuildIsRestoring=true", $"-p:MSBuildRestoreSessionId={Guid.NewGuid()}", $"-p:RestorePackagesPath={PackedPackage.BuildEnvironment["NUGET_PACKAGES"]}").Succeeded();
        _restored = true;
        return this;
    }

    public override CommandResult Build(params string[] arguments) => Run("build", arguments);

    public CommandResult Watch(params string[] arguments) => RunIn(Folder, ["watch", "--non-interactive", .. arguments]);

    /// <summary>Ends the nodes that builds of this project left waiting.</summary>
    public CommandResult ShutDownNodes() => RunIn(Folder, ["build-server", "shutdown", "--msbuild"]);

    public CommandResult Run(string verb, params string[] arguments)
    {
        string[] noRestore = _restored && verb is "build" or "publish" ? ["--no-restore"] : [];
        string[] verbosity = verb == "msbuild" || arguments.Any(argument => argument.StartsWith("-v:", StringComparison.Ordinal)) ? [] : ["-v:n"];
        string[] logger = arguments.Any(argument => argument.StartsWith("-tl:", StringComparison.Ordinal)) ? [] : ["-tl:off"];
        CommandResult result = RunIn(Folder, [verb, .. logger, .. verbosity, .. noRestore, .. arguments]);
        _restored |= result.ExitCode == 0;
        return result;
    }
}
