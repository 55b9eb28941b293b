using System.Globalization;
using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

/// <summary>What a device would not take, and what would surprise its firmware. Every offender is reported, each where it stands.</summary>
/// <remarks>Source: espressif/esp-idf, <c>components/partition_table/gen_esp32part.py</c> 1.5 (verify).</remarks>
internal static partial class PartitionChecks
{
    /// <summary>Checks partitions of which some things may not be known, because they were reported already.</summary>
    public static void Run(IReadOnlyList<PartitionCandidate> candidates, PartitionTableOptions options, DiagnosticBag diagnostics)
    {
        CheckTable(candidates, options, diagnostics);
        CheckDuplicateLabels(candidates, diagnostics);
        foreach (PartitionCandidate candidate in candidates)
        {
            CheckLabel(candidate, diagnostics);
            CheckPlace(candidate, options, diagnostics);
            CheckKind(candidate, diagnostics);
        }

        CheckOverlaps(candidates, options, diagnostics);
        CheckUnique(candidates, PartitionTypes.DataOta, diagnostics);
        CheckUnique(candidates, PartitionTypes.DataTeeOta, diagnostics);
        WarnOfSharedAppSubTypes(candidates, diagnostics);
    }

    private static void CheckTable(
        IReadOnlyList<PartitionCandidate> candidates, PartitionTableOptions options, DiagnosticBag diagnostics)
    {
        if (options.TableOffset < 0 || options.TableOffset % PartitionTableLayout.SectorSize != 0)
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionOffsetNotAligned,
                null,
                $"The partition table's offset 0x{options.TableOffset:x} is not a multiple of 0x{PartitionTableLayout.SectorSize:x}, the sector that is erased at once; use 0x{PartitionTableLayout.DefaultTableOffset:x} or another multiple.");
        }

        long tableEnd = options.TableOffset + PartitionTableLayout.TableSize;
        if (options.FlashSize is { } flashSize && tableEnd > flashSize)
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionsExceedFlash,
                null,
                $"The partition table ends at 0x{tableEnd:x}, past the end of the flash of {PartitionTable.FormatSize(flashSize)}; lower its offset or set the flash size (FlashSize, --flash-size) to what the board has.");
        }

        if (options.PrimaryBootloaderOffset >= options.TableOffset)
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionOverlapsTable,
                null,
                $"The partition table at 0x{options.TableOffset:x} leaves no room for the chip's boot loader, which lies at 0x{options.PrimaryBootloaderOffset:x}; move the table up (FlashPartitionTableOffset or --table-offset).");
        }

        int limit = options.Md5 ? PartitionTableLayout.MaximumEntriesWithMd5 : PartitionTableLayout.MaximumEntriesWithoutMd5;
        if (candidates.Count > limit)
        {
            diagnostics.Add(
                DiagnosticCodes.TooManyPartitions,
                candidates[limit].Location,
                string.Create(CultureInfo.InvariantCulture, $"The table has {candidates.Count} partitions and room for {limit}{(options.Md5 ? " beside its MD5 row" : "")}; take out {candidates.Count - limit}."));
        }
    }

    private static void CheckPlace(PartitionCandidate candidate, PartitionTableOptions options, DiagnosticBag diagnostics)
    {
        if (candidate.Offset is { } offset && candidate.Type is { } type)
        {
            long alignment = PartitionTableLayout.AlignmentOf(type);
            if (offset % alignment != 0)
            {
                diagnostics.Add(
                    DiagnosticCodes.PartitionOffsetNotAligned,
                    candidate.OffsetAt,
                    $"Partition '{QuotedText.Cut(candidate.Label)}' begins at 0x{offset:x}, and {(type == PartitionTypes.App ? "an app" : "a partition")} begins at a multiple of 0x{alignment:x}; use 0x{PartitionTableLayout.AlignUp(offset, alignment):x}, or leave the offset empty.");
            }
        }

        if (candidate.Type == PartitionTypes.App && candidate.Size is { } size && size % PartitionTableLayout.SectorSize != 0)
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionSizeNotAligned,
                candidate.SizeAt,
                $"App partition '{QuotedText.Cut(candidate.Label)}' has 0x{size:x} bytes, which is no multiple of 0x{PartitionTableLayout.SectorSize:x}, the sector that is erased at once; use 0x{PartitionTableLayout.AlignUp(size, PartitionTableLayout.SectorSize):x}.");
        }

        long flashSize = options.FlashSize ?? PartitionTableLayout.AddressSpace;
        if (candidate.End > flashSize)
        {
            string flash = options.FlashSize is null ? "4 GiB, all that 32 bits can address" : $"the flash of {PartitionTable.FormatSize(flashSize)}";
            diagnostics.Add(
                DiagnosticCodes.PartitionsExceedFlash,
                candidate.SizeAt,
                $"Partition '{QuotedText.Cut(candidate.Label)}' from 0x{candidate.Offset:x} has 0x{candidate.Size:x} bytes and ends at 0x{candidate.End:x}, 0x{candidate.End - flashSize:x} past the end of {flash}; {FlashAdvice(candidate, flashSize)}.");
        }
    }

    private static string FlashAdvice(PartitionCandidate candidate, long flashSize) => candidate.Offset < flashSize
        ? $"make it at most 0x{flashSize - candidate.Offset:x}, or set the flash size (FlashSize, --flash-size) to what the board has"
        : "lower its offset, or set the flash size (FlashSize, --flash-size) to what the board has";

    private static void CheckOverlaps(
        IReadOnlyList<PartitionCandidate> candidates, PartitionTableOptions options, DiagnosticBag diagnostics)
    {
        long free = options.TableOffset + PartitionTableLayout.TableSize;
        (PartitionCandidate Candidate, int Index)? widest = null;
        IEnumerable<(PartitionCandidate Candidate, int Index)> placed = candidates
            .Select((candidate, index) => (candidate, index))
            .Where(item => item.candidate is { Offset: not null })
            .OrderBy(item => item.candidate.Offset);
        foreach ((PartitionCandidate Candidate, int Index) item in placed)
        {
            PartitionCandidate candidate = item.Candidate;
            if (!candidate.IsPrimary && candidate.Type is not null && candidate.Offset < free)
            {
                diagnostics.Add(
                    DiagnosticCodes.PartitionOverlapsTable,
                    candidate.OffsetAt,
                    $"Partition '{QuotedText.Cut(candidate.Label)}' begins at 0x{candidate.Offset:x}, and the flash up to 0x{free:x} belongs to the boot loader and the partition table at 0x{options.TableOffset:x}; use 0x{PartitionTableLayout.AlignUp(free, PartitionTableLayout.AlignmentOf(candidate.Type.Value)):x} or more, or leave the offset empty.");
            }

            if (widest is { } before && candidate.Offset < before.Candidate.End)
            {
                // The row further down is the one to change: the one above it was there first.
                (PartitionCandidate later, PartitionCandidate earlier) = item.Index > before.Index
                    ? (candidate, before.Candidate)
                    : (before.Candidate, candidate);
                diagnostics.Add(
                    DiagnosticCodes.PartitionsOverlap,
                    later.OffsetAt,
                    $"Partition '{QuotedText.Cut(later.Label)}' ({Range(later)}) overlaps '{QuotedText.Cut(earlier.Label)}' ({Range(earlier)}); {OverlapAdvice(later, earlier)}.");
            }

            if (candidate.End is { } end && !(widest?.Candidate.End >= end))
            {
                widest = item;
            }
        }
    }

    private static string Range(PartitionCandidate candidate) => candidate.Size is { } size
        ? $"0x{candidate.Offset:x} to 0x{candidate.Offset + size - 1:x}"
        : $"from 0x{candidate.Offset:x}";

    private static string OverlapAdvice(PartitionCandidate later, PartitionCandidate earlier)
    {
        long alignment = PartitionTableLayout.AlignmentOf(later.Type ?? PartitionTypes.Data);
        return earlier.End is { } end
            ? $"move '{QuotedText.Cut(later.Label)}' to 0x{PartitionTableLayout.AlignUp(end, alignment):x} or leave its offset empty"
            : $"leave the offset of '{QuotedText.Cut(later.Label)}' empty";
    }
}
