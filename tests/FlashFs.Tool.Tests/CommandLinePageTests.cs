using System.Text.RegularExpressions;
using FlashFs.Tool.Json;

namespace FlashFs.Tool.Tests;

/// <summary>What docs/command-line.md promises is what there is.</summary>
[TestClass]
public sealed partial class CommandLinePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "command-line.md"));

    [TestMethod]
    [DataRow(ListJson.Schema)]
    [DataRow(VerifyJson.Schema)]
    [DataRow(InfoJson.Schema)]
    [DataRow(TableJson.Schema)]
    [DataRow(DiffJson.Schema)]
    [DataRow(CacheJson.Schema)]
    [DataRow(ModulesJson.Schema)]
    public void EverySchemaIsDescribed(string schema) => StringAssert.Contains(Page, $"As JSON, `{schema}`", StringComparison.Ordinal);

    [TestMethod]
    public void EveryVerbHasASectionAndEveryOptionOfItIsKnown()
    {
        using var folder = new ToolFolder();
        string[] verbs = [.. folder.Run("--help").Succeeded().Lines.SkipWhile(line => line != "Commands:").Skip(1).Select(line => line.Trim().Split(' ')[0])];
        CollectionAssert.IsSubsetOf(verbs, Sections().Matches(Page).Select(match => match.Groups[1].Value).ToArray());
        foreach (Match synopsis in Synopses().Matches(Page))
        {
            string[] path = [.. synopsis.Groups[1].Value.Split(' ').TakeWhile(word => word.All(char.IsAsciiLetterLower))];
            string help = folder.Run([.. path, "--help"]).Succeeded().Out;
            foreach (Match option in Options().Matches(synopsis.Value))
            {
                Assert.IsTrue(Regex.IsMatch(help, $@"(^|[ ,]){option.Value}\b", RegexOptions.Multiline), $"{synopsis.Value}: {option.Value}");
            }
        }
    }

    [GeneratedRegex(@"^## flashfs (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Sections();

    [GeneratedRegex(@"^flashfs ((?!:).*)$", RegexOptions.Multiline)]
    private static partial Regex Synopses();

    [GeneratedRegex(@"(?<=[ \[|])--?[a-zA-Z][\w-]*")]
    private static partial Regex Options();
}
