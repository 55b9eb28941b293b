using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Partitions;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Comparing;

/// <summary>One of the two things that are compared: an image, a folder, a flash dump or a partition table.</summary>
/// <param name="Name">It as the command line has it.</param>
internal sealed record DiffSide(string Name)
{
    /// <summary>The image, when it is one, or a partition of a dump that is looked at alone.</summary>
    public OpenedImage? Image { get; init; }

    /// <summary>The files, when it is a folder.</summary>
    public FlashFileSet? Folder { get; init; }

    /// <summary>The dump, when it is one; also where one partition of it is looked at alone.</summary>
    public FlashDump? Dump { get; init; }

    /// <summary>The table, when it is one that stands alone.</summary>
    public TableFile? Table { get; init; }

    /// <summary>The partitions, when it is a table or a dump with one.</summary>
    public PartitionTable? Partitions => Table?.Table ?? Dump?.Split.Table;

    /// <summary>The bytes; empty for a folder.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The pieces of the dump, each looked into; empty where there is none, or one partition is looked at alone.</summary>
    public IReadOnlyList<FlashPiece> Pieces { get; init; } = [];

    /// <summary>What it is: <c>image</c>, <c>folder</c>, <c>table</c> or <c>flash</c>.</summary>
    public string Kind => Image is not null ? "image" : Folder is not null ? "folder" : Table is not null ? "table" : "flash";

    /// <summary>All damage: what opening found, then what reading every file found.</summary>
    public IReadOnlyList<(string Place, VolumeDamage Damage)> Damage { get; private init; } = [];

    /// <summary>The same with all damage found.</summary>
    public DiffSide Examined()
    {
        IEnumerable<OpenedImage> images = Pieces.Select(piece => piece.Image).Prepend(Image).OfType<OpenedImage>();
        return this with
        {
            Damage = [.. (Table?.Damage ?? []).Select(damage => (Name, damage)), .. images.SelectMany(image => image.Readable.Damage.Select(damage => (image.Name, damage)))],
        };
    }

    /// <summary>The files of an image or folder.</summary>
    public IReadOnlyList<ComparedFile> Files => Image is { } image ? ComparedFile.Of(image.Volume) : ComparedFile.Of(Folder!);
}
