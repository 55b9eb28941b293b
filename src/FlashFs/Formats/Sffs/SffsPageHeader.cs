using System.Buffers.Binary;

namespace FlashFs.Formats.Sffs;

/// <summary>The bytes that every page of a file begins with.</summary>
/// <param name="id">The file.</param>
/// <param name="span">Which of its pages this is.</param>
/// <param name="size">The bytes of contents, as stored.</param>
internal readonly struct SffsPageHeader(int id, int span, int size)
{
    public ushort Id { get; } = (ushort)id;

    public ushort Span { get; } = (ushort)span;

    public ushort Size { get; } = (ushort)size;

    public static SffsPageHeader Parse(ReadOnlySpan<byte> page) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(page[SffsLayout.IdOffset..]),
        BinaryPrimitives.ReadUInt16LittleEndian(page[SffsLayout.SpanOffset..]),
        BinaryPrimitives.ReadUInt16LittleEndian(page[SffsLayout.SizeOffset..]));

    public void WriteTo(Span<byte> page)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(page[SffsLayout.IdOffset..], Id);
        BinaryPrimitives.WriteUInt16LittleEndian(page[SffsLayout.SpanOffset..], Span);
        BinaryPrimitives.WriteUInt16LittleEndian(page[SffsLayout.SizeOffset..], Size);
    }

    /// <summary>Writes what the first page of a file has besides.</summary>
    public static void WriteFirst(Span<byte> page, int created, ReadOnlySpan<byte> name)
    {
        BinaryPrimitives.WriteInt32LittleEndian(page[SffsLayout.CreatedOffset..], created);
        page[SffsLayout.NameLengthOffset] = (byte)name.Length;
        name.CopyTo(page[SffsLayout.NameOffset..]);
    }
}
