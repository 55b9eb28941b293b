using System.Buffers.Binary;
using FlashFs.Compression;

namespace FlashFs.Formats.ChirpOs;

/// <summary>The units of a saved string that lies in an image, two bytes each, little-endian.</summary>
internal readonly ref struct ChirpOsImageUnits(ReadOnlySpan<byte> image) : ILzStringUnits
{
    private readonly ReadOnlySpan<byte> _image = image;

    public static int Bits => LzStringUtf16Units.BitsPerUnit;

    public int Count => _image.Length / ChirpOsLayout.UnitSize;

    public int this[int index] =>
        BinaryPrimitives.ReadUInt16LittleEndian(_image[(index * ChirpOsLayout.UnitSize)..])
            is >= LzStringUtf16Units.First and <= LzStringUtf16Units.Last and ushort unit
            ? unit - LzStringUtf16Units.First
            : -1;
}
