using FlashFs.Files;

namespace FlashFs.Tests.Files;

[TestClass]
public sealed class ChecksumTests
{
    [TestMethod]
    public void Of_AnyBitChanged_Differs()
    {
        foreach (int length in (int[])[1, 7, 8, 31, 32, 33, 63, 64, 100])
        {
            byte[] bytes = Bytes(length);
            ulong sum = Checksum.Of(bytes);
            for (int bit = 0; bit < 8 * length; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.AreNotEqual(sum, Checksum.Of(bytes), $"bit {bit} of {length} bytes");
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }

            Assert.AreEqual(sum, Checksum.Of(bytes));
        }
    }

    [TestMethod]
    public void Of_ZerosOfEveryLength_AllDiffer()
    {
        HashSet<ulong> sums = [.. Enumerable.Range(0, 300).Select(length => Checksum.Of(new byte[length]))];
        Assert.HasCount(300, sums);
    }

    [TestMethod]
    public void Of_WordsInAnotherOrder_Differs()
    {
        byte[] bytes = Bytes(128);
        ulong sum = Checksum.Of(bytes);
        for (int first = 0; first < 16; first++)
        {
            for (int second = first + 1; second < 16; second++)
            {
                byte[] swapped = [.. bytes];
                bytes.AsSpan(8 * first, 8).CopyTo(swapped.AsSpan(8 * second));
                bytes.AsSpan(8 * second, 8).CopyTo(swapped.AsSpan(8 * first));
                Assert.AreNotEqual(sum, Checksum.Of(swapped), $"words {first} and {second}");
            }
        }
    }

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
