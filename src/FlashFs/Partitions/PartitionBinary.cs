using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FlashFs.Devices;
using FlashFs.Diagnostics;
using FlashFs.Formats;

namespace FlashFs.Partitions;

/// <summary>The form of a partition table that the chip reads: see <see cref="PartitionTableLayout"/>.</summary>
public static class PartitionBinary
{
    /// <summary>What messages call it.</summary>
    internal const string Name = "partition table";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a table.</summary>
    /// <param name="table">The table; what <see cref="PartitionTableBuilder"/> made can always be written.</param>
    /// <param name="md5">Whether to add the MD5 row. Boot loaders before ESP-IDF 3.1 do not know it.</param>
    /// <returns><see cref="PartitionTableLayout.Length"/> bytes.</returns>
    /// <exception cref="FlashFsException">FLASHFS3018: too many partitions; FLASHFS3008 or FLASHFS3025: a label that cannot be stored; FLASHFS3006: an offset or size over 32 bits.</exception>
    public static byte[] Write(PartitionTable table, bool md5 = true)
    {
        int limit = md5 ? PartitionTableLayout.MaximumEntriesWithMd5 : PartitionTableLayout.MaximumEntriesWithoutMd5;
        if (table.Partitions.Count > limit)
        {
            throw new FlashFsException(DiagnosticCodes.TooManyPartitions.At(
                null, $"The table has {table.Partitions.Count} partitions and room for {limit}; take out {table.Partitions.Count - limit}."));
        }

        byte[] bytes = new byte[PartitionTableLayout.Length];
        ErasedFlash.Fill(bytes);
        int at = 0;
        foreach (Partition partition in table.Partitions)
        {
            WriteEntry(partition, bytes.AsSpan(at, PartitionTableLayout.EntrySize));
            at += PartitionTableLayout.EntrySize;
        }

        if (md5)
        {
            Span<byte> row = bytes.AsSpan(at, PartitionTableLayout.EntrySize);
            BinaryPrimitives.WriteUInt16LittleEndian(row, PartitionTableLayout.Md5Magic);
            MD5.HashData(bytes.AsSpan(0, at), row[PartitionTableLayout.Md5DigestOffset..]);
        }

        return bytes;
    }

    /// <summary>Reads a table, which must be in order.</summary>
    /// <param name="bytes">The bytes from where the table begins; what follows the row that ends it is not looked at.</param>
    /// <param name="tableOffset">Where the table lies in the flash.</param>
    /// <exception cref="FlashFormatException">FLASHFS5001 to 5004: it is not a table, ends early, has an impossible field or a wrong MD5.</exception>
    public static PartitionTable Read(ReadOnlySpan<byte> bytes, long tableOffset = PartitionTableLayout.DefaultTableOffset) =>
        Open(bytes, tableOffset, ReadMode.Strict).Table;

    /// <summary>Reads a table.</summary>
    /// <param name="bytes">The bytes from where the table begins; what follows the row that ends it is not looked at.</param>
    /// <param name="tableOffset">Where the table lies in the flash.</param>
    /// <param name="mode">Whether the first damage throws, or is listed.</param>
    /// <exception cref="FlashFormatException">FLASHFS5001 to 5004, in strict mode: it is not a table, ends early, has an impossible field or a wrong MD5.</exception>
    public static PartitionBinaryReading Open(ReadOnlySpan<byte> bytes, long tableOffset, ReadMode mode)
    {
        var reader = new PartitionBinaryReader(mode);
        reader.Read(bytes[..Math.Min(bytes.Length, PartitionTableLayout.Length)]);
        return new PartitionBinaryReading(new PartitionTable(reader.Partitions, tableOffset), reader.HasMd5, reader.Damage);
    }

    /// <summary>Whether these bytes begin as a partition table does.</summary>
    public static bool LooksLikeTable(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= PartitionTableLayout.EntrySize
        && BinaryPrimitives.ReadUInt16LittleEndian(bytes) == PartitionTableLayout.EntryMagic;

    private static void WriteEntry(Partition partition, Span<byte> entry)
    {
        CheckStorable(partition);
        entry.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(entry[PartitionTableLayout.MagicOffset..], PartitionTableLayout.EntryMagic);
        entry[PartitionTableLayout.TypeOffset] = partition.Type;
        entry[PartitionTableLayout.SubTypeOffset] = partition.SubType;
        BinaryPrimitives.WriteUInt32LittleEndian(entry[PartitionTableLayout.OffsetOffset..], (uint)partition.Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[PartitionTableLayout.SizeOffset..], (uint)partition.Size);
        Utf8.GetBytes(partition.Label, entry.Slice(PartitionTableLayout.LabelOffset, PartitionTableLayout.LabelLength));
        BinaryPrimitives.WriteUInt32LittleEndian(
            entry[PartitionTableLayout.FlagsOffset..],
            (partition.Encrypted ? PartitionTableLayout.EncryptedFlag : 0)
            | (partition.ReadOnly ? PartitionTableLayout.ReadOnlyFlag : 0));
    }

    private static void CheckStorable(Partition partition)
    {
        // Half a surrogate pair counts as three bytes here; Problem says what is wrong with it.
        if (PartitionLabel.Problem(partition.Label) is { } problem)
        {
            throw new FlashFsException(DiagnosticCodes.InvalidPartitionLabel.At(
                partition.Location, $"The label '{partition.Label}' {problem}."));
        }

        int bytes = PartitionLabel.ByteCount(partition.Label);
        if (bytes > PartitionTableLayout.LabelLength)
        {
            throw new FlashFsException(DiagnosticCodes.PartitionLabelTooLong.At(
                partition.Location,
                $"The label '{partition.Label}' has {bytes} bytes in UTF-8 and the table has room for {PartitionTableLayout.LabelLength}; shorten it."));
        }

        if (partition.Offset is < 0 or > uint.MaxValue || partition.Size is < 0 or > uint.MaxValue)
        {
            throw new FlashFsException(DiagnosticCodes.InvalidPartitionNumber.At(
                partition.Location,
                $"Partition '{partition.Label}' has offset 0x{partition.Offset:x} and size 0x{partition.Size:x}, and the table has 32 bits for each."));
        }
    }
}
