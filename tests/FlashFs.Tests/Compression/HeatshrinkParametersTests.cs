using FlashFs.Compression;

namespace FlashFs.Tests.Compression;

[TestClass]
public sealed class HeatshrinkParametersTests
{
    [TestMethod]
    [DataRow(3, 3)]
    [DataRow(16, 4)]
    [DataRow(8, 2)]
    [DataRow(8, 8)]
    [DataRow(4, 4)]
    [DataRow(0, 0)]
    [DataRow(-1, 3)]
    public void PairsOutOfRangeAreRefused(int windowBits, int lookaheadBits)
    {
        Assert.IsFalse(HeatshrinkParameters.AreValid(windowBits, lookaheadBits));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new HeatshrinkParameters(windowBits, lookaheadBits));
    }

    [TestMethod]
    [DataRow(4, 3, 2)]
    [DataRow(5, 3, 2)]
    [DataRow(6, 3, 2)]
    [DataRow(8, 4, 2)]
    [DataRow(11, 4, 3)]
    [DataRow(13, 4, 3)]
    [DataRow(15, 14, 4)]
    public void TheShortestReferenceIsTheFirstThatSavesABit(int windowBits, int lookaheadBits, int expected)
    {
        var parameters = new HeatshrinkParameters(windowBits, lookaheadBits);
        Assert.IsTrue(HeatshrinkParameters.AreValid(windowBits, lookaheadBits));
        Assert.AreEqual(expected, parameters.MinimumMatch);
        Assert.AreEqual(1 << windowBits, parameters.WindowSize);
        Assert.AreEqual(1 << lookaheadBits, parameters.MaximumMatch);
        Assert.AreEqual(1 + windowBits + lookaheadBits, parameters.ReferenceBits);
    }

    [TestMethod]
    public void PairsAreEqualByValue() => Assert.AreEqual(new HeatshrinkParameters(11, 4), new HeatshrinkParameters(11, 4));
}
