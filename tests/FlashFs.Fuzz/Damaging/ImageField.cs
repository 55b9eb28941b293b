using System.Buffers.Binary;

namespace FlashFs.Fuzz.Damaging;

/// <summary>A field of an image.</summary>
/// <param name="Offset">Where it begins, in bytes from the start of the image.</param>
/// <param name="Width">Its bytes: 1, 2, 4 or 8; of text any number.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="BigEndian">Whether its most significant byte comes first.</param>
internal readonly record struct ImageField(int Offset, int Width, FieldKind Kind, bool BigEndian = false)
{
    /// <summary>Whether all of it lies in an image.</summary>
    public bool IsIn(ReadOnlySpan<byte> image) => Offset >= 0 && Offset + Width <= image.Length;

    /// <summary>Its value as an unsigned number; of text the first byte.</summary>
    public ulong Read(ReadOnlySpan<byte> image)
    {
        ReadOnlySpan<byte> bytes = image[Offset..];
        return Width switch
        {
            2 => BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            8 => BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            _ => bytes[0],
        };
    }

    /// <summary>Writes as many of the low bits as it has; of text the first byte.</summary>
    public void Write(Span<byte> image, ulong value)
    {
        int width = Kind == FieldKind.Text ? 1 : Width;
        for (int i = 0; i < width; i++)
        {
            image[Offset + (BigEndian ? width - 1 - i : i)] = (byte)(value >> (8 * i));
        }
    }
}
