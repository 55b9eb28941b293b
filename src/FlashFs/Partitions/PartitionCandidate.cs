using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

/// <summary>A partition on its way into a table: what is known of it so far, and where each field stands.</summary>
internal sealed class PartitionCandidate
{
    public required string Label { get; init; }

    /// <summary>Null when the row has none that can be used; that was reported.</summary>
    public byte? Type { get; init; }

    /// <summary>Null when the row has none that can be used; that was reported.</summary>
    public byte? SubType { get; init; }

    /// <summary>Null until it is worked out, or for good when the row does not say it.</summary>
    public long? Offset { get; set; }

    /// <summary>Whether the offset is to follow from the row before.</summary>
    public bool OffsetFollows { get; init; }

    /// <summary>Negative while it is an end; null when the row does not say it.</summary>
    public long? Size { get; set; }

    public bool Encrypted { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>Whether a flag was not understood, so that one may be missing.</summary>
    public bool FlagsUncertain { get; init; }

    /// <summary>The row; null for a partition that was never text.</summary>
    public PartitionRow? Row { get; init; }

    public DiagnosticLocation? Location { get; init; }

    /// <summary>Whether its place is the chip's and the table's, so that it takes no part in the filling-in.</summary>
    public bool IsPrimary => Type is PartitionTypes.Bootloader or PartitionTypes.Table && SubType == PartitionTypes.Primary;

    public long? End => Offset + Size;

    public DiagnosticLocation? LabelAt => Row?.Label.Location ?? Location;

    public DiagnosticLocation? TypeAt => Row?.Type.Location ?? Location;

    public DiagnosticLocation? SubTypeAt => Row?.SubType.Location ?? Location;

    public DiagnosticLocation? OffsetAt => Row?.Offset.Location ?? Location;

    public DiagnosticLocation? SizeAt => Row?.Size.Location ?? Location;

    public DiagnosticLocation? FlagsAt => Row?.Flags.Location ?? Location;

    /// <summary>A partition that is complete already.</summary>
    public static PartitionCandidate Of(Partition partition) => new()
    {
        Label = partition.Label,
        Type = partition.Type,
        SubType = partition.SubType,
        Offset = partition.Offset,
        Size = partition.Size,
        Encrypted = partition.Encrypted,
        ReadOnly = partition.ReadOnly,
        Location = partition.Location,
    };

    public bool Is(byte type, byte subType) => Type == type && SubType == subType;
}
