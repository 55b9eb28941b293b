using System.Security.Cryptography;
using FlashFs.Partitions;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Pipeline;

/// <summary>The partition table of a project, checked, with its binary form.</summary>
/// <param name="Table">The table.</param>
/// <param name="Binary">Its binary form.</param>
/// <param name="Source">Where it came from, as the manifest says it.</param>
internal sealed record ResolvedTable(PartitionTable Table, byte[] Binary, string Source)
{
    /// <summary>The table as the manifest has it.</summary>
    public ManifestTable Manifest => new(
        StageFiles.Table,
        Table.TableOffset,
        Source,
        Binary.Length,
        Convert.ToHexStringLower(SHA256.HashData(Binary)),
        [
            .. Table.Partitions.Select(partition => new ManifestPartition(
                partition.Label,
                partition.Type,
                partition.SubType,
                partition.Kind,
                partition.Offset,
                partition.Size,
                partition.Encrypted,
                partition.ReadOnly,
                partition.Preserve)),
        ]);

    /// <summary>The table of a manifest, for the stage that reads what the first one resolved.</summary>
    public static PartitionTable FromManifest(ManifestTable table) => new(
        table.Partitions.Select(partition => new Partition(partition.Label, partition.Type, partition.SubType, partition.Offset, partition.Size)
        {
            Encrypted = partition.Encrypted,
            ReadOnly = partition.ReadOnly,
            Preserve = partition.Preserve,
        }),
        table.Offset);
}
