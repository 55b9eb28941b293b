using System.Globalization;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Pipeline;

[TestClass]
public sealed class SizeBudgetTests
{
    [TestMethod]
    [DataRow("90%", 1000L, 900L)]
    [DataRow(" 87.5 % ", 1000L, 875L)]
    [DataRow("100%", 1000L, 1000L)]
    [DataRow("33%", 100L, 33L)]
    [DataRow("400K", 1000L, 409_600L)]
    [DataRow("0x100", 1000L, 256L)]
    [DataRow("1 MB", 1000L, 1_048_576L)]
    public void ABudgetIsAShareOrANumberOfBytes(string text, long limit, long expected)
    {
        Assert.IsTrue(SizeBudget.TryParse(text, out SizeBudget? budget));
        Assert.AreEqual(expected, budget.In(limit));
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("0%")]
    [DataRow("100.1%")]
    [DataRow("-5%")]
    [DataRow("%")]
    [DataRow("90 percent")]
    [DataRow("9,5%")]
    [DataRow("1e2%")]
    [DataRow("-1")]
    [DataRow("99999999999999999999")]
    public void WhatIsNeitherIsNone(string text) => Assert.IsFalse(SizeBudget.TryParse(text, out _));

    [TestMethod]
    public void AShareOfNothingIsNothing()
    {
        Assert.IsTrue(SizeBudget.TryParse("90%", out SizeBudget? share));
        Assert.IsNull(share.In(null));
        Assert.IsTrue(SizeBudget.TryParse("10", out SizeBudget? bytes));
        Assert.AreEqual(10L, bytes.In(null));
    }

    [TestMethod]
    public void TheCultureOfTheMachineChangesNothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
            CultureInfo.CurrentCulture = german;
            Assert.IsTrue(SizeBudget.TryParse("12.5%", out SizeBudget? budget));
            Assert.AreEqual(125L, budget.In(1000));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
