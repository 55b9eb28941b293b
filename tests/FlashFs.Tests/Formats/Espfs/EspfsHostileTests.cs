using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;

namespace FlashFs.Tests.Formats.Espfs;

/// <summary>Images made to cost time or memory.</summary>
[TestClass]
public sealed class EspfsHostileTests
{
    [TestMethod]
    public void AFewBytesThatStandForGigabytesAreRefusedAsAWholeAndReadInPieces()
    {
        // Nothing but references of 16384 bytes in 30 bits each: tag 0, distance 0, a length of 14 ones.
        const int StreamLength = 30 * 1333;
        byte[] image = new byte[16 + 8 + EspfsLayout.Align(1 + StreamLength) + 16];
        var parameters = new HeatshrinkParameters(15, 14);
        Span<byte> stream = image.AsSpan(25, StreamLength);
        for (int bit = 0; bit < StreamLength * 8; bit++)
        {
            stream[bit / 8] |= (byte)(bit % 30 >= 16 ? 0x80 >> (bit % 8) : 0);
        }

        image[24] = EspfsLayout.ParameterByte(parameters);
        int length = (int)Heatshrink.Measure(stream, parameters, out _);
        new EspfsHeader { Magic = EspfsLayout.Magic, Compression = 1, NameLength = 8, StoredLength = StreamLength + 1, UnpackedLength = length }.WriteTo(image);
        "bomb"u8.CopyTo(image.AsSpan(16));
        EspfsHeader.End.WriteTo(image.AsSpan(image.Length - 16));

        EspfsVolume volume = EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Strict);
        VolumeEntry bomb = volume.Entries.Single();
        Assert.IsGreaterThan(FlashVolume.DefaultOutputLimit, bomb.Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FlashFormatException refused = Assert.ThrowsExactly<FlashFormatException>(() => volume.ReadAll(bomb));
        Assert.AreEqual(1000, volume.Read(bomb, bomb.Length - 1000, new byte[4096]));
        Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual("FLASHFS5006", refused.Code);
        StringAssert.Contains(refused.Message, $"at most {FlashVolume.DefaultOutputLimit} bytes unpacked", StringComparison.Ordinal);

        // Whoever expects so much says so.
        Assert.HasCount(length, volume.ReadAll(bomb, length));
    }
}
