using System.Reflection;

namespace FlashFs.Browser.Tests;

/// <summary>Where the sources of this repository are.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string PathOf(params string[] names) => Path.Combine([Root, .. names]);

    /// <summary>The folder of an npm package of tests/node; a test without it says so and is skipped.</summary>
    public static string NpmPackage(string name)
    {
        string folder = PathOf("tests", "node", "node_modules", name);
        if (!Directory.Exists(folder))
        {
            Assert.Inconclusive($"The npm package {name} is not installed; run: npm ci --prefix tests/node");
        }

        return folder;
    }
}
