using System.Text.Json;
using System.Text.RegularExpressions;
using FlashFs.Formats;

namespace FlashFs.Tool.Tests;

/// <summary>What the command line can do with every format of the list, and so with the next one: nothing here names a format.</summary>
[TestClass]
public sealed partial class EveryFormatTests
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

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void OneIsNotCountedLikeMany(string id)
    {
        using ToolFolder folder = new ToolFolder().With("one/index.js", "1").With("many/index.js", "12").With("many/b.js", "12");
        using var text = new StringWriter();
        foreach (string name in (string[])["one", "many"])
        {
            folder.Run(["pack", name, "-f", id, "-o", $"{name}.img", .. SizeOf(id)]).Succeeded();
            string[][] runs =
            [
                ["pack", name, "-f", id, "-o", $"{name}.img", .. SizeOf(id)], ["list", $"{name}.img", "-f", id],
                ["extract", $"{name}.img", "-f", id, "-o", $"{name}-out"], ["info", $"{name}.img"],
                ["verify", $"{name}.img", "-f", id], ["verify", $"{name}.img", "-f", id, "--against", name == "one" ? "many" : "one"],
            ];
            foreach (ToolRun run in runs.Select(arguments => folder.Run(arguments)))
            {
                text.WriteLine(run.Out + run.Error);
            }
        }

        Assert.AreEqual("", string.Join('\n', Miscounted().Matches(text.ToString()).Select(match => match.Value)), text.ToString());
        StringAssert.Contains(text.ToString(), "one-out: 1 of 1 file, 1 byte;", StringComparison.Ordinal);
        StringAssert.Contains(text.ToString(), "many-out: 2 of 2 files, 4 bytes;", StringComparison.Ordinal);
    }

    private static FlashFormat Format(string id) => FlashFormats.All.Single(format => format.Id == id);

    private static ToolFolder Packed(string id, string[] options)
    {
        var folder = new ToolFolder();
        folder.With("in/index.js", "console.log('here');\n").With("in/data/list.bin", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i / 7))]);
        folder.Run(["pack", "in", "-f", id, "-o", "a.img", .. SizeOf(id), .. options]).Succeeded();
        return folder;
    }

    private static string[] SizeOf(string id) => Format(id).Sizing == ImageSizing.Fixed ? ["--size", "1M"] : [];

    // "1 of 1 files" and "2 file"; not "2 of 3 pages", nor "0x1".
    [GeneratedRegex(@"(?<![\w.,])(?:1 (?:files|bytes|partitions|differences|damaged places|whole blocks)|(?:0|[2-9]|[0-9]{2,}) (?:file|byte|partition|difference|damaged place|whole block))\b")]
    private static partial Regex Miscounted();
}
