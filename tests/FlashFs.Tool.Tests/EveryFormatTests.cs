using System.Text.Json;
using FlashFs.Formats;

namespace FlashFs.Tool.Tests;

/// <summary>What the command line can do with every format of the list, and so with the next one: nothing here names a format.</summary>
[TestClass]
public sealed class EveryFormatTests
{
    private static readonly string[] Names = ["data/list.bin", "index.js"];

    private static IEnumerable<string> Ids => FlashFormats.All.Select(format => format.Id);

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void AFolderIsPackedListedVerifiedAndExtracted(string id)
    {
        using ToolFolder folder = Packed(id, []);
        JsonElement files = folder.Run("list", "a.img", "-f", id, "--json").Succeeded().Json.GetProperty("files");
        CollectionAssert.AreEquivalent(Names, files.EnumerateArray().Select(file => file.GetProperty("path").GetString()).ToArray());
        folder.Run("verify", "a.img", "-f", id, "--against", "in").Succeeded();

        folder.Run("extract", "a.img", "-f", id, "-o", "out").Succeeded();
        CollectionAssert.AreEqual(Names, folder.Files("out"));
        foreach (string name in Names)
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(folder[$"in/{name}"]), File.ReadAllBytes(folder[$"out/{name}"]), name);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void AnImageIsRecognisedWithoutBeingToldWhatItIs(string id)
    {
        using ToolFolder folder = Packed(id, []);
        Assert.AreEqual(id, folder.Run("info", "a.img", "--json").Succeeded().Json.GetProperty("image").GetProperty("format").GetString());
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void EveryOptionIsTakenByItsName(string id)
    {
        string[] options = [.. Format(id).Options.Where(option => option.DefaultText.Length > 0).SelectMany(option => (string[])["-s", $"{option.Name}={option.DefaultText}"])];
        using ToolFolder plain = Packed(id, []);
        using ToolFolder given = Packed(id, options);
        CollectionAssert.AreEqual(File.ReadAllBytes(plain["a.img"]), File.ReadAllBytes(given["a.img"]));
        given.Run(["pack", "in", "-f", id, "-o", "b.img", "-s", "noSuchOption=1"]).Failed(2, "FLASHFS1011", "noSuchOption");
    }

    private static FlashFormat Format(string id) => FlashFormats.All.Single(format => format.Id == id);

    private static ToolFolder Packed(string id, string[] options)
    {
        var folder = new ToolFolder();
        folder.With("in/index.js", "console.log('here');\n").With("in/data/list.bin", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i / 7))]);
        string[] size = Format(id).Sizing == ImageSizing.Fixed ? ["--size", "1M"] : [];
        folder.Run(["pack", "in", "-f", id, "-o", "a.img", .. size, .. options]).Succeeded();
        return folder;
    }
}
