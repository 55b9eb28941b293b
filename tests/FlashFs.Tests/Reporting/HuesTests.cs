using System.Globalization;
using FlashFs.Reporting;

namespace FlashFs.Tests.Reporting;

[TestClass]
public sealed class HuesTests
{
    // What a browser makes of oklch(.74 .115 0), oklch(.6 .115 0) and oklch(.74 .115 137.5).
    [TestMethod]
    [DataRow(0, false, "#e68ba8")]
    [DataRow(0, true, "#b7617d")]
    [DataRow(1, false, "#87bc73")]
    public void APlainColourIsThatOfTheStyle(int index, bool isHeader, string expected) => Assert.AreEqual(expected, Hues.Hex(index, isHeader));

    [TestMethod]
    public void NeighboursDiffer()
    {
        for (int i = 1; i < 500; i++)
        {
            int before = int.Parse(Hues.Hex(i - 1).AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            int after = int.Parse(Hues.Hex(i).AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            int apart = Enumerable.Range(0, 3).Sum(channel => Math.Abs(((before >> (8 * channel)) & 0xFF) - ((after >> (8 * channel)) & 0xFF)));
            Assert.IsGreaterThan(60, apart, $"{i}");
        }
    }
}
