using System.Buffers.Binary;

namespace FlashFs.Formats.Espfs;

/// <summary>The header of an entry; see <see cref="EspfsLayout"/> for the bytes.</summary>
internal readonly struct EspfsHeader
{
    public uint Magic { get; init; }

    public byte Flags { get; init; }

    public byte Compression { get; init; }

    public short NameLength { get; init; }

    public int StoredLength { get; init; }

    public int UnpackedLength { get; init; }

    /// <summary>The header that ends the image.</summary>
    public static EspfsHeader End { get; } = new() { Magic = EspfsLayout.Magic, Flags = EspfsLayout.LastFileFlag };

    public bool HasMagic => Magic == EspfsLayout.Magic;

    public bool IsLast => (Flags & EspfsLayout.LastFileFlag) != 0;

    /// <summary>Whether it ends the image and claims nothing besides.</summary>
    public bool IsPlainEnd =>
        HasMagic && Flags == EspfsLayout.LastFileFlag && Compression == 0 && NameLength == 0 && StoredLength == 0 && UnpackedLength == 0;

    public static EspfsHeader Parse(ReadOnlySpan<byte> bytes) => new()
    {
        Magic = BinaryPrimitives.ReadUInt32LittleEndian(bytes[EspfsLayout.MagicOffset..]),
        Flags = bytes[EspfsLayout.FlagsOffset],
        Compression = bytes[EspfsLayout.CompressionOffset],
        NameLength = BinaryPrimitives.ReadInt16LittleEndian(bytes[EspfsLayout.NameLengthOffset..]),
        StoredLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[EspfsLayout.StoredLengthOffset..]),
        UnpackedLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[EspfsLayout.UnpackedLengthOffset..]),
    };

    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[EspfsLayout.MagicOffset..], Magic);
        bytes[EspfsLayout.FlagsOffset] = Flags;
        bytes[EspfsLayout.CompressionOffset] = Compression;
        BinaryPrimitives.WriteInt16LittleEndian(bytes[EspfsLayout.NameLengthOffset..], NameLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[EspfsLayout.StoredLengthOffset..], StoredLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[EspfsLayout.UnpackedLengthOffset..], UnpackedLength);
    }
}
