using System.Buffers.Binary;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>Lays out SFFS images by hand, lies included; shares nothing with the writer.</summary>
internal sealed class SffsTestImage
{
    private readonly byte[] _bytes;

    public SffsTestImage(int pages)
    {
        _bytes = new byte[pages * 4096];
        _bytes.AsSpan().Fill(0xFF);
    }

    /// <summary>The first page of a file: its contents are written up to the size, or to the end where the size does not say.</summary>
    public SffsTestImage First(int page, int id, string name, int size, byte fill, int created = 0, int? nameLength = null)
    {
        Span<byte> bytes = Header(page, id, 0, size);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[6..], created);
        bytes[10] = (byte)(nameLength ?? name.Length);
        System.Text.Encoding.UTF8.GetBytes(name, bytes[11..]);
        Fill(bytes[(11 + name.Length)..], size, fill);
        return this;
    }

    /// <summary>Another page of a file.</summary>
    public SffsTestImage Next(int page, int id, int span, int size, byte fill)
    {
        Fill(Header(page, id, span, size)[6..], size, fill);
        return this;
    }

    /// <summary>A page whose file was erased: zeros, and what is left of the contents.</summary>
    public SffsTestImage Erased(int page)
    {
        Span<byte> bytes = _bytes.AsSpan(page * 4096, 4096);
        bytes.Fill(0x55);
        bytes[..75].Clear();
        return this;
    }

    public SffsTestImage Set(int offset, params ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(offset));
        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    private Span<byte> Header(int page, int id, int span, int size)
    {
        Span<byte> bytes = _bytes.AsSpan(page * 4096, 4096);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)id);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], (ushort)span);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], (ushort)size);
        return bytes;
    }

    private static void Fill(Span<byte> room, int size, byte fill) => room[..(size == 0 || size > room.Length ? room.Length : size)].Fill(fill);
}
