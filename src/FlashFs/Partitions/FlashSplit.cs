using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Partitions;

/// <summary>A flash dump, cut by the partition table in it.</summary>
public sealed class FlashSplit
{
    // ROMs look for the boot loader at one of these; the first byte of an app or boot loader is its magic.
    private static readonly int[] BootloaderOffsets = [0, 0x1000, 0x2000];
    private const byte AppMagic = 0xE9;
    private const long LastTableOffset = 0x40000;

    private FlashSplit(PartitionTable table, IReadOnlyList<FlashSlice> slices, IReadOnlyList<VolumeDamage> damage)
    {
        Table = table;
        Slices = slices;
        Damage = damage;
    }

    /// <summary>The partition table that was found.</summary>
    public PartitionTable Table { get; }

    /// <summary>The pieces: boot loader and table where they are, then the partitions in the table's order.</summary>
    public IReadOnlyList<FlashSlice> Slices { get; }

    /// <summary>What is wrong with the table, and which partitions the dump does not hold whole; empty in strict mode.</summary>
    public IReadOnlyList<VolumeDamage> Damage { get; }

    /// <summary>Cuts a dump.</summary>
    /// <param name="dump">The flash from address 0; not copied.</param>
    /// <param name="tableOffset">Where the table lies; null looks at 0x8000, then at every sector up to 0x40000 for one with a right MD5.</param>
    /// <param name="mode">Whether the first damage throws, or is listed.</param>
    /// <exception cref="FlashFormatException">FLASHFS5001: there is no table (in both modes); FLASHFS5002 to 5004, in strict mode: the table is damaged, or the dump ends within a partition.</exception>
    public static FlashSplit Open(ReadOnlyMemory<byte> dump, long? tableOffset, ReadMode mode)
    {
        long offset = tableOffset ?? FindTable(dump.Span);
        if (offset < 0 || offset >= dump.Length || !PartitionBinary.LooksLikeTable(dump.Span[(int)offset..]))
        {
            throw new FlashFormatException(
                DiagnosticCodes.NotThisFormat, "flash", offset, "a partition table (aa 50)", offset < 0 || offset >= dump.Length ? "the end of the dump" : "something else");
        }

        PartitionBinaryReading reading = PartitionBinary.Open(dump.Span[(int)offset..], offset, mode);
        var damage = new List<VolumeDamage>(reading.Damage);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var slices = new List<FlashSlice>(AroundTable(dump, (int)offset, names));
        foreach (Partition partition in reading.Table.Partitions.Where(partition => !IsPrimary(partition)))
        {
            int start = (int)Math.Min(partition.Offset, dump.Length);
            int length = (int)Math.Min(partition.Size, dump.Length - start);
            if (length < partition.Size)
            {
                var missing = new VolumeDamage(
                    DiagnosticCodes.Truncated, "flash", dump.Length, $"0x{partition.Size:x} bytes of the partition at 0x{partition.Offset:x}", $"0x{length:x}", partition.Label);
                damage.Add(mode == ReadMode.Strict ? throw new FlashFormatException(missing) : missing);
            }

            if (length > 0)
            {
                slices.Add(new FlashSlice(
                    partition.Label, FileNameOf(partition.Label, partition.Offset, names), partition.Offset, dump.Slice(start, length), partition));
            }
        }

        return new FlashSplit(reading.Table, slices, damage);
    }

    private static long FindTable(ReadOnlySpan<byte> dump)
    {
        const long Usual = PartitionTableLayout.DefaultTableOffset;
        if (dump.Length <= Usual || PartitionBinary.LooksLikeTable(dump[(int)Usual..]))
        {
            return Usual;
        }

        for (long offset = 0; offset <= LastTableOffset && offset < dump.Length; offset += PartitionTableLayout.SectorSize)
        {
            ReadOnlySpan<byte> rest = dump[(int)offset..];
            if (PartitionBinary.LooksLikeTable(rest)
                && PartitionBinary.Open(rest, offset, ReadMode.Salvage) is { HasMd5: true, Damage.Count: 0 })
            {
                return offset;
            }
        }

        return Usual;
    }

    private static IEnumerable<FlashSlice> AroundTable(ReadOnlyMemory<byte> dump, int tableOffset, HashSet<string> names)
    {
        foreach (int start in BootloaderOffsets.Where(start => start < tableOffset && dump.Span[start] == AppMagic).Take(1))
        {
            yield return new FlashSlice(
                PartitionLabel.Bootloader, FileNameOf(PartitionLabel.Bootloader, start, names), start, dump[start..tableOffset], null);
        }

        int length = (int)Math.Min(PartitionTableLayout.TableSize, dump.Length - tableOffset);
        yield return new FlashSlice(
            PartitionLabel.Table, FileNameOf(PartitionLabel.Table, tableOffset, names), tableOffset, dump.Slice(tableOffset, length), null);
    }

    private static string FileNameOf(string label, long offset, HashSet<string> names)
    {
        string safe = new([.. label.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' ? letter : '_')]);
        safe = safe.TrimStart('.', '-');

        // What is left of a label can still be nothing, or a device of Windows such as COM1.
        safe = safe.Length == 0 || ExtractionPath.Problem($"{safe}.bin") is not null ? $"partition_{safe}" : safe;
        string name = $"{safe}.bin";
        for (int copy = 1; !names.Add(name); copy++)
        {
            name = copy == 1 ? $"{safe}.0x{offset:x}.bin" : $"{safe}.0x{offset:x}.{copy}.bin";
        }

        return name;
    }

    private static bool IsPrimary(Partition partition) =>
        partition is { Type: PartitionTypes.Bootloader or PartitionTypes.Table, SubType: PartitionTypes.Primary };
}
