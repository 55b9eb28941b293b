using FlashFs.Partitions;

namespace FlashFs.Tool.Comparing;

/// <summary>A row of two partition tables, by its label.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Old">It in the old table; null where there is none.</param>
/// <param name="New">It in the new table; null where there is none.</param>
internal sealed record RowComparison(string Label, Partition? Old, Partition? New)
{
    /// <summary>The <see cref="Change"/> of a row in which nothing differs.</summary>
    public const string Same = "same";

    /// <summary>What became of it: <c>same</c>, <c>added</c>, <c>removed</c>, <c>moved</c> or <c>changed</c>, which is type, size or flags alone.</summary>
    public string Change => (Old, New) switch
    {
        (null, _) => "added",
        (_, null) => "removed",
        _ when Old.Offset != New.Offset => "moved",
        _ when Old.Kind != New.Kind || Old.Size != New.Size || FlagsOf(Old) != FlagsOf(New) => "changed",
        _ => Same,
    };

    /// <summary>The flags of a row, as a CSV has them.</summary>
    public static string FlagsOf(Partition partition) => string.Join(':', PartitionCsv.FlagsOf(partition));

    /// <summary>Pairs the rows of two tables by their labels, in the order of the new one; what only the old one has comes last.</summary>
    public static IReadOnlyList<RowComparison> Of(PartitionTable old, PartitionTable current)
    {
        var rest = new List<Partition>(old.Partitions);
        var rows = new List<RowComparison>();
        foreach (Partition partition in current.Partitions)
        {
            Partition? former = rest.Find(candidate => candidate.Label == partition.Label);
            rest.RemoveAll(candidate => ReferenceEquals(candidate, former));
            rows.Add(new RowComparison(partition.Label, former, partition));
        }

        return [.. rows, .. rest.Select(partition => new RowComparison(partition.Label, partition, null))];
    }
}
