using System.Text.RegularExpressions;
using System.Xml.Linq;
using FlashFs.MSBuild;

namespace FlashFs.EndToEnd.Tests;

/// <summary>What docs/reference.md says of properties, held against the packed props and targets.</summary>
[TestClass]
public sealed partial class ReferenceDefaultsTests
{
    private static readonly IReadOnlyDictionary<string, string> Documented = Properties();

    // Those made of other properties are not here: what they hang on is the build's, and PathsFollowTheFoldersOfTheBuild has them.
    private static IEnumerable<string[]> Defaults => Documented.Where(property => property.Value.Length > 0 && !property.Value.Contains("$(", StringComparison.Ordinal)).Select(property => (string[])[property.Key, property.Value]);

    [TestMethod]
    public void EveryPropertyOfTheTargetsIsInTheReferenceAndTheOtherWayRound()
    {
        string[] used =
        [
            .. ((string[])["props", "targets"])
                .SelectMany(extension => ReadProperty().Matches(XDocument.Load(Path.Combine(PackedPackage.Unpacked, "build", $"FlashFs.Build.{extension}")).ToString()))
                .Select(match => match.Groups[1].Value).Distinct().Where(name => !name.StartsWith("FlashFs", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
        CollectionAssert.AreEqual(Documented.Keys.Order(StringComparer.Ordinal).ToArray(), used);
    }

    // Whether the props have the default or the task: a project that states it gets the same flash, and one that does not evaluates to it or to nothing.
    [TestMethod]
    [DynamicData(nameof(Defaults))]
    public void TheDefaultIsWhatTheReferenceSays(string property, string documented)
    {
        using PlainProject project = new PlainProject().WithFiles();
        EvaluatedProject built = project.BuildHere("-t:BuildFlash").Projects[0];
        if (built[property].Length > 0)
        {
            Assert.AreEqual(documented, built[property]);
        }

        SortedDictionary<string, string> outputs = Outputs(project);
        project.Build($"-p:{property}={documented.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal)}").Succeeded();
        CollectionAssert.AreEqual(outputs, Outputs(project));
    }

    [TestMethod]
    public void PathsFollowTheFoldersOfTheBuild()
    {
        using var project = new PlainProject();
        EvaluatedProject set = project.BuildHere("-t:_FlashSetPaths", "-p:OutDir=out", "-p:FlashCachePath=", "-p:BaseIntermediateOutputPath=base").Projects[0];
        Assert.AreEqual("out/flash/ base/flash/cache/", $"{set["FlashOutputPath"]} {set["FlashCachePath"]}");
        set = project.Configure("<FlashCachePath></FlashCachePath>").BuildHere("-t:_FlashSetPaths", "-p:IntermediateOutputPath=mine", "-p:FlashOutputPath=there").Projects[0];
        Assert.AreEqual("there/ mine/flash/cache/", $"{set["FlashOutputPath"]} {set["FlashCachePath"]}");
        set = project.BuildHere("-t:_FlashSetPaths", "-p:FlashReleaseKit=true", "-p:AssemblyName=Lamp", "-p:Version=2.0").Projects[0];
        Assert.AreEqual("Lamp-2.0", set["FlashReleaseKitName"]);
    }

    // The manifest says where each value is from.
    private static SortedDictionary<string, string> Outputs(PlainProject project)
    {
        SortedDictionary<string, string> outputs = project.Hashes(project.OutputPath);
        Assert.HasCount(8, outputs);
        Assert.IsTrue(outputs.Remove("flash-manifest.json"));
        return outputs;
    }

    private static Dictionary<string, string> Properties()
    {
        string reference = File.ReadAllText(Path.Combine(PackedPackage.RepositoryRoot, "docs", "reference.md"));
        string table = reference[reference.IndexOf("\n| property | default |", StringComparison.Ordinal)..];
        var properties = new Dictionary<string, string>();
        foreach (string[] cells in table[..table.IndexOf("\n\n", StringComparison.Ordinal)].Trim().Split('\n').Skip(2).Select(row => row.Split(" | ")))
        {
            // Several properties of one row have their defaults in the same order; words instead of a value are none that could be set.
            string[] names = [.. Code().Matches(cells[0]).Select(match => match.Groups[1].Value)];
            string[] values = cells[1].Split(", ");
            for (int i = 0; i < names.Length; i++)
            {
                properties.Add(names[i], i < values.Length && Code().Match(values[i]) is { Success: true } value && value.Length == values[i].Trim().Length ? value.Groups[1].Value : "");
            }
        }

        return properties;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\$\(((?:Enable(?:Default)?)?Flash\w+)")]
    private static partial Regex ReadProperty();
}
