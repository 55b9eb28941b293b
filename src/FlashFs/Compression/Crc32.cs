using System.Buffers.Binary;

namespace FlashFs.Compression;

/// <summary>The ordinary CRC-32 of gzip, zlib and AppFS: polynomial 0xEDB88320, reflected, inverted before and after.</summary>
internal static class Crc32
{
    private const int Slices = 8;
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Tables = MakeTables();

    /// <summary>The CRC-32 of all bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The CRC-32 of bytes that follow others.</summary>
    /// <param name="crc">The CRC-32 of what came before; 0 for nothing.</param>
    /// <param name="bytes">What follows.</param>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> tables = Tables;
        crc = ~crc;
        while (bytes.Length >= Slices)
        {
            // Eight bytes at a time: each table knows what a byte does to the CRC so many bytes later.
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = tables[0x700 + (byte)low] ^ tables[0x600 + (byte)(low >> 8)]
                ^ tables[0x500 + (byte)(low >> 16)] ^ tables[0x400 + (int)(low >> 24)]
                ^ tables[0x300 + (byte)high] ^ tables[0x200 + (byte)(high >> 8)]
                ^ tables[0x100 + (byte)(high >> 16)] ^ tables[(int)(high >> 24)];
            bytes = bytes[Slices..];
        }

        foreach (byte value in bytes)
        {
            crc = tables[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[Slices * 256];
        for (int i = 0; i < tables.Length; i++)
        {
            uint value = i < 256 ? (uint)i : tables[i - 256];
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value >> 1) ^ ((value & 1) * Polynomial);
            }

            tables[i] = value;
        }

        return tables;
    }
}
