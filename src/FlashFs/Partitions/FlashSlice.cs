namespace FlashFs.Partitions;

/// <summary>A piece of a flash dump.</summary>
/// <param name="Label">The label of its partition, <c>bootloader</c> or <c>partition-table</c>.</param>
/// <param name="FileName">A name for its file: unlike any other of the dump, and safe in any folder whatever the label says.</param>
/// <param name="Offset">Where it begins, in bytes from the start of the flash.</param>
/// <param name="Contents">The bytes; they are the dump's own, not a copy.</param>
/// <param name="Partition">The partition; null for the boot loader and the table.</param>
public sealed record FlashSlice(string Label, string FileName, long Offset, ReadOnlyMemory<byte> Contents, Partition? Partition)
{
    /// <summary>The label of the boot loader, where no partition has it.</summary>
    public const string BootloaderLabel = PartitionLabel.Bootloader;

    /// <summary>The label of the partition table.</summary>
    public const string TableLabel = PartitionLabel.Table;

    /// <summary>How many bytes there are: fewer than the partition has where the dump ends in it.</summary>
    public long Length => Contents.Length;
}
