using System.Buffers.Binary;
using System.Text;

namespace FlashFs.Tool.Tests;

/// <summary>Makes ESPFS images by hand, with names that the library's own writer refuses.</summary>
internal static class EspfsImage
{
    private const int HeaderSize = 16;

    /// <summary>An image of stored files.</summary>
    public static byte[] Of(params (string Name, string Contents)[] files)
    {
        using var image = new MemoryStream();
        foreach ((string name, string contents) in files)
        {
            byte[] nameBytes = Encoding.UTF8.GetBytes(name);
            byte[] data = Encoding.UTF8.GetBytes(contents);
            int nameLength = Padded(nameBytes.Length + 1);
            Span<byte> entry = new byte[HeaderSize + nameLength + Padded(data.Length)];
            "ESfs"u8.CopyTo(entry);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[6..], (ushort)nameLength);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], (uint)data.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], (uint)data.Length);
            nameBytes.CopyTo(entry[HeaderSize..]);
            data.CopyTo(entry[(HeaderSize + nameLength)..]);
            image.Write(entry);
        }

        Span<byte> end = stackalloc byte[HeaderSize];
        "ESfs"u8.CopyTo(end);
        end[4] = 1;
        image.Write(end);
        return image.ToArray();
    }

    private static int Padded(int length) => (length + 3) & ~3;
}
