using FlashFs.Pipeline;

namespace FlashFs.Tests.Files;

/// <summary>Memory beside the collector's, and how long a stage keeps it.</summary>
[TestClass]
public sealed class NativeBlockTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(100_000)]
    [DataRow((1 << 21) - 1)]
    [DataRow(1 << 21)]
    [DataRow(40_303_909)]
    public void EveryByteIsThere(int length)
    {
        using var memory = new StageMemory();
        Memory<byte> block = memory.Take(length);
        Assert.AreEqual(length, block.Length);
        block.Span.Fill(0xA5);
        Assert.IsFalse(block.Span.ContainsAnyExcept((byte)0xA5));
    }

    [TestMethod]
    public void NothingIsReadAfterTheStage()
    {
        Memory<byte> block;
        using (var memory = new StageMemory())
        {
            block = memory.Take(100);
        }

        Assert.ThrowsExactly<ObjectDisposedException>(() => _ = block.Span.Length);
        Assert.ThrowsExactly<ObjectDisposedException>(() => _ = block.Pin());
    }

    [TestMethod]
    public void WorkThatReadsItIsWaitedFor()
    {
        using var began = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        Task<byte> work;
        var stage = Task.Run(() =>
        {
            using var memory = new StageMemory();
            Memory<byte> block = memory.Take(100);
            block.Span.Fill(7);
            memory.IsReadBy(work = Task.Run(() =>
            {
                began.Set();
                end.Wait();
                return block.Span[99];
            }));
            return work;
        });
        began.Wait();
        Assert.IsFalse(stage.Wait(50));
        end.Set();
        Assert.AreEqual(7, stage.GetAwaiter().GetResult());
    }

    [TestMethod]
    public void AFileIsReadWhole()
    {
        string path = Path.GetTempFileName();
        try
        {
            byte[] bytes = new byte[3_000_001];
            new Random(1).NextBytes(bytes);
            File.WriteAllBytes(path, bytes);
            using var memory = new StageMemory();
            CollectionAssert.AreEqual(bytes, memory.ReadFile(path).ToArray());
            File.WriteAllBytes(path, []);
            Assert.AreEqual(0, memory.ReadFile(path).Length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void ABufferGrowsAndKeepsWhatItHas(bool native)
    {
        using var memory = new StageMemory();
        var buffer = new StageBuffer(10, native ? memory : null);
        byte[] expected = new byte[100_000];
        new Random(2).NextBytes(expected);
        for (int i = 0; i < expected.Length;)
        {
            int count = Math.Min(1 + (i % 997), expected.Length - i);
            expected.AsSpan(i, count).CopyTo(buffer.GetSpan(count));
            buffer.Advance(count);
            i += count;
        }

        CollectionAssert.AreEqual(expected, buffer.Written.ToArray());
    }
}
