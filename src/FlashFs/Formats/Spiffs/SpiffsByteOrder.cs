using System.Buffers.Binary;

namespace FlashFs.Formats.Spiffs;

/// <summary>Reads and writes integers in the byte order of the device.</summary>
internal readonly struct SpiffsByteOrder(bool bigEndian)
{
    public bool IsBigEndian => bigEndian;

    public ushort ReadUInt16(ReadOnlySpan<byte> source) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(source) : BinaryPrimitives.ReadUInt16LittleEndian(source);

    public uint ReadUInt32(ReadOnlySpan<byte> source) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(source) : BinaryPrimitives.ReadUInt32LittleEndian(source);

    public void WriteUInt16(Span<byte> destination, int value)
    {
        if (bigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(destination, (ushort)value);
        }
    }

    public void WriteUInt32(Span<byte> destination, uint value)
    {
        if (bigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(destination, value);
        }
    }
}
