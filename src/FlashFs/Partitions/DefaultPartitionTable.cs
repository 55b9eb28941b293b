using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

/// <summary>
/// The table of a project that gives none. Its offsets never depend on contents, so that a file more moves nothing; ESPFS
/// lies where ESP32-Duktape looks for it.
/// </summary>
public static class DefaultPartitionTable
{
    private const long AppFsOffset = 0x180000;

    private static readonly PartitionRow[] Common =
    [
        PartitionRow.Of("nvs", "data", "nvs", "0x9000", "0x6000"),
        PartitionRow.Of("phy_init", "data", "phy", "0xf000", "0x1000"),
        PartitionRow.Of("factory", "app", "factory", "0x10000", "0x170000"),
    ];

    private static readonly PartitionRow[] FileSystems =
    [
        PartitionRow.Of("storage", "data", "spiffs", "0x180000", "0x80000"),
        PartitionRow.Of("espfs", "data", "esphttpd", "0x300000", "0x100000"),
    ];

    /// <summary>The rows: with SPIFFS and ESPFS, or with AppFS from 0x180000 to the end of the flash.</summary>
    /// <param name="withAppFs">Whether an image of the project is AppFS.</param>
    public static IReadOnlyList<PartitionRow> Rows(bool withAppFs) => withAppFs
        ? [.. Common, PartitionRow.Of("appfs", "0x43", "3", $"0x{AppFsOffset:x}", null)]
        : [.. Common, .. FileSystems];

    /// <summary>Builds the table.</summary>
    /// <param name="options">What the table depends on beside its rows; with AppFS the flash size must be given.</param>
    /// <param name="withAppFs">Whether an image of the project is AppFS.</param>
    /// <param name="items">Items that a project adds: see <see cref="PartitionItems"/>.</param>
    /// <param name="location">Where the project says how large its flash is.</param>
    /// <param name="diagnostics">Takes FLASHFS3041 when the table does not fit the flash, and what is wrong with the items.</param>
    /// <returns>The table, or null when an error was reported.</returns>
    public static PartitionTable? Build(
        PartitionTableOptions options,
        bool withAppFs,
        IEnumerable<PartitionRow> items,
        DiagnosticLocation? location,
        DiagnosticBag diagnostics)
    {
        IReadOnlyList<PartitionRow> rows = Rows(withAppFs);
        if (DoesNotFit(rows, options, withAppFs) is { } reason)
        {
            diagnostics.Add(
                DiagnosticCodes.DefaultTableDoesNotFit,
                location,
                $"The default partition table does not fit: {reason}; write a table of your own as CSV and name it in FlashPartitionTable.");
            return null;
        }

        if (withAppFs)
        {
            PartitionRow appFs = rows[^1];
            rows = [.. rows.SkipLast(1), appFs with { Size = new PartitionCell($"-0x{options.FlashSize:x}", null) }];
        }

        var found = new DiagnosticBag();
        rows = PartitionItems.Apply(rows, items, found);
        PartitionTable? table = PartitionTableBuilder.Build(rows, options, found);
        diagnostics.AddRange(found);
        return found.HasErrors ? null : table;
    }

    private static string? DoesNotFit(IReadOnlyList<PartitionRow> rows, PartitionTableOptions options, bool withAppFs)
    {
        long tableEnd = options.TableOffset + PartitionTableLayout.TableSize;
        _ = PartitionNumber.TryParse(rows[0].Offset.Text, out long first);
        if (tableEnd > first)
        {
            return $"its first partition lies at 0x{first:x}, and a table at 0x{options.TableOffset:x} takes the flash up to 0x{tableEnd:x}";
        }

        PartitionRow last = rows[^1];
        _ = PartitionNumber.TryParse(last.Offset.Text, out long offset);
        _ = PartitionNumber.TryParse(last.Size.Text, out long size);
        if (withAppFs && options.FlashSize is null)
        {
            return "AppFS takes the flash up to its end, and the size of the flash is not given";
        }

        bool fits = options.FlashSize is null || (withAppFs ? offset < options.FlashSize : offset + size <= options.FlashSize);
        string need = withAppFs ? $"begins at 0x{offset:x}" : $"ends at 0x{offset + size:x}";
        return fits
            ? null
            : $"its last partition, '{last.Label.Shown}', {need}, and the flash has 0x{options.FlashSize:x} bytes ({PartitionTable.FormatSize(options.FlashSize!.Value)})";
    }
}
