using FlashFs.Partitions;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Comparing;

/// <summary>A piece of the flash in two dumps: a partition, the boot loader or the table.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Old">It in the old dump; null where there is none.</param>
/// <param name="New">It in the new dump; null where there is none.</param>
internal sealed record PartitionComparison(string Label, FlashPiece? Old, FlashPiece? New)
{
    /// <summary>The files, where both have a file system there.</summary>
    public FileComparison? Files { get; init; }

    /// <summary>How many sectors of it are to be written.</summary>
    public long Sectors { get; init; }

    /// <summary>Whether place, size and bytes are the same in both.</summary>
    public bool IsSame => Old is not null && New is not null && Old.Slice.Offset == New.Slice.Offset
        && Old.Slice.Contents.Span.SequenceEqual(New.Slice.Contents.Span);

    /// <summary>What became of it: <c>same</c>, <c>added</c>, <c>removed</c>, <c>moved</c> or <c>changed</c>.</summary>
    public string Change => (Old, New) switch
    {
        (null, _) => "added",
        (_, null) => "removed",
        _ when IsSame => "same",
        _ => Old.Slice.Offset != New.Slice.Offset ? "moved" : "changed",
    };

    /// <summary>Pairs the pieces of two dumps by their labels, in the order of the new one; what only the old one has comes last.</summary>
    public static IReadOnlyList<PartitionComparison> Of(IReadOnlyList<FlashPiece> old, IReadOnlyList<FlashPiece> current, SectorComparison sectors)
    {
        var rest = new List<FlashPiece>(old);
        var pairs = new List<PartitionComparison>();
        foreach (FlashPiece piece in current)
        {
            FlashPiece? former = rest.Find(candidate => candidate.Slice.Label == piece.Slice.Label);
            rest.RemoveAll(candidate => candidate == former);
            FlashRange range = new(piece.Slice.Offset, piece.Slice.Offset + piece.Slice.Length);
            pairs.Add(new PartitionComparison(piece.Slice.Label, former, piece)
            {
                Files = former is { Image: { } before } && piece.Image is { } now
                    ? FileComparison.Of(ComparedFile.Of(before.Volume), ComparedFile.Of(now.Volume), before.Volume.Format == now.Volume.Format)
                    : null,
                Sectors = sectors.SectorsIn(range),
            });
        }

        return [.. pairs, .. rest.Select(piece => new PartitionComparison(piece.Slice.Label, piece, null))];
    }
}
