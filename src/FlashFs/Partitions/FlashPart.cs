using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Partitions;

/// <summary>A part of the flash with its place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What it is called: the label of its partition, <c>bootloader</c>, <c>partition-table</c>, or its file where it has none of these.</param>
/// <param name="FileName">Its file, relative to the flash arguments, with <c>/</c>.</param>
/// <param name="Address">Where it begins, in bytes from the start of the flash.</param>
/// <param name="Limit">The most bytes it may have: up to the end of its partition, or of the gap it is in.</param>
/// <param name="Contents">The bytes.</param>
public sealed record FlashPart(FlashPartKind Kind, string Name, string FileName, long Address, long Limit, FlashContents Contents)
{
    /// <summary>The partition it lies in; null for one in a gap.</summary>
    public Partition? Partition { get; init; }

    /// <summary>Whether a device with flash encryption expects it written encrypted.</summary>
    public bool Encrypted { get; init; }

    /// <summary>Where it is declared.</summary>
    public DiagnosticLocation? Location { get; init; }

    /// <summary>The bytes it has.</summary>
    public long Length => Contents.Length;

    /// <summary>The first address past its bytes.</summary>
    public long End => Address + Length;

    /// <summary>Whether it is an app where a boot loader starts one.</summary>
    public bool IsBootableApp => Partition is { IsBootable: true } partition && partition.Offset == Address;

    // A part without bytes still lies at its address, where no other may.
    internal long OccupiedEnd => Address + Math.Max(Length, 1);
}
