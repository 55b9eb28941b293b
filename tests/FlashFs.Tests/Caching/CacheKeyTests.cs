using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FlashFs.Caching;

namespace FlashFs.Tests.Caching;

[TestClass]
public sealed class CacheKeyTests
{
    // The key decides what other machines take for the same: its bytes are a format, whatever gathers them.
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(511)]
    [DataRow(4079)]
    [DataRow(4080)]
    [DataRow(4081)]
    [DataRow(4096)]
    [DataRow(10000)]
    public void AKeyIsTheHashOfItsPartsEachBehindItsLength(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        using var key = new CacheKey();
        using var expected = new MemoryStream();
        for (int part = 0; part < 5; part++)
        {
            key.Add("größe", bytes.AsSpan()).Add("text", new string('ä', length % 700)).Add("none", (string?)null);
            foreach (byte[] value in (byte[][])[Encoding.UTF8.GetBytes("größe"), bytes, [.. "text"u8], Encoding.UTF8.GetBytes(new string('ä', length % 700)), [.. "none"u8], [0]])
            {
                byte[] size = new byte[sizeof(int)];
                BinaryPrimitives.WriteInt32LittleEndian(size, value.Length);
                expected.Write(size);
                expected.Write(value);
            }
        }

        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(expected.ToArray())), key.ToHex());
    }
}
