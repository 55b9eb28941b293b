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
}
