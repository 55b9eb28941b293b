using FlashFs.Diagnostics;
using FlashFs.Profiles;

namespace FlashFs.Partitions;

/// <summary>Checks parts that have a place against their room, the flash, what is preserved, and each other.</summary>
internal static class FlashPlacementChecks
{
    public static void Run(
        IReadOnlyList<FlashPart> parts, FlashSettings settings, IReadOnlyList<FlashRange> preserved, DiagnosticBag diagnostics)
    {
        var tooLarge = new HashSet<FlashPart>(ReferenceEqualityComparer.Instance);
        foreach (FlashPart part in parts)
        {
            if (part.Length > part.Limit)
            {
                tooLarge.Add(part);
                ReportTooLarge(part, diagnostics);
            }
            else if (part.End > settings.Size)
            {
                diagnostics.Add(
                    DiagnosticCodes.PartPastFlash,
                    part.Location,
                    $"'{part.FileName}' at 0x{part.Address:x} has {part.Length} bytes and ends at 0x{part.End:x}, {part.End - settings.Size} bytes past the end of the flash of {settings.SizeText}; set the flash size (FlashSize, --flash-size) to what the board has, or move it.");
            }

            CheckPreserved(part, preserved, diagnostics);
        }

        CheckOverlaps(parts, tooLarge, diagnostics);
    }

    private static void ReportTooLarge(FlashPart part, DiagnosticBag diagnostics)
    {
        string room = part switch
        {
            { Kind: FlashPartKind.Bootloader } => "the flash between the boot loader's address and the partition table",
            { Kind: FlashPartKind.PartitionTable } => "the sector of the partition table",
            { Partition: { } partition } => $"partition '{partition.Label}'",
            _ => "the gap it lies in",
        };
        string advice = part switch
        {
            { Kind: FlashPartKind.Bootloader } => "make it smaller, or move the table up (FlashPartitionTableOffset, --table-offset)",
            { Partition: { } partition } when part.Address == partition.Offset =>
                $"make it smaller, or give the partition at least 0x{PartitionTableLayout.AlignUp(part.Length, PartitionTableLayout.SectorSize):x}",
            _ => "make it smaller, or move it",
        };
        diagnostics.Add(
            DiagnosticCodes.BinaryTooLarge,
            part.Location,
            $"'{part.FileName}' at 0x{part.Address:x} has {part.Length} bytes, and {room} has room for {part.Limit}: over by {part.Length - part.Limit}; {advice}.");
    }

    private static void CheckPreserved(FlashPart part, IReadOnlyList<FlashRange> preserved, DiagnosticBag diagnostics)
    {
        // A part that is too large is reported as such, not for what it would run into.
        var own = new FlashRange(part.Address, Math.Min(part.OccupiedEnd, part.Address + Math.Max(part.Limit, 1)));
        foreach (FlashRange range in preserved.Where(range => range.Intersects(own)))
        {
            string name = part.Partition is { Preserve: true } partition ? $"partition '{partition.Label}'" : "flash";
            diagnostics.Add(
                DiagnosticCodes.PreservedWritten,
                part.Location,
                $"'{part.FileName}' is to go to 0x{part.Address:x}, {name} that is preserved (0x{range.Start:x} to 0x{range.End - 1:x}); nothing made here may write it, so do not preserve it, or leave this part out.");
            break;
        }
    }

    private static void CheckOverlaps(
        IReadOnlyList<FlashPart> parts, HashSet<FlashPart> tooLarge, DiagnosticBag diagnostics)
    {
        FlashPart? widest = null;
        foreach (FlashPart part in parts.OrderBy(part => part.Address))
        {
            if (widest is not null && part.Address < widest.OccupiedEnd)
            {
                if (part.Address == widest.Address)
                {
                    string place = part.Partition is { } partition ? $"partition {partition}" : $"0x{part.Address:x}";
                    diagnostics.Add(
                        DiagnosticCodes.PartitionTaken,
                        part.Location,
                        $"'{widest.FileName}' and '{part.FileName}' both go to {place}; give one of them another place, or take it out.");
                }
                else if (!tooLarge.Contains(widest))
                {
                    diagnostics.Add(
                        DiagnosticCodes.PartsOverlap,
                        part.Location,
                        $"'{part.FileName}' ({Range(part)}) overlaps '{widest.FileName}' ({Range(widest)}); move one of them.");
                }
            }

            if (widest is null || part.OccupiedEnd > widest.OccupiedEnd)
            {
                widest = part;
            }
        }
    }

    private static string Range(FlashPart part) => $"0x{part.Address:x} to 0x{part.OccupiedEnd - 1:x}";
}
