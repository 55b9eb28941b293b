using System.Text.RegularExpressions;

namespace FlashFs.Tests;

/// <summary>SECURITY.md names the tests that hold each promise: they are there.</summary>
[TestClass]
public sealed partial class SecurityPageTests
{
    [TestMethod]
    public void EveryPromiseNamesTestsAndAllOfThemExist()
    {
        string page = File.ReadAllText(Repository.PathOf("SECURITY.md"));
        string[] promises = [.. page.Split("## What is not\n")[0].Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal))];
        Assert.IsGreaterThan(20, promises.Length);
        Dictionary<string, string> sources = Repository.Sources("tests").GroupBy(path => Path.GetFileName(path).Split('.')[0])
            .ToDictionary(group => group.Key, group => string.Concat(group.Select(File.ReadAllText)), StringComparer.Ordinal);
        foreach (string promise in promises)
        {
            MatchCollection names = TestName().Matches(promise);
            Assert.IsNotEmpty(names, promise);
            foreach (Match name in names)
            {
                Assert.IsTrue(
                    sources.TryGetValue(name.Groups[1].Value, out string? source) && Regex.IsMatch(source, $@" (void|Task) {name.Groups[2].Value}\("),
                    $"{name.Value} is named in SECURITY.md and is no test");
            }
        }
    }

    [GeneratedRegex("`([A-Za-z]+Tests)\\.([A-Za-z]+)`")]
    private static partial Regex TestName();
}
