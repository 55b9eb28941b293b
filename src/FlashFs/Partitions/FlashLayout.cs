using FlashFs.Diagnostics;
using FlashFs.Profiles;

namespace FlashFs.Partitions;

/// <summary>What lies where in the flash: every part with its place, checked against the table, the flash and each other.</summary>
public sealed class FlashLayout
{
    internal FlashLayout(PartitionTable table, FlashSettings settings, IEnumerable<FlashPart> parts)
    {
        Table = table;
        Settings = settings;
        Parts = [.. parts.OrderBy(part => part.Address)];
        Preserved = PreservedRanges(table);
    }

    /// <summary>The partition table.</summary>
    public PartitionTable Table { get; }

    /// <summary>The chip, the size of the flash and how it is read.</summary>
    public FlashSettings Settings { get; }

    /// <summary>The parts, by address.</summary>
    public IReadOnlyList<FlashPart> Parts { get; }

    /// <summary>
    /// What no build may write, by address: the preserved partitions up to the end of their last sector, those that touch
    /// joined.
    /// </summary>
    public IReadOnlyList<FlashRange> Preserved { get; }

    /// <summary>The boot loader, if it is among the parts.</summary>
    public FlashPart? Bootloader => Parts.FirstOrDefault(part => part.Kind == FlashPartKind.Bootloader);

    /// <summary>The app that starts by itself, if one is among the parts.</summary>
    public FlashPart? BootableApp => Parts.Where(part => part.IsBootableApp).MinBy(part => part.Partition!.SubType);

    /// <summary>The first address past the last part; 0 without parts.</summary>
    public long End => Parts.Count == 0 ? 0 : Parts.Max(part => part.End);

    /// <summary>Gives every part its place; whatever is wrong is reported at once.</summary>
    /// <param name="table">The partition table.</param>
    /// <param name="settings">The chip and the size of the flash.</param>
    /// <param name="sources">The parts, in any order.</param>
    /// <param name="diagnostics">Takes FLASHFS3030, 3033, 3036 to 3040 and 3043.</param>
    /// <returns>The layout, or null when an error was reported.</returns>
    public static FlashLayout? Resolve(
        PartitionTable table, FlashSettings settings, IEnumerable<FlashPartSource> sources, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        var placer = new FlashPlacer(table, settings, found);
        FlashPart[] parts = [.. sources.Select(placer.Place).OfType<FlashPart>()];
        FlashPlacementChecks.Run(parts, settings, PreservedRanges(table), found);
        diagnostics.AddRange(found);
        return found.HasErrors ? null : new FlashLayout(table, settings, parts);
    }

    private static List<FlashRange> PreservedRanges(PartitionTable table)
    {
        // The last sector of a partition whose size is not whole is erased as one, so all of it is kept.
        var ranges = new List<FlashRange>();
        foreach (Partition partition in table.Partitions.Where(partition => partition.Preserve).OrderBy(partition => partition.Offset))
        {
            long end = PartitionTableLayout.AlignUp(partition.End, PartitionTableLayout.SectorSize);
            if (ranges.Count > 0 && partition.Offset <= ranges[^1].End)
            {
                ranges[^1] = ranges[^1] with { End = Math.Max(ranges[^1].End, end) };
            }
            else
            {
                ranges.Add(new FlashRange(partition.Offset, end));
            }
        }

        return ranges;
    }
}
