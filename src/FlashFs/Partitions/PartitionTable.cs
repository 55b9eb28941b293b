using System.Globalization;
using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

/// <summary>The partitions of a flash, in the order of the table, with all offsets and sizes known.</summary>
public sealed class PartitionTable
{
    /// <summary>Makes a table of partitions as they are; <see cref="Check"/> says whether a device would take it.</summary>
    /// <param name="partitions">The partitions, in the order of the table.</param>
    /// <param name="tableOffset">Where the table lies in the flash, in bytes.</param>
    public PartitionTable(IEnumerable<Partition> partitions, long tableOffset = PartitionTableLayout.DefaultTableOffset)
    {
        Partitions = [.. partitions];
        TableOffset = tableOffset;
    }

    /// <summary>The partitions, in the order of the table.</summary>
    public IReadOnlyList<Partition> Partitions { get; }

    /// <summary>Where the table itself lies in the flash, in bytes from its start.</summary>
    public long TableOffset { get; }

    /// <summary>The first address past the table's own sector.</summary>
    public long TableEnd => TableOffset + PartitionTableLayout.TableSize;

    /// <summary>The first address past the last partition, and past the table.</summary>
    public long End => Partitions.Select(partition => partition.End).Append(TableEnd).Max();

    /// <summary>The partition that the boot loader starts when nothing says otherwise: the factory app, else the first OTA slot there is.</summary>
    public Partition? BootPartition => Partitions.Where(partition => partition.IsBootable).MinBy(partition => partition.SubType);

    /// <summary>Finds a partition by its label, exactly as it is written.</summary>
    public Partition? Find(string label) => Partitions.FirstOrDefault(partition => partition.Label == label);

    /// <summary>Runs every check that needs no source text: for tables read from a device or made by code.</summary>
    /// <param name="options">What the table is checked against; its own table offset is not used.</param>
    /// <param name="diagnostics">Takes every error and warning.</param>
    /// <returns>Whether there was no error.</returns>
    public bool Check(PartitionTableOptions options, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        PartitionChecks.Run(
            [.. Partitions.Select(PartitionCandidate.Of)], options with { TableOffset = TableOffset }, found);
        diagnostics.AddRange(found);
        return !found.HasErrors;
    }

    /// <summary>The rows in one line, for messages that must show what there is to choose from.</summary>
    public string Describe()
    {
        const int Shown = 24;
        string rows = string.Join("; ", Partitions.Take(Shown).Select(partition => partition.ToString()));
        string more = Partitions.Count > Shown
            ? string.Create(CultureInfo.InvariantCulture, $"; and {Partitions.Count - Shown} more")
            : "";
        return Partitions.Count == 0 ? "no partitions" : rows + more;
    }

    /// <summary>A size as the CSV writes it: whole M or K where it is one, else hexadecimal.</summary>
    public static string FormatSize(long size) => size switch
    {
        _ when size % 0x100000 == 0 => string.Create(CultureInfo.InvariantCulture, $"{size / 0x100000}M"),
        _ when size % 0x400 == 0 => string.Create(CultureInfo.InvariantCulture, $"{size / 0x400}K"),
        _ => $"0x{size:x}",
    };
}
