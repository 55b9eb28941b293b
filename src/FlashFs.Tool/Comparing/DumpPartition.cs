using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Comparing;

/// <summary>One partition of a flash dump as a side of its own, to be compared with an image or a folder.</summary>
internal static class DumpPartition
{
    /// <summary>Takes the partition out of a dump; a side that is no dump stays as it is.</summary>
    /// <param name="side">The side.</param>
    /// <param name="label">The label of the partition; null for the one with a file system of the format.</param>
    /// <param name="format">The format of the other side; null takes any.</param>
    /// <param name="diagnostics">Takes FLASHFS3030, 3031, 3032 and 5008.</param>
    /// <returns>The side, null when an error was reported; and where it lies, null for a side that is no dump.</returns>
    public static (DiffSide? Side, FlashPlace? Place) Of(DiffSide side, string? label, FlashFormat? format, DiagnosticBag diagnostics)
    {
        if (side.Dump is null)
        {
            return (side, null);
        }

        FlashPiece? piece = label is null ? FindByFormat(side, format, diagnostics) : FindByLabel(side, label, diagnostics);
        return piece is { Image: { } image }
            ? (side with { Image = image, Bytes = piece.Slice.Contents, Pieces = [] }, new FlashPlace(piece.Slice.Offset, piece.Slice.Partition))
            : (null, null);
    }

    /// <summary>Reports FLASHFS3030 for each label that a dump does not have.</summary>
    public static void CheckLabels(DiffSide dump, IEnumerable<string> labels, DiagnosticBag diagnostics)
    {
        foreach (string label in labels.Where(label => dump.Pieces.All(piece => piece.Slice.Label != label)))
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionNotFound,
                new DiagnosticLocation(dump.Name),
                $"'{dump.Name}' has no partition '{label}'{NearestName.Hint(label, dump.Pieces.Select(piece => piece.Slice.Label))}");
        }
    }

    private static FlashPiece? FindByLabel(DiffSide side, string label, DiagnosticBag diagnostics)
    {
        CheckLabels(side, [label], diagnostics);
        FlashPiece? piece = side.Pieces.FirstOrDefault(piece => piece.Slice.Label == label);
        if (piece is { Image: null })
        {
            diagnostics.Add(
                DiagnosticCodes.UnknownImageFormat,
                new DiagnosticLocation(side.Name),
                $"Partition '{label}' of '{side.Name}' holds no file system ({piece.Contents}); without --partition two dumps are compared byte by byte.");
        }

        return piece;
    }

    private static FlashPiece? FindByFormat(DiffSide side, FlashFormat? format, DiagnosticBag diagnostics)
    {
        FlashPiece[] candidates = [.. side.Pieces.Where(piece => piece.Image is { } image && (format is null || image.Volume.Format == format))];
        if (candidates is [FlashPiece only])
        {
            return only;
        }

        string what = format is null ? "a file system" : format.DisplayName;
        var location = new DiagnosticLocation(side.Name);
        diagnostics.Add(candidates.Length == 0
            ? DiagnosticCodes.NoPartitionForImage.At(
                location, $"'{side.Name}' has no partition with {what} to compare with; name one with --partition. It has: {side.Dump!.Split.Table.Describe()}.")
            : DiagnosticCodes.AmbiguousPartition.At(
                location, $"'{side.Name}' has {what} in {candidates.Length} partitions: {string.Join(", ", candidates.Select(piece => piece.Slice.Label))}; name one with --partition."));
        return null;
    }
}
