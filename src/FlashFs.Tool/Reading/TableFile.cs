using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Partitions;
using FlashFs.Tool.Options;

namespace FlashFs.Tool.Reading;

/// <summary>A partition table from a file, whatever its form.</summary>
/// <param name="Table">The table.</param>
/// <param name="Form">What the file is: <c>csv</c>, <c>binary</c> or <c>dump</c>.</param>
/// <param name="HasMd5">Whether a binary table has an MD5 row; null for a CSV.</param>
/// <param name="Damage">What is wrong with a binary table; empty for a CSV.</param>
internal sealed record TableFile(PartitionTable Table, string Form, bool? HasMd5, IReadOnlyList<VolumeDamage> Damage)
{
    /// <summary>The form of a CSV.</summary>
    public const string Csv = "csv";

    /// <summary>The form of a table that stands alone.</summary>
    public const string Binary = "binary";

    /// <summary>The form of a table in a flash dump.</summary>
    public const string Dump = "dump";

    /// <summary>Whether a file is a table that stands alone: by its name a CSV, or the binary form.</summary>
    /// <param name="path">The file as the command line has it.</param>
    /// <param name="bytes">Its bytes.</param>
    public static bool IsOne(string path, byte[] bytes) => PartitionBinary.LooksLikeTable(bytes) || path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file as the command line has it.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="request">What the command line says of it.</param>
    /// <param name="diagnostics">Takes what is wrong with a CSV, and the damage of a binary table.</param>
    /// <returns>The table, or null when a CSV makes none.</returns>
    public static TableFile? Read(string path, byte[] bytes, TableRequest request, DiagnosticBag diagnostics)
    {
        if (PartitionBinary.LooksLikeTable(bytes))
        {
            PartitionBinaryReading reading = PartitionBinary.Open(bytes, request.Options.TableOffset, ReadMode.Salvage);
            return Reported(new TableFile(reading.Table, Binary, reading.HasMd5, reading.Damage), path, diagnostics);
        }

        if (FlashDump.Open(bytes, request.TableOffset) is { } dump)
        {
            return Reported(new TableFile(dump.Split.Table, Dump, null, dump.TableDamage), path, diagnostics);
        }

        return PartitionCsv.Read(bytes, path, request.Options, diagnostics) is { } table ? new TableFile(table, Csv, null, []) : null;
    }

    private static TableFile Reported(TableFile file, string path, DiagnosticBag diagnostics)
    {
        var location = new DiagnosticLocation(path);
        diagnostics.AddRange(file.Damage.Select(damage => damage.ToDiagnostic(location)));
        return file;
    }
}
