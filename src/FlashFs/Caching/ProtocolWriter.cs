using System.Buffers;

namespace FlashFs.Caching;

/// <summary>Writes the fields of a protocol buffer message.</summary>
internal sealed class ProtocolWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Writes a field of bytes: text, or a message within the message.</summary>
    public void Write(int field, ReadOnlySpan<byte> bytes)
    {
        WriteVarint((ulong)field << ProtocolReader.TypeBits | ProtocolReader.LengthDelimited);
        WriteVarint((ulong)bytes.Length);
        _buffer.Write(bytes);
    }

    /// <summary>Writes a field of a number; 0 is what an absent field means and is left out.</summary>
    public void Write(int field, long number)
    {
        if (number != 0)
        {
            WriteVarint((ulong)field << ProtocolReader.TypeBits | ProtocolReader.Varint);
            WriteVarint((ulong)number);
        }
    }

    /// <summary>The message.</summary>
    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    private void WriteVarint(ulong value)
    {
        const int More = 0x80;
        for (; value >= More; value >>= ProtocolReader.VarintBits)
        {
            _buffer.Write([(byte)(value | More)]);
        }

        _buffer.Write([(byte)value]);
    }
}
