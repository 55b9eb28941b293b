using System.Xml.Linq;
using FlashFs.Pipeline;

namespace FlashFs.Tests;

/// <summary>The targets ask for everything that decides what a stage does, before they call its task: what is forgotten there would leave images stale.</summary>
[TestClass]
public sealed class RecallTargetTests
{
    // What every task gets, and the recall too; what messages become; and a program that is looked for keeps an answer from standing at all.
    private static readonly string[] Elsewhere =
    [
        "ProjectDirectory", "ProjectFile", "IntermediateFolder", "MemoKey", "TreatWarningsAsErrors", "WarningsNotAsErrors", "NoWarn", "DiagnosticsUrl", "SearchPath",
    ];

    private static readonly XElement Targets = XDocument.Load(Repository.PathOf("build/FlashFs.Build.targets")).Root!;

    [TestMethod]
    public void EveryPropertyOfTheImagesStageIsAsked()
    {
        string[] asked = Lines("_FlashImagesQuestion");
        (string Name, string Value)[] parameters = Parameters("BuildFlashImages");
        string[] properties = [.. parameters.Where(parameter => parameter.Value.StartsWith("$(", StringComparison.Ordinal)).Select(parameter => parameter.Value)];
        Assert.IsGreaterThan(35, properties.Length);
        CollectionAssert.AreEquivalent(properties, asked.Where(line => line.StartsWith("$(", StringComparison.Ordinal)).ToArray());
        CollectionAssert.Contains(asked, parameters.Single(parameter => parameter.Name == "OwnOutputs").Value);
    }

    [TestMethod]
    public void EveryItemOfTheImagesStageIsAskedAndHowManyThereAreOfEachKind()
    {
        XElement recall = Recall("RecallFlashImages");
        Assert.AreEqual(Parameter("BuildFlashImages", "Files"), recall.Attribute("Files")!.Value);
        string[] kinds = [.. Parameters("BuildFlashImages").Where(parameter => parameter.Name is not ("Files" or "OwnOutputs") && parameter.Value.StartsWith("@(", StringComparison.Ordinal)).Select(parameter => parameter.Value)];
        Assert.HasCount(7, kinds);
        CollectionAssert.AreEquivalent(kinds, recall.Attribute("Others")!.Value.Split(';'));
        CollectionAssert.AreEquivalent(
            kinds.Select(kind => kind.Replace(")", "->Count())", StringComparison.Ordinal)).ToArray(),
            Lines("_FlashImagesQuestion").Where(line => line.EndsWith("->Count())", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public void EverythingOfTheAssemblyStageIsAsked()
    {
        (string Name, string Value)[] parameters = Parameters("BuildFlash");
        CollectionAssert.AreEquivalent(
            parameters.Where(parameter => parameter.Name != "Binaries").Select(parameter => parameter.Value).ToArray(), Lines("_FlashAssemblyQuestion"));
        Assert.AreEqual(Parameter("BuildFlash", "Binaries"), Recall("RecallFlash").Attribute("Binaries")!.Value);
    }

    [TestMethod]
    public void TheTargetsKnowHowManyFilesAnAnswerMayHangOn() =>
        StringAssert.EndsWith(Recall("RecallFlashImages").Attribute("Condition")!.Value, $"$(_FlashFileCount) <= {StandingAnswer.MaxFiles}", StringComparison.Ordinal);

    private static XElement Recall(string task) => Targets.Elements("Target").Elements(task).Single();

    private static (string Name, string Value)[] Parameters(string task) =>
    [
        .. Targets.Elements("Target").Elements(task).Single().Attributes()
            .Where(attribute => attribute.Name.LocalName != "Condition" && !Elsewhere.Contains(attribute.Name.LocalName))
            .Select(attribute => (attribute.Name.LocalName, attribute.Value)),
    ];

    private static string Parameter(string task, string name) => Parameters(task).Single(parameter => parameter.Name == name).Value;

    private static string[] Lines(string property) =>
        Targets.Descendants(property).Single().Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
