using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Profiles;

namespace FlashFs.EndToEnd.Tests;

/// <summary>
/// A project with a folder and the name of a format, for every format of the list and so for the next one: the packed package
/// makes the bytes that the library and the installed tool make, and sees what changed.
/// </summary>
[TestClass]
public sealed class EveryFormatTests
{
    // AppFS stores titles and versions with this profile; the others leave it alone, and do not store them.
    private const string Profile = "badgeteam";
    private const string Title = "Block Drop";
    private const int Version = 10;
    private const int Flags = 2;

    private static IEnumerable<string> Ids => FlashFormats.All.Select(format => format.Id);

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void APropertyAndAFolderMakeAnImage(string id)
    {
        FlashFormat format = FlashFormats.All.Single(candidate => candidate.Id == id);
        using var project = new FirmwareProject("Device", FirmwareProject.Csproj(
            $"<FlashFormats>{format.GetType().Name[..^"Format".Length]}</FlashFormats><FlashProfile>{Profile}</FlashProfile>",
            $"""<FlashFile Update="flash/index.js" Title="{Title}" Version="{Version}" Flags="{Flags}" />"""));
        project.Write("flash/index.js", "console.log('here');\n").Write("flash/data/gone.txt", "not for long");
        project.Write("flash/data/list.bin", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i / 7))]);

        project.Build("-warnaserror").Succeeded();
        byte[] first = project.Bytes(format.DefaultImageName);
        CollectionAssert.AreEqual(ByLibrary(project, format), first);
        CollectionAssert.AreEqual(ByTool(project, format), first);

        SortedDictionary<string, long> outputs = project.Times("bin/Debug/net10.0/flash");
        project.Build().Succeeded().Says($"{format.DefaultImageName}: up to date, 3 files");
        CollectionAssert.AreEqual(outputs, project.Times("bin/Debug/net10.0/flash"));

        File.Delete(project.PathOf("flash/data/gone.txt"));
        project.Build().Succeeded().Says($"{format.DefaultImageName}: 1 removed (data/gone.txt)");
        CollectionAssert.AreEqual(ByLibrary(project, format), project.Bytes(format.DefaultImageName));
        CollectionAssert.AreNotEqual(first, project.Bytes(format.DefaultImageName));
    }

    private static string[] Files(FirmwareProject project) =>
        [.. Directory.EnumerateFiles(project.PathOf("flash"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(project.PathOf("flash"), path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    // The size is the partition's, which the manifest has where there is one, or what came out.
    private static long? SizeOf(FirmwareProject project, FlashFormat format)
    {
        JsonElement image = project.Manifest().GetProperty("images")[0];
        return format.Sizing == ImageSizing.Fixed ? image.GetProperty("size").GetInt64() : null;
    }

    private static byte[] ByLibrary(FirmwareProject project, FlashFormat format)
    {
        var diagnostics = new DiagnosticBag();
        FlashFileSet files = FlashFileSet.Sorted(
            Files(project).Select(name =>
            {
                var file = new FlashFile(FlashPath.FromRelative(name), FlashContents.FromFile(project.PathOf($"flash/{name}")));
                return name == "index.js" ? file with { Title = Title, Version = Version, Flags = Flags } : file;
            }),
            diagnostics);
        FlashProfile profile = FlashProfiles.Find(Profile, null, diagnostics)!;
        OptionValues options = OptionValues.Resolve(format, [profile.LayerOf(format)], diagnostics);
        ImagePlan? plan = format.Plan(files, options, SizeOf(project, format), diagnostics);
        diagnostics.ThrowIfErrors();
        return plan!.ToArray();
    }

    private static byte[] ByTool(FirmwareProject project, FlashFormat format)
    {
        project.Write("files.txt", string.Concat(Files(project).Select(name =>
            $"flash/{name}:{name}{(name == "index.js" ? $"\ttitle={Title}\tversion={Version}\tflags={Flags}" : "")}\n")));
        string[] size = SizeOf(project, format) is { } bytes ? ["--size", $"{bytes}"] : [];
        InstalledTool.Run(project.Folder, ["pack", "--list", "files.txt", "-f", format.Id, "--profile", Profile, "-o", "tool.img", .. size]).Succeeded();
        return File.ReadAllBytes(project.PathOf("tool.img"));
    }
}
