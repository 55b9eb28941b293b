using System.Buffers.Binary;
using FlashFs.Compression;
using FlashFs.Devices;

namespace FlashFs.Formats.AppFs;

/// <summary>One of the two copies of the metadata: 32 KiB that are valid as a whole or not at all.</summary>
internal static class AppFsCopy
{
    public static bool HasMagic(ReadOnlySpan<byte> copy) => copy.StartsWith(AppFsLayout.Magic);

    public static AppFsCopyState StateOf(ReadOnlySpan<byte> copy)
    {
        if (!HasMagic(copy))
        {
            return copy[..AppFsLayout.RecordSize].ContainsAnyExcept(ErasedFlash.Value) ? AppFsCopyState.NoMagic : AppFsCopyState.Erased;
        }

        return StoredChecksum(copy) == Checksum(copy) ? AppFsCopyState.Valid : AppFsCopyState.BadChecksum;
    }

    public static uint Serial(ReadOnlySpan<byte> copy) => BinaryPrimitives.ReadUInt32LittleEndian(copy[AppFsLayout.SerialOffset..]);

    public static uint StoredChecksum(ReadOnlySpan<byte> copy) => BinaryPrimitives.ReadUInt32LittleEndian(copy[AppFsLayout.ChecksumOffset..]);

    /// <summary>The CRC-32 that a copy should have: over all of it, with the field itself as zero.</summary>
    public static uint Checksum(ReadOnlySpan<byte> copy)
    {
        ReadOnlySpan<byte> zero = [0, 0, 0, 0];
        uint crc = Crc32.Append(Crc32.Compute(copy[..AppFsLayout.ChecksumOffset]), zero);
        return Crc32.Append(crc, copy[AppFsLayout.ChecksumEnd..AppFsLayout.CopySize]);
    }

    /// <summary>Writes the header of a copy whose descriptors are in place and whose header is erased.</summary>
    public static void Seal(Span<byte> copy, uint serial)
    {
        AppFsLayout.Magic.CopyTo(copy);
        BinaryPrimitives.WriteUInt32LittleEndian(copy[AppFsLayout.SerialOffset..], serial);
        BinaryPrimitives.WriteUInt32LittleEndian(copy[AppFsLayout.ChecksumOffset..], Checksum(copy));
    }

    /// <summary>Marks the page indexes that a partition of a size does not have, in an erased copy.</summary>
    /// <remarks>
    /// The first one is one too high: index <c>size / 64 KiB - 1</c> is not marked either, although its page lies outside.
    /// The device knows and never uses it; whoever counts by the marks, as badge.team's script does, is one page off.
    /// </remarks>
    public static void MarkUnusable(Span<byte> copy, long partitionSize)
    {
        for (int page = (int)(partitionSize / AppFsLayout.PageSize); page < AppFsLayout.PageCount; page++)
        {
            copy[AppFsLayout.DescriptorOffset(page) + AppFsLayout.UseOffset] = AppFsLayout.UseNever;
        }
    }

    /// <summary>The bytes of a page's descriptor.</summary>
    public static ReadOnlySpan<byte> Descriptor(ReadOnlySpan<byte> copy, int page) =>
        copy.Slice(AppFsLayout.DescriptorOffset(page), AppFsLayout.RecordSize);

    /// <summary>The bytes of a page's descriptor.</summary>
    public static Span<byte> Descriptor(Span<byte> copy, int page) =>
        copy.Slice(AppFsLayout.DescriptorOffset(page), AppFsLayout.RecordSize);
}
