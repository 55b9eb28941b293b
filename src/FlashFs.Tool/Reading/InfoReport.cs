using FlashFs.Diagnostics;

namespace FlashFs.Tool.Reading;

/// <summary>What <c>flashfs info</c> found out about a file.</summary>
/// <param name="Name">The file as the command line has it.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record InfoReport(string Name, long Size)
{
    /// <summary>The image, when it is one.</summary>
    public OpenedImage? Image { get; init; }

    /// <summary>What devices make of the image.</summary>
    public IReadOnlyList<DeviceMount> Mounts { get; init; } = [];

    /// <summary>The partition table, when it is one or holds one.</summary>
    public TableFile? Table { get; init; }

    /// <summary>The pieces of a flash dump.</summary>
    public IReadOnlyList<FlashPiece> Pieces { get; init; } = [];

    /// <summary>The partitions that a dump does not hold whole.</summary>
    public IReadOnlyList<VolumeDamage> Absent { get; init; } = [];

    /// <summary>What it looks like, when it is nothing of these.</summary>
    public FileLook? Look { get; init; }

    /// <summary>What the file is: <c>image</c>, <c>partition-table</c>, <c>flash</c>, or what it looks like.</summary>
    public string Kind => Look is { } look ? look.Kind : Image is not null ? "image" : Table?.Form == TableFile.Dump ? "flash" : "partition-table";

    /// <summary>All damage as diagnostics.</summary>
    public IEnumerable<Diagnostic> ToDiagnostics()
    {
        var location = new DiagnosticLocation(Name);
        IEnumerable<Diagnostic> found = (Table?.Damage ?? []).Select(damage => damage.ToDiagnostic(location));
        IEnumerable<OpenedImage> images = Pieces.Select(piece => piece.Image).Prepend(Image).OfType<OpenedImage>();
        return found.Concat(images.SelectMany(image => image.Readable.Damage).Select(damage => damage.ToDiagnostic(location)));
    }
}
