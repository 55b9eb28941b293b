using FlashFs.Partitions;

namespace FlashFs.Tool.Comparing;

/// <summary>Two flash dumps, address by address.</summary>
/// <param name="Sectors">What is to be written.</param>
/// <param name="Left">What differs and is not written.</param>
/// <param name="Partitions">The pieces, in the order of the new dump.</param>
internal sealed record FlashComparison(SectorComparison Sectors, IReadOnlyList<LeftRange> Left, IReadOnlyList<PartitionComparison> Partitions)
{
    private const byte Erased = 0xFF;

    /// <summary>Compares.</summary>
    /// <param name="old">What the flash holds.</param>
    /// <param name="current">What it is to hold.</param>
    /// <param name="preserve">The labels of the partitions to leave as they are.</param>
    public static FlashComparison Of(DiffSide old, DiffSide current, IReadOnlyCollection<string> preserve)
    {
        LeftRange[] left = [.. Regions(current).Select(region => Leave(region.Label, region.Range, old, current, preserve)).OfType<LeftRange>()];
        SectorComparison sectors = SectorComparison.Of(old.Bytes.Span, current.Bytes.Span, [.. left.Select(range => range.Range)]);
        return new FlashComparison(sectors, left, PartitionComparison.Of(old.Pieces, current.Pieces, sectors));
    }

    // The pieces of the new dump and what lies between them, ascending.
    private static IEnumerable<(string Label, FlashRange Range)> Regions(DiffSide dump)
    {
        long end = 0;
        foreach (FlashSlice slice in dump.Pieces.Select(piece => piece.Slice).OrderBy(slice => slice.Offset))
        {
            if (slice.Offset > end)
            {
                yield return ("", new FlashRange(end, slice.Offset));
            }

            yield return (slice.Label, new FlashRange(slice.Offset, slice.Offset + slice.Length));
            end = Math.Max(end, slice.Offset + slice.Length);
        }

        if (dump.Bytes.Length > end)
        {
            yield return ("", new FlashRange(end, dump.Bytes.Length));
        }
    }

    // A merged image is filled up between its parts: to write that too would wipe the settings of the device.
    private static LeftRange? Leave(string label, FlashRange range, DiffSide old, DiffSide current, IReadOnlyCollection<string> preserve)
    {
        ReadOnlySpan<byte> before = Cut(old.Bytes.Span, range);
        ReadOnlySpan<byte> now = Cut(current.Bytes.Span, range);
        return before.SequenceEqual(now) ? null
            : preserve.Contains(label) ? new LeftRange(label, range, LeftRange.Preserved)
            : now.ContainsAnyExcept(Erased) ? null
            : new LeftRange(label, range, LeftRange.Erased);
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> bytes, FlashRange range) =>
        bytes[(int)Math.Min(range.Start, bytes.Length)..(int)Math.Min(range.End, bytes.Length)];
}
