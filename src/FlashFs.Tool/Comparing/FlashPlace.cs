using FlashFs.Partitions;

namespace FlashFs.Tool.Comparing;

/// <summary>Where an image lies in the flash.</summary>
/// <param name="Address">Its first byte, from the start of the flash.</param>
/// <param name="Partition">Its partition; null where only the address is known.</param>
internal sealed record FlashPlace(long Address, Partition? Partition);
