using FlashFs.Reporting;

namespace FlashFs.Tests.Reporting;

[TestClass]
public sealed class GraphLayersTests
{
    [TestMethod]
    public void ANodeStandsBehindTheLongestWayToIt() =>
        CollectionAssert.AreEqual((int[])[0, 1, 2, 3, 0], GraphLayers.Of(5, [(0, 1), (1, 2), (0, 2), (2, 3), (0, 3)]));

    [TestMethod]
    public void ACycleIsEnteredFromOutside() =>
        CollectionAssert.AreEqual((int[])[2, 3, 1, 0], GraphLayers.Of(4, [(3, 2), (2, 0), (0, 1), (1, 2)]));

    [TestMethod]
    public void ACycleThatNobodyEntersHasAFirstNode() => CollectionAssert.AreEqual((int[])[0, 1, 2], GraphLayers.Of(3, [(0, 1), (1, 2), (2, 0)]));

    [TestMethod]
    public void ALongChainTakesNoStack()
    {
        const int Length = 200_000;
        int[] columns = GraphLayers.Of(Length, [.. Enumerable.Range(0, Length - 1).Select(node => (node, node + 1))]);
        Assert.AreEqual(Length - 1, columns[^1]);
    }

    [TestMethod]
    public void ManyEdgesBetweenFewNodesAreWalkedOnce()
    {
        const int Count = 600;
        (int, int)[] edges = [.. Enumerable.Range(0, Count).SelectMany(_ => Enumerable.Range(0, Count), (from, to) => (from, to)).Where(edge => edge.from != edge.to)];
        int[] columns = GraphLayers.Of(Count, edges);
        CollectionAssert.AreEqual(Enumerable.Range(0, Count).ToArray(), columns.Order().ToArray());
    }
}
