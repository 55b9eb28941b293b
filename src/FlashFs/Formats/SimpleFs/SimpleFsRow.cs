using System.Buffers.Binary;

namespace FlashFs.Formats.SimpleFs;

/// <summary>The row of a file; see <see cref="SimpleFsLayout"/> for the bytes.</summary>
internal readonly struct SimpleFsRow
{
    public uint NameOffset { get; init; }

    public uint NameLength { get; init; }

    public uint ContentsOffset { get; init; }

    public uint ContentsLength { get; init; }

    public static SimpleFsRow Parse(ReadOnlySpan<byte> bytes) => new()
    {
        NameOffset = BinaryPrimitives.ReadUInt32LittleEndian(bytes[SimpleFsLayout.NameOffsetOffset..]),
        NameLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes[SimpleFsLayout.NameLengthOffset..]),
        ContentsOffset = BinaryPrimitives.ReadUInt32LittleEndian(bytes[SimpleFsLayout.ContentsOffsetOffset..]),
        ContentsLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes[SimpleFsLayout.ContentsLengthOffset..]),
    };

    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[SimpleFsLayout.NameOffsetOffset..], NameOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[SimpleFsLayout.NameLengthOffset..], NameLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[SimpleFsLayout.ContentsOffsetOffset..], ContentsOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[SimpleFsLayout.ContentsLengthOffset..], ContentsLength);
    }
}
