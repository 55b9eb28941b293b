using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Profiles;

namespace FlashFs.Tool.Reading;

/// <summary>A program as the ROM of an ESP32 loads it: an app or a boot loader, by its headers.</summary>
/// <remarks>
/// Little-endian. Source: espressif/esp-idf, <c>components/bootloader_support/include/esp_app_format.h</c> and
/// <c>components/esp_app_format/include/esp_app_desc.h</c>.
/// <code>
/// 0   1  magic E9                    24  8  segment: address, length; then its bytes; more segments
/// 1   1  number of segments          32  4  in the first one: app description, magic ABCD5432
/// 12  2  chip                        48 32    version     80 32  project
/// 23  1  whether a SHA-256 follows  112 16    time       128 16  date    144 32  ESP-IDF
/// </code>
/// Behind the segments: a checksum in the last byte of 16, then the SHA-256 of all before it.
/// </remarks>
internal sealed record EspImage
{
    /// <summary>The first byte.</summary>
    public const byte Magic = 0xE9;

    private const int HeaderSize = 24;
    private const int SegmentHeaderSize = 8;
    private const int ChipOffset = 12;
    private const int HashFlagOffset = 23;
    private const int MaximumSegments = 16;
    private const int Alignment = 16;
    private const uint AppDescriptionMagic = 0xABCD5432;
    private const byte BootloaderDescriptionMagic = 80;
    private const int BootloaderIdfOffset = 8;
    private const int DescriptionOffset = HeaderSize + SegmentHeaderSize;
    private const int DescriptionSize = 144;

    private static readonly Dictionary<ushort, string> Chips = new()
    {
        [0x00] = "esp32", [0x02] = "esp32s2", [0x05] = "esp32c3", [0x09] = "esp32s3", [0x0C] = "esp32c2", [0x0D] = "esp32c6",
        [0x10] = "esp32h2", [0x12] = "esp32p4", [0x14] = "esp32c61", [0x17] = "esp32c5", [0x19] = "esp32h21", [0x1C] = "esp32h4",
    };

    /// <summary>The chip; null for one that is not known here.</summary>
    public FlashChip? Chip { get; private init; }

    /// <summary>How many bytes it has by its headers.</summary>
    public long Length { get; private init; }

    /// <summary>How many bytes of it there are: fewer where it was cut off.</summary>
    public long Present { get; private init; }

    /// <summary>Whether its SHA-256 is right; null where it has none, or is cut off.</summary>
    public bool? HashIsRight { get; private init; }

    /// <summary>What it says of itself: project, version, ESP-IDF, date; empty where it says nothing.</summary>
    public string Description { get; private init; } = "";

    /// <summary>Project and version of an app; empty where it says nothing.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Whether it was cut off.</summary>
    public bool IsCut => Present < Length;

    /// <summary>Reads the headers; false where there are none that could be right.</summary>
    /// <param name="bytes">Bytes from the first one of the program; more may follow it.</param>
    /// <param name="image">What they say.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out EspImage? image)
    {
        image = null;
        if (bytes.Length < DescriptionOffset || bytes[0] != Magic || bytes[1] is 0 or > MaximumSegments || bytes[HashFlagOffset] > 1)
        {
            return false;
        }

        long end = HeaderSize;
        for (int segment = 0; segment < bytes[1] && end + SegmentHeaderSize <= bytes.Length; segment++)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[((int)end + 4)..]);
            if (length > InputFile.Limit)
            {
                return false;
            }

            end += SegmentHeaderSize + length;
        }

        end = ((end / Alignment) + 1) * Alignment;
        bool hasHash = bytes[HashFlagOffset] == 1;
        long total = end + (hasHash ? SHA256.HashSizeInBytes : 0);
        image = new EspImage
        {
            Chip = Chips.TryGetValue(BinaryPrimitives.ReadUInt16LittleEndian(bytes[ChipOffset..]), out string? id) && FlashChips.TryGet(id, out FlashChip? chip) ? chip : null,
            Length = total,
            Present = Math.Min(total, bytes.Length),
            HashIsRight = hasHash && total <= bytes.Length
                ? SHA256.HashData(bytes[..(int)end]).AsSpan().SequenceEqual(bytes.Slice((int)end, SHA256.HashSizeInBytes))
                : null,
            Description = Describe(bytes[DescriptionOffset..]),
            Name = NameOf(bytes[DescriptionOffset..]),
        };
        return true;
    }

    /// <summary>It in one clause.</summary>
    public override string ToString()
    {
        string chip = Chip is null ? "" : $" for {Chip.DisplayName}";
        string what = Description.Length > 0 ? Description : "program";
        string hash = HashIsRight switch { true => ", SHA-256 right", false => ", SHA-256 wrong", _ => "" };
        string cut = IsCut ? $", cut off after {Present}" : "";
        return $"{what}{chip}, {Counted.Of(Length, "byte")}{cut}{hash}";
    }

    private static string Describe(ReadOnlySpan<byte> first)
    {
        if (first.Length < DescriptionSize)
        {
            return "";
        }

        if (IsAppDescription(first))
        {
            return $"app '{Text(first.Slice(48, 32))}' {Text(first.Slice(16, 32))}, ESP-IDF {Text(first.Slice(112, 32))}, of {Text(first.Slice(96, 16))} {Text(first.Slice(80, 16))},";
        }

        string idf = Text(first.Slice(BootloaderIdfOffset, 32));
        return first[0] == BootloaderDescriptionMagic && idf.StartsWith('v') ? $"boot loader of ESP-IDF {idf}" : "";
    }

    private static string NameOf(ReadOnlySpan<byte> first) =>
        first.Length >= DescriptionSize && IsAppDescription(first) ? $"{Text(first.Slice(48, 32))} {Text(first.Slice(16, 32))}".Trim() : "";

    private static bool IsAppDescription(ReadOnlySpan<byte> first) => BinaryPrimitives.ReadUInt32LittleEndian(first) == AppDescriptionMagic;

    private static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }
}
