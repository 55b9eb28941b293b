using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Partitions;

namespace FlashFs.Tool.Reading;

/// <summary>A flash dump, or a merged image, which ends where its last part does.</summary>
internal sealed class FlashDump
{
    private FlashDump(FlashSplit split)
    {
        Split = split;
        Absent = [.. split.Damage.Where(IsAbsence)];
        TableDamage = [.. split.Damage.Where(damage => !IsAbsence(damage))];
    }

    /// <summary>The dump, cut by its table.</summary>
    public FlashSplit Split { get; }

    /// <summary>The partitions that it does not hold whole: no damage, since a merged image ends before them.</summary>
    public IReadOnlyList<VolumeDamage> Absent { get; }

    /// <summary>What is wrong with the table.</summary>
    public IReadOnlyList<VolumeDamage> TableDamage { get; }

    /// <summary>Whether there is a table that a device would take.</summary>
    public bool TableIsSound => TableDamage.Count == 0;

    /// <summary>Opens a dump, or says that the bytes are none.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="tableOffset">Where the table lies; null looks for it.</param>
    public static FlashDump? Open(ReadOnlyMemory<byte> bytes, long? tableOffset = null)
    {
        try
        {
            FlashSplit split = FlashSplit.Open(bytes, tableOffset, ReadMode.Salvage);
            return split.Table.Partitions.Count > 0 ? new FlashDump(split) : null;
        }
        catch (FlashFormatException)
        {
            return null; // no table where one could be: something else
        }
    }

    /// <summary>
    /// Opens what is surely a dump: with a table that a device would take, and not with the magic of a format in front, which
    /// makes it an image whatever lies further on.
    /// </summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="tableOffset">Where the table lies; null looks for it.</param>
    public static FlashDump? Recognise(byte[] bytes, long? tableOffset = null) =>
        Open(bytes, tableOffset) is { TableIsSound: true } dump && ImageRecognition.Of(bytes) is not { Score: ImageRecognition.Certain } ? dump : null;

    /// <summary>What the bytes are, in one clause, or null when they are neither a table nor a dump.</summary>
    public static string? Describe(ReadOnlyMemory<byte> bytes) =>
        PartitionBinary.LooksLikeTable(bytes.Span) ? "a partition table"
        : Open(bytes) is { } dump ? $"a flash dump with a partition table at 0x{dump.Split.Table.TableOffset:x}"
        : null;

    /// <summary>The partitions that are not whole, as warnings.</summary>
    /// <param name="path">The dump as the command line has it.</param>
    public IEnumerable<Diagnostic> AbsentAsWarnings(string path) => Absent.Select(damage => DiagnosticCodes.DumpEndsEarly.At(
        new DiagnosticLocation(path),
        $"'{path}' ends at 0x{damage.Offset:x}, within or before partition '{damage.Entry}': it has {damage.Found} of {damage.Expected}. That is fine for a merged image; a dump should be as large as the flash."));

    private static bool IsAbsence(VolumeDamage damage) => damage.Descriptor == DiagnosticCodes.Truncated && damage.Entry is not null;
}
