namespace FlashFs.Partitions;

/// <summary>What a partition table depends on beside its rows.</summary>
public sealed record PartitionTableOptions
{
    /// <summary>Where the table lies in the flash, in bytes; a multiple of 0x1000.</summary>
    public long TableOffset { get; init; } = PartitionTableLayout.DefaultTableOffset;

    /// <summary>The size of the flash in bytes; null leaves it unchecked.</summary>
    public long? FlashSize { get; init; }

    /// <summary>Whether the table has an MD5 row, which costs one entry.</summary>
    public bool Md5 { get; init; } = true;

    /// <summary>Where the chip looks for its boot loader, in bytes; rows of type bootloader need it.</summary>
    public long? PrimaryBootloaderOffset { get; init; }

    /// <summary>Where the chip looks for its recovery boot loader, in bytes; null takes the offset of the row.</summary>
    public long? RecoveryBootloaderOffset { get; init; }

    /// <summary>The values of <c>$NAME</c> and <c>${NAME}</c> in a CSV. The process environment is never asked.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
