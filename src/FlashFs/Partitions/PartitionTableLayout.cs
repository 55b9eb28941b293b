namespace FlashFs.Partitions;

/// <summary>
/// Where things are in a binary partition table; all numbers are little-endian.
/// <code>
/// entry, 32 bytes          MD5 row, 32 bytes
///  0   2  AA 50             0   2  EB EB
///  2   1  type              2  14  FF
///  3   1  subtype          16  16  MD5 of all entries before it
///  4   4  offset
///  8   4  size
/// 12  16  label, zero-filled
/// 28   4  flags
/// </code>
/// The rest of the <see cref="Length"/> bytes is FF; the first row of FF ends the table.
/// </summary>
/// <remarks>Source: espressif/esp-idf, <c>components/partition_table/gen_esp32part.py</c> 1.5 and
/// <c>components/bootloader_support/include/esp_flash_partitions.h</c>.</remarks>
public static class PartitionTableLayout
{
    /// <summary>Where the table lies in the flash unless the project says otherwise.</summary>
    public const long DefaultTableOffset = 0x8000;

    /// <summary>The bytes of a binary table.</summary>
    public const int Length = 0xC00;

    /// <summary>The flash that the table takes: the sector it lies in, the rest of which is kept for a signature.</summary>
    public const long TableSize = 0x1000;

    /// <summary>The bytes of one entry, and of the MD5 row.</summary>
    public const int EntrySize = 32;

    /// <summary>How many entries fit beside the MD5 row and the row that ends the table.</summary>
    public const int MaximumEntriesWithMd5 = (Length / EntrySize) - 2;

    /// <summary>How many entries fit beside the row that ends the table.</summary>
    public const int MaximumEntriesWithoutMd5 = (Length / EntrySize) - 1;

    /// <summary>The most bytes of a label; one that has them all is stored without a NUL.</summary>
    public const int LabelLength = 16;

    /// <summary>The smallest piece of flash that can be erased, in bytes.</summary>
    public const long SectorSize = 0x1000;

    /// <summary>What the offset of an app is a multiple of: the page of the chip's memory mapping.</summary>
    public const long AppAlignment = 0x10000;

    /// <summary>The size of a partition of type data/ota or data/tee_ota.</summary>
    public const long OtaDataSize = 0x2000;

    /// <summary>The smallest NVS that can be written: two pages in use and one to move to.</summary>
    public const long MinimumWritableNvsSize = 0x3000;

    /// <summary>The first address past what 32 bits can name.</summary>
    public const long AddressSpace = 0x1_0000_0000;

    internal const int MagicOffset = 0;
    internal const int TypeOffset = 2;
    internal const int SubTypeOffset = 3;
    internal const int OffsetOffset = 4;
    internal const int SizeOffset = 8;
    internal const int LabelOffset = 12;
    internal const int FlagsOffset = 28;

    /// <summary>The first two bytes of an entry, AA 50, as a number.</summary>
    internal const ushort EntryMagic = 0x50AA;

    /// <summary>The first two bytes of the MD5 row, EB EB, as a number.</summary>
    internal const ushort Md5Magic = 0xEBEB;

    internal const int Md5DigestOffset = 16;
    internal const uint EncryptedFlag = 1;
    internal const uint ReadOnlyFlag = 2;

    /// <summary>What the offset of a partition is a multiple of.</summary>
    internal static long AlignmentOf(byte type) => type == PartitionTypes.App ? AppAlignment : SectorSize;

    internal static long AlignUp(long value, long alignment) => (value + alignment - 1) / alignment * alignment;
}
