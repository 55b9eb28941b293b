using FlashFs.Partitions;
using FlashFs.Profiles;

namespace FlashFs.Tool.Options;

/// <summary>What the command line says of a partition table.</summary>
/// <param name="Options">What the table depends on; its flash size is null where none was given.</param>
/// <param name="Settings">The chip and the size of the flash, with defaults.</param>
/// <param name="TableOffset">The offset of the table; null where none was given.</param>
internal sealed record TableRequest(PartitionTableOptions Options, FlashSettings Settings, long? TableOffset)
{
    /// <summary>The chip; null where none was given.</summary>
    public FlashChip? Chip { get; init; }
}
