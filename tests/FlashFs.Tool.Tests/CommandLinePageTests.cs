using System.CommandLine;
using System.Text.RegularExpressions;

namespace FlashFs.Tool.Tests;

/// <summary>What docs/command-line.md promises is what there is.</summary>
[TestClass]
public sealed partial class CommandLinePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "command-line.md"));

    [TestMethod]
    public void EverySchemaIsNamedWhereItsVerbIs()
    {
        string[] sections = Page.Split("\n## flashfs ");
        foreach ((string path, Command verb) in AllVerbs.Of())
        {
            if (verb.Options.FirstOrDefault(option => option.Name == "--json") is { } json)
            {
                string section = sections.Single(section => section.StartsWith($"{path.Split(' ')[0]}\n", StringComparison.Ordinal));
                StringAssert.Contains(section, $"As JSON, `{json.Description!.Split(' ')[^1].TrimEnd('.')}`", StringComparison.Ordinal, path);
            }
        }
    }

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
