using FlashFs.Reporting;

namespace FlashFs.Tests.Reporting;

[TestClass]
public sealed class RangeRowsTests
{
    [TestMethod]
    [DataRow(new double[] { 50, 150, 250 }, new double[] { 50, 150, 250 })]
    [DataRow(new double[] { 0, 1, 2 }, new double[] { 20, 60, 100 })]
    [DataRow(new double[] { 298, 299, 300 }, new double[] { 200, 240, 280 })]
    [DataRow(new double[] { 0, 150, 150 }, new double[] { 20, 150, 190 })]
    public void RowsStandAsNearAsTheirNeighboursLetThem(double[] wanted, double[] expected) =>
        CollectionAssert.AreEqual(expected, RangeRows.Place(wanted, [40, 40, 40], 300));

    [TestMethod]
    public void RowsThatFillAllTheRoomStandInOrder()
    {
        double[] heights = [.. Enumerable.Range(0, 190).Select(i => i % 2 == 0 ? 24.0 : 44)];
        double[] rows = RangeRows.Place([.. heights.Select(_ => 3000.0)], heights, heights.Sum());
        Assert.AreEqual(12, rows[0]);
        for (int i = 1; i < rows.Length; i++)
        {
            Assert.AreEqual((heights[i - 1] + heights[i]) / 2, rows[i] - rows[i - 1], 1e-9);
        }
    }
}
