using FlashFs.Partitions;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Reporting;

/// <summary>A range of the flash: a partition, the boot loader, the table, or a gap.</summary>
/// <param name="Name">Its label.</param>
/// <param name="Kind">What it is for; null for a gap.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Holds">What goes there.</param>
/// <param name="Filled">How many of its bytes that has; null where nothing made here goes there.</param>
internal sealed record FlashRange(string Name, string? Kind, long Offset, long Size, string Holds, long? Filled)
{
    /// <summary>All ranges, gaps included, in ascending order.</summary>
    public static List<FlashRange> All(FlashManifest manifest, ManifestTable table, long flashSize)
    {
        var ranges = new List<FlashRange>();
        foreach (ManifestPartition partition in table.Partitions)
        {
            ManifestImage? image = manifest.Images.FirstOrDefault(image => image.Partition == partition.Label);
            ManifestBinary? binary = manifest.Binaries.FirstOrDefault(binary => binary.Partition == partition.Label);
            string[] marks = [.. new[] { partition.Encrypted ? "encrypted" : null, partition.ReadOnly ? "read-only" : null, partition.Preserve ? "preserved" : null }.OfType<string>()];
            string kind = marks.Length == 0 ? partition.Kind : $"{partition.Kind} ({string.Join(", ", marks)})";
            ranges.Add(new FlashRange(
                partition.Label, kind, partition.Offset, partition.Size, image?.Name ?? binary?.Name ?? "",
                image is not null ? image.Figures.Data + image.Figures.Overhead : binary?.Size));
        }

        // The rest of its sector is nobody's.
        ranges.Add(new FlashRange("partition table", "table", table.Offset, PartitionTableLayout.TableSize, table.File, null));
        foreach (ManifestBinary binary in manifest.Binaries.Where(binary => ranges.TrueForAll(range => range.Name != binary.Partition)))
        {
            ranges.Add(new FlashRange(binary.Partition ?? binary.Name, "binary", binary.Offset, binary.Size, binary.Name, null));
        }

        ranges.Sort((left, right) => left.Offset.CompareTo(right.Offset));
        return WithGaps(ranges, flashSize);
    }

    private static List<FlashRange> WithGaps(List<FlashRange> ranges, long flashSize)
    {
        var all = new List<FlashRange>(ranges.Count * 2);
        long at = 0;
        foreach (FlashRange range in ranges)
        {
            if (range.Offset > at)
            {
                all.Add(new FlashRange("", null, at, range.Offset - at, "", null));
            }

            all.Add(range);
            at = Math.Max(at, range.Offset + range.Size);
        }

        if (flashSize > at)
        {
            all.Add(new FlashRange("", null, at, flashSize - at, "", null));
        }

        return all;
    }
}
