using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Partitions;

/// <summary>Something that is to go into the flash, and where it is asked to go.</summary>
public sealed record FlashPartSource
{
    private FlashPartSource(FlashPartKind kind, string fileName, FlashContents contents)
    {
        Kind = kind;
        FileName = fileName;
        Contents = contents;
    }

    /// <summary>What it is; a binary that turns out to be the boot loader is a binary here.</summary>
    public FlashPartKind Kind { get; }

    /// <summary>The file as messages and flash arguments name it: relative to the flash arguments, with <c>/</c>.</summary>
    public string FileName { get; init; }

    /// <summary>The bytes.</summary>
    public FlashContents Contents { get; init; }

    /// <summary>The label of its partition, or <c>bootloader</c>; null or empty where the project names none.</summary>
    public string? Label { get; init; }

    /// <summary>The address it goes to; null where the project gives none.</summary>
    public long? Offset { get; init; }

    /// <summary>Whether a device with flash encryption expects it written encrypted.</summary>
    public bool Encrypted { get; init; }

    /// <summary>Where messages point.</summary>
    public DiagnosticLocation? Location { get; init; }

    /// <summary>The partition table, which goes where it says itself.</summary>
    /// <param name="fileName">The file, relative to the flash arguments.</param>
    /// <param name="contents">The binary table.</param>
    public static FlashPartSource Table(string fileName, FlashContents contents) =>
        new(FlashPartKind.PartitionTable, fileName, contents);

    /// <summary>An image of a file system on its partition.</summary>
    /// <param name="fileName">The file, relative to the flash arguments.</param>
    /// <param name="contents">The image.</param>
    /// <param name="partition">The partition that <see cref="PartitionBinder"/> found for it.</param>
    /// <param name="location">Where messages point.</param>
    public static FlashPartSource Image(
        string fileName, FlashContents contents, Partition partition, DiagnosticLocation? location = null) =>
        new(FlashPartKind.Image, fileName, contents) { Label = partition.Label, Location = location };

    /// <summary>A ready-made part: by label or by offset, one of the two.</summary>
    /// <param name="fileName">The file, relative to the flash arguments.</param>
    /// <param name="contents">The bytes, which go in as they are.</param>
    /// <param name="label">The label of its partition, or <c>bootloader</c>.</param>
    /// <param name="offset">The address it goes to.</param>
    /// <param name="location">Where messages point.</param>
    public static FlashPartSource Binary(
        string fileName, FlashContents contents, string? label, long? offset, DiagnosticLocation? location = null) =>
        new(FlashPartKind.Binary, fileName, contents) { Label = label, Offset = offset, Location = location };
}
