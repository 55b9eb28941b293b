using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

/// <summary>Makes a table of rows: fills in offsets and sizes, then checks all of it.</summary>
/// <remarks>Source: espressif/esp-idf, <c>components/partition_table/gen_esp32part.py</c> 1.5 (from_csv, verify).</remarks>
public static class PartitionTableBuilder
{
    /// <summary>Builds a table; whatever is wrong is reported at once.</summary>
    /// <param name="rows">The rows, in the order of the table.</param>
    /// <param name="options">What the table depends on beside its rows.</param>
    /// <param name="diagnostics">Takes FLASHFS3002 to 3026.</param>
    /// <returns>The table, or null when an error was reported, now or when the rows were read.</returns>
    public static PartitionTable? Build(IEnumerable<PartitionRow> rows, PartitionTableOptions options, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        var reader = new PartitionRowReader(options, found);
        PartitionCandidate[] candidates = [.. rows.Select(reader.Read)];
        Resolve(candidates, options, found);
        PartitionChecks.Run(candidates, options, found);
        diagnostics.AddRange(found);
        bool unreadable = Array.Exists(candidates, candidate => candidate.Row is { Unreadable: true });
        return found.HasErrors || unreadable ? null : new PartitionTable(candidates.Select(Finish), options.TableOffset);
    }

    // Rows follow each other: an offset that is not given begins where the row before ends, and one that is given may not
    // go back. After a row whose end is not known nothing can be said of the next one without an offset of its own.
    private static void Resolve(PartitionCandidate[] candidates, PartitionTableOptions options, DiagnosticBag diagnostics)
    {
        long? end = options.TableOffset + PartitionTableLayout.TableSize;
        PartitionCandidate? previous = null;
        foreach (PartitionCandidate candidate in candidates)
        {
            if (candidate.IsPrimary)
            {
                continue;
            }

            if (candidate.OffsetFollows && candidate.Type is { } type)
            {
                candidate.Offset = end is { } from ? PartitionTableLayout.AlignUp(from, PartitionTableLayout.AlignmentOf(type)) : null;
            }
            else if (candidate.Offset is { } offset && previous is { Offset: { } before } && offset < before)
            {
                ReportOrder(candidate, previous, diagnostics);
            }

            ResolveEnd(candidate, diagnostics);
            end = candidate.End is { } own ? Math.Max(own, end ?? 0) : null;
            previous = candidate.Offset is null ? previous : candidate;
        }
    }

    private static void ResolveEnd(PartitionCandidate candidate, DiagnosticBag diagnostics)
    {
        if (candidate.Size is not < 0)
        {
            return;
        }

        long end = -candidate.Size.Value;
        candidate.Size = candidate.Offset is { } offset && offset < end ? end - offset : null;
        if (candidate.Offset >= end)
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidPartitionNumber,
                candidate.SizeAt,
                $"The size '{candidate.Row?.Size.Shown}' of partition '{QuotedText.Cut(candidate.Label)}' makes it end at 0x{end:x}, and it begins at 0x{candidate.Offset:x}; write an end past that, or a size without the minus.");
        }
    }

    private static void ReportOrder(PartitionCandidate candidate, PartitionCandidate previous, DiagnosticBag diagnostics)
    {
        // Where the two overlap as well, the check of overlaps says so.
        if (candidate.Offset + Math.Max(candidate.Size ?? 0, 0) <= previous.Offset)
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionsOverlap,
                candidate.OffsetAt,
                $"Partition '{QuotedText.Cut(candidate.Label)}' at 0x{candidate.Offset:x} stands after '{QuotedText.Cut(previous.Label)}' at 0x{previous.Offset:x}; rows go up in offset, so move its row before that one.");
        }
    }

    private static Partition Finish(PartitionCandidate candidate) => new(
        candidate.Label, candidate.Type!.Value, candidate.SubType!.Value, candidate.Offset!.Value, candidate.Size!.Value)
    {
        Encrypted = candidate.Encrypted,
        ReadOnly = candidate.ReadOnly,
        Preserve = candidate.Row?.Preserve ?? false,
        Location = candidate.Location,
    };
}
