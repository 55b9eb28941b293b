using FlashFs.Files;

namespace FlashFs.Tests.Files;

[TestClass]
public sealed class ParallelRangeTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(17)]
    [DataRow(10_001)]
    public void EveryNumberComesOnce(int count)
    {
        int[] seen = new int[count];
        ParallelRange.For(count, few: 16, i => Interlocked.Increment(ref seen[i]));
        CollectionAssert.AreEqual(Enumerable.Repeat(1, count).ToArray(), seen);
    }

    [TestMethod]
    [DataRow(10)]
    [DataRow(10_000)]
    public void WhatIsThrownGoesThroughAsItIsAndEndsTheCount(int count)
    {
        int done = 0;
        Assert.ThrowsExactly<OperationCanceledException>(() => ParallelRange.For(count, few: 16, _ =>
        {
            Interlocked.Increment(ref done);
            throw new OperationCanceledException();
        }));
        Assert.IsLessThanOrEqualTo(Environment.ProcessorCount, done);
    }
}
