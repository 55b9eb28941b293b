namespace FlashFs.Partitions;

/// <summary>What a part of the flash is.</summary>
public enum FlashPartKind
{
    /// <summary>The second stage boot loader, where the chip looks for it.</summary>
    Bootloader,

    /// <summary>The partition table.</summary>
    PartitionTable,

    /// <summary>An image of a file system.</summary>
    Image,

    /// <summary>Any other ready-made part: an app, calibration data.</summary>
    Binary,
}
