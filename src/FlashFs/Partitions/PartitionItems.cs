using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Partitions;

/// <summary>Puts rows that a project gives as items beside the rows of a table that it has already.</summary>
public static class PartitionItems
{
    /// <summary>
    /// Adds items to a table's rows: one of a label that the table has may only say that it is preserved, one of a new
    /// label becomes a row after the last.
    /// </summary>
    /// <param name="rows">The rows of the table: of a CSV, or the default ones.</param>
    /// <param name="items">The items, in their order.</param>
    /// <param name="diagnostics">Takes FLASHFS3024 for each item that says more about a row of the table, and FLASHFS3030 for one that only preserves what is not there.</param>
    public static IReadOnlyList<PartitionRow> Apply(
        IReadOnlyList<PartitionRow> rows, IEnumerable<PartitionRow> items, DiagnosticBag diagnostics)
    {
        var result = new List<PartitionRow>(rows);
        var byLabel = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < rows.Count; i++)
        {
            byLabel.TryAdd(rows[i].Label.Text, i);
        }

        foreach (PartitionRow item in items)
        {
            string set = string.Join(", ", Described(item));
            if (!byLabel.TryGetValue(item.Label.Text, out int index))
            {
                if (set.Length > 0)
                {
                    result.Add(item);
                }
                else
                {
                    diagnostics.Add(
                        DiagnosticCodes.PartitionNotFound,
                        item.Location,
                        $"FlashPartition '{item.Label.Shown}' says nothing but Preserve, and the table has no such partition{NearestName.Hint(item.Label.Text, rows.Select(row => row.Label.Text))}");
                }

                continue;
            }

            if (set.Length > 0)
            {
                string where = rows[index].Location is { } place ? $" at {place}" : "";
                diagnostics.Add(
                    DiagnosticCodes.PartitionItemConflict,
                    item.Location,
                    $"FlashPartition '{item.Label.Shown}' sets {set}, and the partition table has that partition already{where}; beside a table an item of its label sets only Preserve, so change it in the one place or the other.");
                continue;
            }

            result[index] = result[index] with { Preserve = result[index].Preserve || item.Preserve };
        }

        return result;
    }

    private static IEnumerable<string> Described(PartitionRow item)
    {
        (string Name, PartitionCell Cell)[] cells =
        [
            ("Type", item.Type), ("SubType", item.SubType), ("Offset", item.Offset), ("Size", item.Size), ("Flags", item.Flags),
        ];
        return cells.Where(cell => !cell.Cell.IsEmpty).Select(cell => cell.Name);
    }
}
