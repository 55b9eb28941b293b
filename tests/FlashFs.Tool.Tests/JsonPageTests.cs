using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlashFs.Tool.Tests;

/// <summary>docs/json.md has every property that is written, with its types, and no other.</summary>
[TestClass]
public sealed partial class JsonPageTests
{
    private static readonly Dictionary<string, Dictionary<string, string>> Page = ReadPage();

    [TestMethod]
    public void EveryPropertyIsOnThePageAndEveryRowOfThePageIsWritten()
    {
        using ToolFolder folder = EverythingToShow();
        var written = new Dictionary<string, Dictionary<string, HashSet<string>>>();
        foreach (string command in Commands)
        {
            ToolRun run = folder.Run([.. command.Split(' '), "--json"]);
            Assert.AreNotEqual("", run.Out, $"{command}: {run.Error}");
            Assert.AreNotEqual(2, run.Status, $"{command}: {run.Error}");
            string schema = run.Json.GetProperty("schema").GetString()!;
            Assert.IsTrue(Page.ContainsKey(schema), schema);
            if (!written.TryGetValue(schema, out Dictionary<string, HashSet<string>>? paths))
            {
                written[schema] = paths = [];
            }

            Collect(run.Json, "", Page[schema], paths);
        }

        foreach ((string schema, Dictionary<string, string> rows) in Page)
        {
            CollectionAssert.AreEquivalent(rows.Keys, written[schema].Keys, $"{schema}: {string.Join(' ', rows.Keys.Except(written[schema].Keys))} | {string.Join(' ', written[schema].Keys.Except(rows.Keys))}");
            foreach ((string path, HashSet<string> types) in written[schema])
            {
                string[] promised = rows[path].Split(" or ", StringSplitOptions.TrimEntries).Select(type => type.Split(" of ")[0]).ToArray();
                CollectionAssert.IsSubsetOf(types.ToArray(), promised, $"{schema} {path}");
            }
        }
    }

    [TestMethod]
    public void EveryVerbThatHasAResultGivesItAsJson()
    {
        string[] without = [.. AllVerbs.Of().Where(verb => verb.Verb.Options.All(option => option.Name != "--json")).Select(verb => verb.Path)];
        CollectionAssert.AreEquivalent(new[] { "map", "serve", "completion", "complete" }, without);
        foreach ((string path, Command verb) in AllVerbs.Of().Where(verb => !without.Contains(verb.Path)))
        {
            string schema = Schemas().Match(verb.Options.Single(option => option.Name == "--json").Description!).Value;
            Assert.IsTrue(Page.ContainsKey(schema), $"{path}: {schema}");
            Assert.IsTrue(Commands.Any(command => command.StartsWith(path, StringComparison.Ordinal)), path);
        }
    }

    [TestMethod]
    public void NamesOfStrangersAreEscapedAndComeBackWhole()
    {
        using var folder = new ToolFolder();
        string[] names = ["a\u001b[31mb", "\u202egnp.exe", "<b>&'\"", "日本\u0007", new string('x', 250)];
        folder.With("a.img", EspfsImage.Of([.. names.Select(name => (name, "1"))]));
        ToolRun run = folder.Run("list", "a.img", "--json").Succeeded();
        Assert.IsTrue(Ascii.IsValid(run.Out));
        Assert.IsFalse(run.Out.Any(letter => char.IsControl(letter) && letter != '\n'));
        Assert.IsFalse(run.Out.Contains('<', StringComparison.Ordinal));
        CollectionAssert.AreEqual(names, run.Json.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()).ToArray());
    }

    [TestMethod]
    public void ANameThatIsNoUtf8HasReplacementCharacters()
    {
        using var folder = new ToolFolder();
        byte[] image = EspfsImage.Of(("abcd", "1"));
        image[image.AsSpan().IndexOf("abcd"u8) + 1] = 0xFF;
        folder.With("a.img", image);
        Assert.AreEqual("a\uFFFDcd", folder.Run("list", "a.img", "--json").Json.GetProperty("files")[0].GetProperty("path").GetString());
    }

    [TestMethod]
    public void ErrorsStayTextAndTheStatusIsTheSame()
    {
        using var folder = new ToolFolder();
        folder.With("cut.img", Vectors.Bytes("images/espfs-stored.img").AsSpan(0, 5000));
        Assert.AreEqual("", folder.Run("list", "gone", "--json").Failed(1, "FLASHFS1001").Out);
        Assert.AreEqual("", folder.Run("list", "cut.img", "--jsn").Failed(2, "FLASHFS9003").Out);
        Assert.AreNotEqual(0, folder.Run("list", "cut.img", "--json").Failed(1, "FLASHFS5002").Json.GetProperty("damage").GetArrayLength());
    }

    private static string[] Commands { get; } =
    [
        "list espfs.img", "list spiffs.img", "list cut.img", "extract espfs.img -o out", "extract spiffs.img -o out2",
        "verify spiffs.img", "verify cut.img --against web", "verify bad.img",
        "info spiffs.img", "info cut.img", "info bad.img", "info espfs.img", "info partition-table.bin", "info bad-table.bin", "info partitions.csv", "info flash.bin", "info bad-flash.bin", "info files.txt",
        "diff spiffs.img new.img", "diff spiffs.img web", "diff flash.bin new.bin --preserve storage", "diff flash.bin new.bin -o pieces", "diff bad-flash.bin new.bin", "diff cut.img bad.img",
        "diff espfs.img other.img --offset 0x10000", "diff flash.bin moved.bin", "diff old.img renamed.img", "diff bad.img spiffs.img",
        "diff partitions.csv moved.csv", "diff partitions.csv bad-table.bin",
        "modules app --entry index.js", "modules app --entry index.js --keep plugins/**",
        "partitions show partitions.csv", "partitions show bad-table.bin", "partitions build partitions.csv -o b.bin",
        "pack web -f spiffs --size 192K -o p.img", "pack web -f espfs -o q.img",
        "merge partitions.csv factory=app.bin -o f.bin", "split flash.bin -o parts",
        "cache stat", "cache prune", "explain 2001",
    ];

    private static ToolFolder EverythingToShow()
    {
        ToolFolder folder = new ToolFolder().WithInputs("web").With("files.txt", "text\n").WithTable("partitions.csv")
            .WithVector("spiffs.img", "images/spiffs-idf-default.img").WithVector("partition-table.bin", "partitions/single.bin")
            .With("app.bin", [0xE9, 1, 2, 3]).With("app2.bin", [0xE9, 1, 2, 3, 4]).With("obj/flash/cache/v1/size", "")
            .With("app/index.js", "import './lib.js'; import 'outside'; require(1 + x);").With("app/lib.js", "import './index.js';").With("app/plugins/a.js", "1")
            .With("web2/new.js", "new").With("one/a.js", "contents").With("two/b.js", "contents");
        byte[] image = Vectors.Bytes("images/spiffs-idf-default.img");
        byte[] table = Vectors.Bytes("partitions/single.bin");
        folder.With("cut.img", image.AsSpan(0, 0x18000));
        image.AsSpan(100 * 256, 256).Clear();
        table[8] ^= 1;
        folder.With("bad.img", image).With("bad-table.bin", table);
        folder.With("moved.csv", File.ReadAllText(folder["partitions.csv"]).Replace("0x110000", "0x150000", StringComparison.Ordinal) + "\nmore, data, nvs, , 0x4000\n");
        foreach (string command in (string[])
        [
            "pack web -f espfs --profile libesphttpd -o espfs.img", "pack web2 -f espfs -o other.img", "pack web2 -f spiffs --size 192K -o new.img",
            "pack one -f spiffs --size 192K -o old.img", "pack two -f spiffs --size 192K -o renamed.img",
            "merge partitions.csv factory=app.bin storage=spiffs.img -o flash.bin", "merge partitions.csv factory=app2.bin storage=new.img -o new.bin",
            "merge partitions.csv factory=app.bin storage=bad.img -o bad-flash.bin", "merge moved.csv factory=app.bin storage=new.img -o moved.bin",
        ])
        {
            Assert.AreEqual(0, folder.Run(command.Split(' ')).Status, command);
        }

        return folder;
    }

    private static void Collect(JsonElement json, string path, Dictionary<string, string> rows, Dictionary<string, HashSet<string>> paths)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            // 'object of text' has free names, or names that the row itself lists.
            if (rows.TryGetValue(path, out string? type) && type.Contains("object of ", StringComparison.Ordinal))
            {
                return;
            }

            foreach (JsonProperty property in json.EnumerateObject())
            {
                string name = rows.Keys.Any(row => row.StartsWith($"{path}.*.", StringComparison.Ordinal)) ? "*" : property.Name;
                string below = path.Length == 0 ? name : $"{path}.{name}";
                if (name != "*")
                {
                    if (!paths.TryGetValue(below, out HashSet<string>? types))
                    {
                        paths[below] = types = [];
                    }

                    types.Add(TypeOf(property.Value));
                }

                Collect(property.Value, below, rows, paths);
            }
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in json.EnumerateArray())
            {
                Collect(item, $"{path}[]", rows, paths);
            }
        }
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        _ => "null",
    };

    private static Dictionary<string, Dictionary<string, string>> ReadPage()
    {
        var page = new Dictionary<string, Dictionary<string, string>>();
        Dictionary<string, string> rows = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "json.md")))
        {
            if (Rows().Match(line) is { Success: true } row)
            {
                if (row.Groups[1].Value == "schema")
                {
                    page[Schemas().Match(line).Value] = rows = [];
                }

                Assert.IsTrue(rows.TryAdd(row.Groups[1].Value, row.Groups[2].Value), line);
            }
        }

        return page;
    }

    [GeneratedRegex(@"^\| `([^`]+)` \| ([^|]+) \|")]
    private static partial Regex Rows();

    [GeneratedRegex(@"flashfs-[a-z]+/\d+")]
    private static partial Regex Schemas();
}
