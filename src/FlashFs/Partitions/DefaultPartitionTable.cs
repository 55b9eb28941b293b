using FlashFs.Diagnostics;
using FlashFs.Formats;

namespace FlashFs.Partitions;

/// <summary>
/// The table of a project that gives none. Its offsets never depend on contents, so that a file more moves nothing; ESPFS
/// lies where ESP32-Duktape looks for it.
/// </summary>
public static class DefaultPartitionTable
{
    private const long RestOffset = 0x180000;

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

    /// <summary>The rows: with SPIFFS and ESPFS, or with one partition from 0x180000 to the end of the flash.</summary>
    /// <param name="rest">The format that takes the rest of the flash; null for none.</param>
    public static IReadOnlyList<PartitionRow> Rows(FlashFormat? rest) => rest is { PartitionKinds: [var kind, ..] }
        ? [.. Common, PartitionRow.Of(rest.Id, $"0x{kind.Type:x}", $"0x{kind.SubType:x}", $"0x{RestOffset:x}", null)]
        : [.. Common, .. FileSystems];

    /// <summary>Builds the table.</summary>
    /// <param name="options">What the table depends on beside its rows; where a format takes the rest of the flash, its size must be given.</param>
    /// <param name="rest">The format of an image of the project that takes the rest of the flash; null for none.</param>
    /// <param name="items">Items that a project adds: see <see cref="PartitionItems"/>.</param>
    /// <param name="location">Where the project says how large its flash is.</param>
    /// <param name="diagnostics">Takes FLASHFS3041 when the table does not fit the flash, and what is wrong with the items.</param>
    /// <returns>The table, or null when an error was reported.</returns>
    public static PartitionTable? Build(
        PartitionTableOptions options,
        FlashFormat? rest,
        IEnumerable<PartitionRow> items,
        DiagnosticLocation? location,
        DiagnosticBag diagnostics)
    {
        IReadOnlyList<PartitionRow> rows = Rows(rest);
        if (DoesNotFit(rows, options, rest) is { } reason)
        {
            diagnostics.Add(
                DiagnosticCodes.DefaultTableDoesNotFit,
                location,
                $"The default partition table does not fit: {reason}; write a table of your own as CSV and name it in FlashPartitionTable.");
            return null;
        }

        if (rest is not null)
        {
            PartitionRow last = rows[^1];
            rows = [.. rows.SkipLast(1), last with { Size = new PartitionCell($"-0x{options.FlashSize:x}", null) }];
        }

        var found = new DiagnosticBag();
        rows = PartitionItems.Apply(rows, items, found);
        PartitionTable? table = PartitionTableBuilder.Build(rows, options, found);
        diagnostics.AddRange(found);
        return found.HasErrors ? null : table;
    }

    private static string? DoesNotFit(IReadOnlyList<PartitionRow> rows, PartitionTableOptions options, FlashFormat? rest)
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
        if (rest is not null && options.FlashSize is null)
        {
            return $"{rest.DisplayName} takes the flash up to its end, and the size of the flash is not given";
        }

        bool fits = options.FlashSize is null || (rest is not null ? offset < options.FlashSize : offset + size <= options.FlashSize);
        string need = rest is not null ? $"begins at 0x{offset:x}" : $"ends at 0x{offset + size:x}";
        return fits
            ? null
            : $"its last partition, '{last.Label.Shown}', {need}, and the flash has 0x{options.FlashSize:x} bytes ({PartitionTable.FormatSize(options.FlashSize!.Value)})";
    }
}
