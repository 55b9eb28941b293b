using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

/// <summary>
/// The whole flash as one file, from address 0 to the end of the last part, FF between the parts. Parts go in as they are:
/// the header of the boot loader keeps the flash settings it was built with. Where something is preserved in between there
/// is a file for each side of it, so that no file can overwrite it.
/// </summary>
public sealed class MergedImage
{
    /// <summary>The file of an image in one piece.</summary>
    public const string DefaultFileName = "flash.bin";

    private MergedImage(IReadOnlyList<FlashSegment> segments) => Segments = segments;

    /// <summary>The pieces, by address: one, unless something is preserved.</summary>
    public IReadOnlyList<FlashSegment> Segments { get; }

    /// <summary>Lays out the image.</summary>
    /// <param name="layout">The parts.</param>
    /// <param name="fill">Whether to go on to the end of the flash instead of the end of the last part.</param>
    /// <param name="fileName">The file of an image in one piece; pieces get their address before its extension.</param>
    public static MergedImage Create(FlashLayout layout, bool fill = false, string fileName = DefaultFileName)
    {
        long end = fill ? layout.Settings.Size : layout.End;
        FlashRange[] preserved = [.. layout.Preserved.Where(range => range.Start < end)];
        if (preserved.Length == 0)
        {
            return new MergedImage(end == 0 ? [] : [new FlashSegment(new FlashRange(0, end), fileName, layout.Parts)]);
        }

        var segments = new List<FlashSegment>();
        long start = 0;
        foreach (FlashRange range in preserved.Append(new FlashRange(end, end)))
        {
            var free = new FlashRange(start, range.Start);
            FlashPart[] parts = [.. layout.Parts.Where(part => part.Address >= free.Start && part.Address < free.End)];

            // Between two preserved ranges there may be nothing at all: no reason to write FF there.
            if (parts.Length > 0 || (fill && free.Length > 0))
            {
                segments.Add(new FlashSegment(free, FlashSegment.NameOf(fileName, free.Start), parts));
            }

            start = range.End;
        }

        return new MergedImage(segments);
    }

    /// <summary>Whether the parts make a device start: the boot loader and an app that it boots.</summary>
    /// <param name="layout">The parts.</param>
    /// <param name="reason">What is missing, as a clause; empty when nothing is.</param>
    public static bool CanMerge(FlashLayout layout, out string reason)
    {
        string[] missing = [.. Missing(layout)];
        reason = missing.Length == 0 ? "" : $"there is no FlashBinary for {string.Join(" and none for ", missing)}";
        return missing.Length == 0;
    }

    /// <summary>Reports FLASHFS3042, with the names of what is missing, where a merged image is asked for and would not start.</summary>
    /// <param name="layout">The parts.</param>
    /// <param name="location">Where it is asked for.</param>
    /// <param name="diagnostics">Takes the error.</param>
    /// <returns>Whether nothing is missing.</returns>
    public static bool CheckComplete(FlashLayout layout, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        if (CanMerge(layout, out string reason))
        {
            return true;
        }

        diagnostics.Add(
            DiagnosticCodes.MergedImageIncomplete,
            location,
            $"A merged image is asked for, and {reason}; add what is missing, or set FlashMergedImage to auto.");
        return false;
    }

    private static IEnumerable<string> Missing(FlashLayout layout)
    {
        if (layout.Bootloader is null)
        {
            yield return "the boot loader (Partition=\"bootloader\")";
        }

        if (layout.BootableApp is null)
        {
            string[] apps = [.. layout.Table.Partitions.Where(partition => partition.IsBootable).Select(partition => $"Partition=\"{partition.Label}\"")];
            yield return apps.Length == 0
                ? "an app (the table has no factory or OTA partition)"
                : $"an app ({string.Join(" or ", apps)})";
        }
    }
}
