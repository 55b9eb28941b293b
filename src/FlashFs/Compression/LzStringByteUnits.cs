using System.Buffers.Binary;

namespace FlashFs.Compression;

/// <summary>Sixteen bits, as two bytes, big-endian. An odd last byte is none: what it belongs to is cut.</summary>
internal readonly ref struct LzStringByteUnits(ReadOnlySpan<byte> bytes) : ILzStringUnits
{
    public const int BitsPerUnit = 16;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public static int Bits => BitsPerUnit;

    public int Count => _bytes.Length / 2;

    public int this[int index] => BinaryPrimitives.ReadUInt16BigEndian(_bytes[(index * 2)..]);
}
