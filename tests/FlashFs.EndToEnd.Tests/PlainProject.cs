namespace FlashFs.EndToEnd.Tests;

/// <summary>
/// A project without any SDK that imports the logic of the packed package, unpacked as NuGet unpacks it: nothing but our own
/// targets runs. It builds in the test's own process, in some hundredths of a second.
/// </summary>
internal sealed class PlainProject : TestProject<PlainProject>
{
    public PlainProject(string properties = "", string items = "", string name = "Plain", string? parent = null)
        : base(name, parent) => Configure(properties, items);

    public override string OutputPath => "bin/flash";

    public override string StatePath => "obj/flash";

    public override string ProjectFile => $"{Name}.proj";

    /// <summary>Changes the project file and nothing else.</summary>
    public PlainProject Configure(string properties = "", string items = "") => Write(ProjectFile, $"""
        <Project DefaultTargets="BuildFlash">
          <PropertyGroup>
            <OutDir>bin/</OutDir>
            <IntermediateOutputPath>obj/</IntermediateOutputPath>
            <FlashCachePath>cache/</FlashCachePath>
            {properties}
          </PropertyGroup>
          <Import Project="{PackedPackage.Unpacked}/build/FlashFs.Build.props" />
          <ItemGroup>
            {items}
          </ItemGroup>
          <Target Name="CoreClean" />
          <Import Project="{PackedPackage.Unpacked}/build/FlashFs.Build.targets" />
        </Project>
        """);

    /// <remarks>With variables of its own it builds in a process of its own: they, its culture and its time zone are the process's.</remarks>
    public override CommandResult Build(params string[] arguments) =>
        Environment.Count == 0 ? BuildHere(arguments).Result() : MSBuild([ProjectFile, "-v:n", "-tl:off", .. arguments]);

    /// <summary>Starts a build whose caller has something to do while it runs.</summary>
    public RunningCommand StartBuild(params string[] arguments) =>
        DotNet.Start(Folder, PackedPackage.BuildEnvironment, ["msbuild", ProjectFile, "-nologo", "-v:n", "-tl:off", .. arguments]);

    public CommandResult MSBuild(params string[] arguments) => RunIn(Folder, ["msbuild", "-nologo", .. arguments]);
}
