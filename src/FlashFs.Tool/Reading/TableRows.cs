using FlashFs.Partitions;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Reading;

/// <summary>A partition table as a table of text.</summary>
internal static class TableRows
{
    /// <summary>Writes the rows.</summary>
    public static void Write(ToolSession session, PartitionTable table)
    {
        var rows = new TextTable(
            new("label"), new("type"), new("subtype"), new("offset", IsNumber: true), new("size", IsNumber: true), new("end", IsNumber: true), new("flags"));
        foreach (Partition partition in table.Partitions)
        {
            string[] kind = partition.Kind.Split('/');
            rows.Add(
                partition.Label,
                kind[0],
                kind[1],
                $"0x{partition.Offset:x}",
                PartitionTable.FormatSize(partition.Size),
                $"0x{partition.End:x}",
                string.Join(':', PartitionCsv.FlagsOf(partition)));
        }

        rows.Write(session);
    }
}
