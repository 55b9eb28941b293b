using System.Text;
using System.Text.RegularExpressions;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Pipeline;

[TestClass]
public sealed class FileGlobTests
{
    [TestMethod]
    [DataRow("*.js", "a.js", true)]
    [DataRow("*.js", "lib/deep/a.js", true)]
    [DataRow("*.js", "a.json", false)]
    [DataRow("lib/*.js", "lib/a.js", true)]
    [DataRow("lib/*.js", "lib/deep/a.js", false)]
    [DataRow("lib/**/*.js", "lib/a.js", true)]
    [DataRow("lib/**/*.js", "lib/deep/er/a.js", true)]
    [DataRow("lib/**", "lib/deep/a.bin", true)]
    [DataRow("lib/**", "library/a.bin", false)]
    [DataRow("**/node_modules/**", "node_modules/", true)]
    [DataRow("**/node_modules/**", "web/node_modules/x/y.js", true)]
    [DataRow("**/*~", "a/b.txt~", true)]
    [DataRow("a?.txt", "ab.txt", true)]
    [DataRow("a?.txt", "a/.txt", false)]
    [DataRow("A.txt", "a.txt", false)]
    [DataRow("a+(b).txt", "a+(b).txt", true)]
    public void PatternsMatchPathsAsTheirStarsSay(string pattern, string path, bool expected) =>
        Assert.AreEqual(expected, new FileGlob(pattern).IsMatch(path));

    // Every pattern of up to five characters against every path of up to five, by the regular expression it stands for.
    [TestMethod]
    public void EveryShortPatternMeansItsRegularExpression()
    {
        string[] paths = [.. Words("ab/", 5)];
        foreach (string pattern in Words("a/*?", 5).Where(pattern => pattern.Contains('/', StringComparison.Ordinal) && pattern[0] != '/' && !pattern.Contains("***", StringComparison.Ordinal)))
        {
            var glob = new FileGlob(pattern);
            var expression = new Regex(
                "^" + pattern.Replace("**/", "\u0001", StringComparison.Ordinal).Replace("**", "\u0002", StringComparison.Ordinal)
                    .Replace("*", "[^/]*", StringComparison.Ordinal).Replace("?", "[^/]", StringComparison.Ordinal)
                    .Replace("\u0001", "([^/]+/)*", StringComparison.Ordinal).Replace("\u0002", ".*", StringComparison.Ordinal) + "$",
                RegexOptions.CultureInvariant);
            foreach (string path in paths)
            {
                Assert.AreEqual(expression.IsMatch(path), glob.IsMatch(path), $"'{pattern}' and '{path}'");
            }
        }
    }

    [TestMethod]
    public void ManyStarsTakeNoMoreTimeThanTheirNumber() =>
        Assert.IsFalse(new FileGlob("x/" + new string('*', 400).Replace("*", "*a", StringComparison.Ordinal) + "b").IsMatch("x/" + new string('a', 4000)));

    private static IEnumerable<string> Words(string letters, int length)
    {
        var words = new List<StringBuilder> { new() };
        for (int n = 0; n < length; n++)
        {
            words = [.. words.SelectMany(word => letters.Select(letter => new StringBuilder().Append(word).Append(letter)))];
            foreach (StringBuilder word in words)
            {
                yield return word.ToString();
            }
        }
    }
}
