using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

/// <summary>What a binary partition table was found to hold.</summary>
/// <param name="Table">The partitions; of a damaged table, those that could be read.</param>
/// <param name="HasMd5">Whether it has an MD5 row, right or wrong.</param>
/// <param name="Damage">What is wrong with it; empty when it was read in strict mode.</param>
public sealed record PartitionBinaryReading(PartitionTable Table, bool HasMd5, IReadOnlyList<VolumeDamage> Damage);
