using System.Globalization;
using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Scripting;

namespace FlashFs.Tests.Scripting;

/// <summary>A hundred thousand modules: with a square of their number, or a call for each level, these tests would not end.</summary>
[TestClass]
public sealed class LargeModuleGraphTests
{
    private const int Count = 100_000;

    [TestMethod]
    public void AChainAsDeepAsTheProjectThatEndsInACycle()
    {
        ModuleGraph graph = Graph(i => $"import './m{(i + 1 < Count ? i + 1 : Count / 2)}.js'", hasEntry: true, out DiagnosticBag diagnostics);
        Assert.HasCount(Count, graph.Modules);
        Assert.AreEqual(Count - 1, graph.Modules.Max(module => module.Depth));
        Assert.HasCount(Count / 2, graph.Cycles.Single().Paths);
        AssertDiagnostics.None(diagnostics);
    }

    [TestMethod]
    public void EveryModuleImportsWhatIsNotThere()
    {
        Graph(i => $"import './mm{i}.js'", hasEntry: false, out DiagnosticBag diagnostics);
        Assert.HasCount(Count, diagnostics);
        Assert.IsTrue(diagnostics.All(item => item.Descriptor == DiagnosticCodes.ModuleNotFound));
    }

    private static ModuleGraph Graph(Func<int, string> source, bool hasEntry, out DiagnosticBag diagnostics)
    {
        FlashFile[] files = [.. Enumerable.Range(0, Count).Select(i => new FlashFile(
            FlashPath.Parse(string.Create(CultureInfo.InvariantCulture, $"m{i}.js")), FlashContents.FromMemory(Encoding.UTF8.GetBytes(source(i)))))];
        diagnostics = [];
        return ModuleGraphBuilder.Build(
            new ModuleGraphRequest { Files = files, Loader = ModuleLoaders.Relative, Entries = hasEntry ? [new ModuleEntry("m0.js")] : [] }, diagnostics);
    }
}
