using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using Microsoft.Build.Framework;

namespace FlashFs.Build.Tests;

/// <summary>What a project can do with every format of the list, and so with the next one: nothing here names a format it is about.</summary>
[TestClass]
public sealed class EveryFormatTests
{
    private const string Size = "1M";

    private static IEnumerable<string> Ids => FlashFormats.All.Select(format => format.Id);

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void AnImageOfTheFormatHasTheFilesOfTheProject(string id)
    {
        FlashFormat format = FormatOf(id);
        using TaskProject project = WithFiles();
        Build(project, format, task => task.Images = [Image(format)]);
        AssertFiles(project, format, OptionValues.Defaults(format));
        project.NoErrors();
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void FlashFormatsNamesIt(string id)
    {
        FlashFormat format = FormatOf(id);
        using TaskProject project = WithFiles();
        Build(project, format, task => task.Formats = format.GetType().Name[..^"Format".Length]);
        AssertFiles(project, format, OptionValues.Defaults(format));
    }

    [TestMethod]
    public void WithoutAPartitionAndAnItemAnImageOfFixedSizeTakesTheFlash()
    {
        FlashFormat format = FormatOf("sffs");
        using TaskProject project = WithFiles();
        Build(project, format, task => (task.Formats, task.FlashSize) = ("Sffs", "1MB"));
        Assert.HasCount(1 << 20, Bytes(project, format));

        using TaskProject refused = WithFiles();
        Assert.IsFalse(refused.BuildImages(task => (task.Formats, task.Images) = ("", [TaskProject.Item("sffs.img")])));
        refused.Single("error", DiagnosticCodes.SizeRequired.Code, format.DisplayName, "Size");
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void EveryOptionIsMetadataOfTheImage(string id)
    {
        FlashFormat format = FormatOf(id);
        using TaskProject project = WithFiles();
        (string Name, string Value)[] options =
            [.. format.Options.Where(option => option.DefaultText.Length > 0).Select(option => (option.MetadataName, option.DefaultText))];
        Build(project, format, task => task.Images = [Image(format, options)]);

        JsonElement written = Manifest(project).GetProperty("images")[0].GetProperty("options");
        foreach (FlashOption option in format.Options.Where(option => option.DefaultText.Length > 0))
        {
            Assert.AreEqual($"FlashImage {format.DefaultImageName}", written.GetProperty(option.Name).GetProperty("origin").GetString(), option.Name);
        }

        Assert.HasCount(format.Options.Count, written.EnumerateObject().ToArray());
    }

    [TestMethod]
    public void TitleAndVersionOfAFileAreStoredWhereTheFormatHasThem()
    {
        FlashFormat format = FormatOf("appfs");
        using TaskProject project = WithFiles();
        ITaskItem[] files = [TaskProject.Item("flash/index.js", ("Title", "Block Drop"), ("Version", "10")), TaskProject.Item("flash/data/list.bin")];
        Build(project, format, task => (task.Files, task.Images) = (files, [Image(format, ("Layout", "badgeteam"))]));
        VolumeEntry entry = Open(project, format, Manifest(project)).Entries.Single(entry => entry.Name == "index.js");
        CollectionAssert.AreEqual(
            new Dictionary<string, string> { ["title"] = "Block Drop", ["version"] = "10" }.ToArray(), entry.Attributes.ToArray());
    }

    [TestMethod]
    public void FlagsOfAFileAreStoredWhereTheFormatHasThem()
    {
        FlashFormat format = FormatOf("chirpos");
        using TaskProject plain = WithFiles();
        using TaskProject flagged = WithFiles();
        Build(plain, format, task => task.Images = [Image(format)]);
        Build(
            flagged,
            format,
            task => (task.Files, task.Images) = ([TaskProject.Item("flash/index.js", ("Flags", "1")), TaskProject.Item("flash/data/list.bin")], [Image(format)]));
        CollectionAssert.AreNotEqual(Bytes(plain, format), Bytes(flagged, format));
    }

    private static FlashFormat FormatOf(string id) => FlashFormats.All.Single(format => format.Id == id);

    // A size comes with the partition, where there is one.
    private static bool NeedsSize(FlashFormat format) => format is { Sizing: ImageSizing.Fixed, PartitionKinds.Count: 0 };

    private static ITaskItem Image(FlashFormat format, params (string Name, string Value)[] metadata) =>
        TaskProject.Item(format.DefaultImageName, [("Format", format.Id), .. NeedsSize(format) ? [("Size", Size)] : Array.Empty<(string, string)>(), .. metadata]);

    private static TaskProject WithFiles() => new TaskProject().Write("flash/index.js", "console.log('here');\n")
        .Write("flash/data/list.bin", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i / 7))]);

    private static void Build(TaskProject project, FlashFormat format, Action<BuildFlashImages> configure)
    {
        Assert.IsTrue(
            project.BuildImages(task =>
            {
                task.Formats = "";
                configure(task);
            }),
            $"{format.Id}: {string.Join('\n', project.Messages)}");
        Assert.IsTrue(project.BuildFlash(), $"{format.Id}: {string.Join('\n', project.Messages)}");
    }

    private static byte[] Bytes(TaskProject project, FlashFormat format) => File.ReadAllBytes(Path.Combine(project.Output, format.DefaultImageName));

    private static JsonElement Manifest(TaskProject project)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(project.Output, "flash-manifest.json")));
        return manifest.RootElement.Clone();
    }

    private static FlashVolume Open(TaskProject project, FlashFormat format, JsonElement manifest)
    {
        Dictionary<string, string> texts = manifest.GetProperty("images")[0].GetProperty("options").EnumerateObject()
            .ToDictionary(option => option.Name, option => option.Value.GetProperty("value").GetString()!);
        OptionValues options = OptionValues.Resolve(format, [new OptionLayer("manifest", texts)], new DiagnosticBag());
        return format.Open(Bytes(project, format), options, ReadMode.Strict);
    }

    private static void AssertFiles(TaskProject project, FlashFormat format, OptionValues options)
    {
        FlashVolume volume = format.Open(Bytes(project, format), options, ReadMode.Strict);
        Assert.HasCount(2, volume.Entries);
        foreach (string name in (string[])["index.js", "data/list.bin"])
        {
            VolumeEntry entry = volume.Entries.Single(candidate => candidate.Path?.Value == name);
            CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(project.Folder, "flash", name)), volume.ReadAll(entry), name);
        }
    }
}
