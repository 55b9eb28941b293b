using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Formats;

namespace FlashFs.EndToEnd.Tests;

/// <summary>The samples of the other file systems, built from the packed package by their own project files.</summary>
[TestClass]
public sealed class FamilySampleTests
{
    [TestMethod]
    [DataRow("CkbModules", "tickets.fs", "flash-manifest.json flash-report.json tickets.fs")]
    [DataRow("ImpLogger", "logger.img", "flash-manifest.json flash-report.json logger.img")]
    [DataRow("PocketSprite", "appfs.img", "appfs.img chooser.bin flash-manifest.json flash-map.html flash-report.json flash_args flasher_args.json partition-table.bin")]
    public void TheSampleBuildsWithoutAWarningAndItsImageHasItsFiles(string sample, string image, string outputs)
    {
        using FirmwareProject project = Copy(sample);
        project.Build($"-p:FlashFsVersion={PackedPackage.Version}", "-warnaserror").Succeeded();
        CollectionAssert.AreEqual(
            outputs.Split(' '), Directory.GetFiles(project.Output).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToArray());

        FlashVolume volume = Open(project, image);
        string root = project.PathOf("flash");
        string[] files = [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.HasCount(files.Length, volume.Entries);
        foreach (string file in files)
        {
            string name = Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/');
            CollectionAssert.AreEqual(File.ReadAllBytes(file), volume.ReadAll(volume.Entries.Single(entry => entry.Name == name)), name);
        }
    }

    [TestMethod]
    public void TheAppsOfThePocketSpriteLieOnTheirPartitionAndTheScoresArePreserved()
    {
        using FirmwareProject project = Copy("PocketSprite");
        project.Build($"-p:FlashFsVersion={PackedPackage.Version}").Succeeded();
        Assert.AreEqual(0xF60000, project.Bytes("appfs.img").Length);
        StringAssert.Contains(File.ReadAllText(Path.Combine(project.Output, "flash_args")), "0x90000 appfs.img", StringComparison.Ordinal);

        project.Write("PocketSprite.csproj", File.ReadAllText(project.PathOf("PocketSprite.csproj"))
            .Replace("Partition=\"chooser\" />", "Partition=\"nvs\" />", StringComparison.Ordinal));
        project.Build($"-p:FlashFsVersion={PackedPackage.Version}").FailedWith(DiagnosticCodes.PreservedWritten.Code, "nvs");
    }

    [TestMethod]
    public void ModulesAsPlaceholdersBuildWithoutAWarning()
    {
        using FirmwareProject project = Copy("CkbModules");
        project.Build($"-p:FlashFsVersion={PackedPackage.Version}", "-p:FlashBytecode=Placeholder", "-warnaserror").Succeeded()
            .Says("tickets.fs: placeholder 1 for ckb-js-vm: 16 files, ");
        Assert.IsTrue(Open(project, "tickets.fs").Entries.All(entry => entry.Name.EndsWith(".bc", StringComparison.Ordinal)));
        JsonElement bytecode = project.Manifest().GetProperty("images")[0].GetProperty("bytecode");
        Assert.AreEqual("placeholder 1 for ckb-js-vm", bytecode.GetProperty("engine").GetString());
        Assert.AreEqual(16, bytecode.GetProperty("moduleCount").GetInt32());
    }

    [TestMethod]
    public void AProjectCanAskForAnImageThatRuns()
    {
        using FirmwareProject project = Copy("CkbModules");
        File.Move(project.PathOf("flash/index.js"), project.PathOf("flash/rules/main.js"));
        project.Build($"-p:FlashFsVersion={PackedPackage.Version}").FailedWith(DiagnosticCodes.NoEntryFile.Code, "index.js", "16 files");
        Assert.IsFalse(Directory.Exists(project.Output), "an image that cannot run was left");
    }

    private static FirmwareProject Copy(string sample)
    {
        string source = Path.Combine(PackedPackage.RepositoryRoot, "samples", sample);
        var project = new FirmwareProject(sample, File.ReadAllText(Path.Combine(source, $"{sample}.csproj")));
        foreach (string path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(source, path);
            if (relative.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            {
                project.Write(relative, File.ReadAllBytes(path));
            }
        }

        return project;
    }

    private static FlashVolume Open(FirmwareProject project, string image)
    {
        JsonElement written = project.Manifest().GetProperty("images").EnumerateArray().Single(item => item.GetProperty("name").GetString() == image);
        Assert.IsTrue(FlashFormats.TryGet(written.GetProperty("format").GetString()!, out FlashFormat? format));
        Dictionary<string, string> texts = written.GetProperty("options").EnumerateObject()
            .ToDictionary(option => option.Name, option => option.Value.GetProperty("value").GetString()!);
        var diagnostics = new DiagnosticBag();
        OptionValues options = OptionValues.Resolve(format, [new OptionLayer("manifest", texts)], diagnostics);
        diagnostics.ThrowIfErrors();
        return format.Open(project.Bytes(image), options, ReadMode.Strict);
    }
}
