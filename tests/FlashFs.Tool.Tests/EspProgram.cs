using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FlashFs.Tool.Tests;

/// <summary>Programs of an ESP32-S3 as esptool makes them, with headers alone.</summary>
internal static class EspProgram
{
    private const int SegmentLength = 232;

    /// <summary>An app of one segment, with description, checksum and SHA-256: 304 bytes.</summary>
    public static byte[] App(string project, string version)
    {
        byte[] app = new byte[24 + 8 + SegmentLength + 8 + SHA256.HashSizeInBytes];
        app[0] = 0xE9;
        app[1] = 1;
        app[12] = 9;
        app[23] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(app.AsSpan(24), 0x3C000020);
        BinaryPrimitives.WriteUInt32LittleEndian(app.AsSpan(28), SegmentLength);
        Span<byte> description = app.AsSpan(32);
        BinaryPrimitives.WriteUInt32LittleEndian(description, 0xABCD5432);
        Encoding.ASCII.GetBytes(version, description[16..]);
        Encoding.ASCII.GetBytes(project, description[48..]);
        Encoding.ASCII.GetBytes("10:11:12", description[80..]);
        Encoding.ASCII.GetBytes("Mar  3 2026", description[96..]);
        Encoding.ASCII.GetBytes("v5.4", description[112..]);
        SHA256.HashData(app.AsSpan(0, app.Length - SHA256.HashSizeInBytes), app.AsSpan(app.Length - SHA256.HashSizeInBytes));
        return app;
    }
}
