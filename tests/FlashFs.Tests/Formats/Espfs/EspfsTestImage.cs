using System.Buffers.Binary;
using System.Text;

namespace FlashFs.Tests.Formats.Espfs;

/// <summary>Lays out ESPFS images by hand, lies included; shares nothing with the writer.</summary>
internal sealed class EspfsTestImage
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public EspfsTestImage Add(
        string name,
        ReadOnlySpan<byte> stored,
        int? unpackedLength = null,
        byte flags = 0,
        byte compression = 0,
        short? nameLength = null,
        int? storedLength = null)
    {
        byte[] nameBytes = Encoding.UTF8.GetBytes(name + "\0");
        Pad(nameBytes.Length, ref nameBytes);
        Header(flags, compression, nameLength ?? (short)nameBytes.Length, storedLength ?? stored.Length, unpackedLength ?? stored.Length);
        _bytes.AddRange(nameBytes);
        _bytes.AddRange(stored);
        while (_bytes.Count % 4 != 0)
        {
            _bytes.Add(0);
        }

        return this;
    }

    public EspfsTestImage End()
    {
        Header(1, 0, 0, 0, 0);
        return this;
    }

    public EspfsTestImage Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    private static void Pad(int length, ref byte[] bytes) => Array.Resize(ref bytes, (length + 3) / 4 * 4);

    private void Header(byte flags, byte compression, short nameLength, int storedLength, int unpackedLength)
    {
        byte[] header = new byte[16];
        "ESfs"u8.CopyTo(header);
        header[4] = flags;
        header[5] = compression;
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(6), nameLength);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), storedLength);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), unpackedLength);
        _bytes.AddRange(header);
    }
}
