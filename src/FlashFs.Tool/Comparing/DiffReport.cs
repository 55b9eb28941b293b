using FlashFs.Diagnostics;

namespace FlashFs.Tool.Comparing;

/// <summary>What <c>flashfs diff</c> found out.</summary>
/// <param name="Old">The old side.</param>
/// <param name="New">The new side.</param>
internal sealed record DiffReport(DiffSide Old, DiffSide New)
{
    /// <summary>The files of two images, or of an image and a folder; null for anything else.</summary>
    public FileComparison? Files { get; init; }

    /// <summary>The two dumps; null for anything else.</summary>
    public FlashComparison? Flash { get; init; }

    /// <summary>The rows of two partition tables; null for anything else.</summary>
    public IReadOnlyList<RowComparison>? Rows { get; init; }

    /// <summary>What to flash again; null where one side is a folder or a table.</summary>
    public SectorComparison? Sectors { get; init; }

    /// <summary>Where the new side begins in the flash; null where that is not known.</summary>
    public long? Address { get; init; }

    /// <summary>The files of the ranges to flash again, in their order; empty where none were asked for.</summary>
    public IReadOnlyList<string> Pieces { get; init; } = [];

    /// <summary>The command that flashes; null where there is nothing to flash, or nothing to say of it.</summary>
    public string? Command { get; init; }

    /// <summary>What differs and is left as it is.</summary>
    public IReadOnlyList<LeftRange> Left => Flash?.Left ?? [];

    /// <summary>Every comparison of files, each with the label of its partition, empty for the images themselves.</summary>
    public IEnumerable<(string Label, FileComparison Files)> Comparisons =>
        Files is { } files ? [("", files)] : (Flash?.Partitions ?? []).Where(pair => pair.Files is not null).Select(pair => (pair.Label, pair.Files!));

    /// <summary>Whether the two are the same: the rows of tables, else the bytes where both have some, else the files.</summary>
    public bool IsSame => Rows is not null ? Rows.All(row => row.Change == RowComparison.Same)
        : Sectors is null ? Files is { Changes.Count: 0 }
        : Old.Bytes.Span.SequenceEqual(New.Bytes.Span) && Comparisons.All(pair => pair.Files.Changes.Count == 0);

    /// <summary>All damage of both sides as diagnostics.</summary>
    public IEnumerable<Diagnostic> ToDiagnostics() => Old.Damage.Concat(New.Damage)
        .Select(found => found.Damage.ToDiagnostic(new DiagnosticLocation(found.Place)));
}
