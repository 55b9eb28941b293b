using System.Text.Json;
using FlashFs.Formats;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.EndToEnd.Tests;

/// <summary>ChirpOS from the packed package: an image without partition, flags, a base folder, the readable form.</summary>
[TestClass]
public sealed class ChirpOsTests
{
    [TestMethod]
    public void TheSampleChirpDesktopBuildsFromThePackage()
    {
        string source = Path.Combine(PackedPackage.RepositoryRoot, "samples", "ChirpDesktop");
        using var project = new FirmwareProject("ChirpDesktop", File.ReadAllText(Path.Combine(source, "ChirpDesktop.csproj")));
        foreach (string path in Directory.EnumerateFiles(Path.Combine(source, "flash"), "*", SearchOption.AllDirectories))
        {
            project.Write(Path.GetRelativePath(source, path), File.ReadAllBytes(path));
        }

        project.Build($"-p:FlashFsVersion={PackedPackage.Version}").Succeeded();
        Assert.IsFalse(File.Exists(Path.Combine(project.Output, "partition-table.bin")), "nothing of it goes onto a chip");
        var volume = ChirpOsVolume.Open(project.Bytes("chirpos.txt"), new ChirpOsOptions(), ReadMode.Strict);
        Assert.HasCount(Directory.GetFiles(Path.Combine(source, "flash"), "*", SearchOption.AllDirectories).Length, volume.Entries);
        ChirpFileSystem system = volume.Mount();
        Assert.AreEqual(ChirpFlags.System, system.GetNodeFromPath("/system/boot.js").Info.Flags);
        Assert.AreEqual(ChirpFlags.Executable, system.GetNodeFromPath("/apps/notes.js").Info.Flags);
        Assert.AreEqual(ChirpFlags.Hidden, system.GetNodeFromPath("/settings/session.json").Info.Flags);
        Assert.AreEqual(ChirpFlags.None, system.GetNodeFromPath("/home/einkauf.txt").Info.Flags);
        Assert.IsTrue(((ChirpFile)system.GetNodeFromPath("/home/pictures/hügel.png")).IsBinary);
    }

    [TestMethod]
    public void WhatDiffersFromABaseFolderIsSavedAndAChangeThereIsSeen()
    {
        using var project = new FirmwareProject("Overlay", FirmwareProject.Csproj(items: """
            <FlashImage Include="chirpos.txt" Format="ChirpOs" BaseDirectory="base" />
            <FlashImage Include="desktop.json" Format="ChirpOs" Form="Json" />
            """));
        project.Write("flash/a.txt", "one");
        project.Write("flash/b.txt", "two");
        project.Write("base/a.txt", "one");
        project.Build().Succeeded();
        Assert.AreEqual("b.txt", Saved(project));
        using (JsonDocument json = JsonDocument.Parse(project.Bytes("desktop.json")))
        {
            Assert.AreEqual("one", json.RootElement.GetProperty("a.txt").GetProperty("/data").GetString());
        }

        project.Build().Succeeded().Says("chirpos.txt: up to date, 2 files");
        project.Write("base/b.txt", "two");
        project.Build().Succeeded().Says("chirpos.txt: files of baseDirectory", "desktop.json: up to date");
        Assert.AreEqual("", Saved(project));
    }

    private static string Saved(FirmwareProject project) => string.Join(
        ' ', ChirpOsVolume.Open(project.Bytes("chirpos.txt"), new ChirpOsOptions(), ReadMode.Strict).Entries.Select(entry => entry.Name));
}
