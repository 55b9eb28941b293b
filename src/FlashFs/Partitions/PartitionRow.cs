using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

/// <summary>A row of a partition table as it was written, nothing worked out yet.</summary>
/// <param name="Label">The label.</param>
/// <param name="Type">The type: a name or a number.</param>
/// <param name="SubType">The subtype: a name or a number.</param>
/// <param name="Offset">The offset: a number, or empty for "after the row before".</param>
/// <param name="Size">The size: a number; a negative one is an end.</param>
/// <param name="Flags">The flags, joined by <c>:</c>.</param>
public sealed record PartitionRow(
    PartitionCell Label,
    PartitionCell Type,
    PartitionCell SubType,
    PartitionCell Offset,
    PartitionCell Size,
    PartitionCell Flags)
{
    /// <summary>Whether the partition holds what no build may overwrite.</summary>
    public bool Preserve { get; init; }

    /// <summary>Where the row stands.</summary>
    public DiagnosticLocation? Location { get; init; }

    /// <summary>Whether an error about the row's text was reported already, so that nothing can be worked out from it.</summary>
    internal bool Unreadable { get; init; }

    /// <summary>Makes a row of texts that all stand in one place, for instance the metadata of a project item.</summary>
    /// <param name="label">The label.</param>
    /// <param name="type">The type; null or empty for none. So with all others.</param>
    /// <param name="subType">The subtype.</param>
    /// <param name="offset">The offset.</param>
    /// <param name="size">The size.</param>
    /// <param name="flags">The flags.</param>
    /// <param name="location">Where the texts stand.</param>
    /// <param name="preserve">Whether the partition holds what no build may overwrite.</param>
    public static PartitionRow Of(
        string label,
        string? type,
        string? subType,
        string? offset,
        string? size,
        string? flags = null,
        DiagnosticLocation? location = null,
        bool preserve = false)
    {
        PartitionCell cell(string? text) => new((text ?? "").Trim(), location);
        return new(cell(label), cell(type), cell(subType), cell(offset), cell(size), cell(flags))
        {
            Location = location,
            Preserve = preserve,
        };
    }
}
