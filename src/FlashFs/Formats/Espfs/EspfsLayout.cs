using FlashFs.Compression;

namespace FlashFs.Formats.Espfs;

/// <summary>Where everything is in an ESPFS image: a run of entries, each a header, a name and contents, ended by a header of its own kind.</summary>
/// <remarks>
/// All integers are little-endian. Every header begins on a multiple of four bytes.
/// <list type="table">
/// <listheader><term>offset, size</term><description>field of the header</description></listheader>
/// <item><term>0, 4</term><description>magic, <c>ESfs</c></description></item>
/// <item><term>4, 1</term><description>flags</description></item>
/// <item><term>5, 1</term><description>compression</description></item>
/// <item><term>6, 2</term><description>length of the name with its NUL and padding; the device takes it as signed</description></item>
/// <item><term>8, 4</term><description>length of the contents as stored, without padding; the device takes it as signed</description></item>
/// <item><term>12, 4</term><description>length of the contents unpacked; the device takes it as signed</description></item>
/// </list>
/// Source: Spritetm/libesphttpd, <c>espfs/espfsformat.h</c>, <c>espfs/espfs.c</c> and <c>espfs/mkespfsimage/main.c</c>.
/// </remarks>
internal static class EspfsLayout
{
    public const int HeaderSize = 16;
    public const uint Magic = 0x73665345;

    public const int MagicOffset = 0;
    public const int FlagsOffset = 4;
    public const int CompressionOffset = 5;
    public const int NameLengthOffset = 6;
    public const int StoredLengthOffset = 8;
    public const int UnpackedLengthOffset = 12;

    public const byte LastFileFlag = 0x01;
    public const byte GzipFlag = 0x02;
    public const byte KnownFlags = LastFileFlag | GzipFlag;

    public const byte NoCompression = 0;
    public const byte HeatshrinkCompression = 1;

    /// <summary>What headers and contents are aligned to.</summary>
    public const int Alignment = 4;

    /// <summary>The longest name in bytes, without its NUL: the device compares in a buffer of 256 bytes.</summary>
    public const int MaximumNameLength = 255;

    /// <summary>The longest file in bytes: the largest array, just under what the signed fields hold.</summary>
    public static readonly int MaximumFileLength = Array.MaxLength;

    /// <summary>The byte before a heatshrink stream: window bits in the high half, lookahead bits in the low one.</summary>
    public const int HeatshrinkParameterSize = 1;

    // By level: (level - 1) / 2.
    private static readonly HeatshrinkParameters[] LevelParameters = [new(5, 3), new(6, 3), new(8, 4), new(11, 4), new(13, 4)];

    public static HeatshrinkParameters ParametersOfLevel(int level) => LevelParameters[(level - 1) / 2];

    public static byte ParameterByte(HeatshrinkParameters parameters) =>
        (byte)((parameters.WindowBits << 4) | parameters.LookaheadBits);

    public static HeatshrinkParameters? ParametersOf(byte value) =>
        HeatshrinkParameters.AreValid(value >> 4, value & 0x0F) ? new HeatshrinkParameters(value >> 4, value & 0x0F) : null;

    public static long Align(long length) => (length + Alignment - 1) & -Alignment;

    /// <summary>The room for a name of so many bytes, its NUL and padding included.</summary>
    public static int NameRoom(int nameLength) => (int)Align(nameLength + 1);
}
