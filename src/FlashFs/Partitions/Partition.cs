using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

/// <summary>A labelled range of the flash.</summary>
/// <param name="Label">The name that firmware asks for; at most 16 bytes of UTF-8.</param>
/// <param name="Type">The type: see <see cref="PartitionTypes"/>.</param>
/// <param name="SubType">The subtype, whose meaning depends on the type.</param>
/// <param name="Offset">Where it begins, in bytes from the start of the flash.</param>
/// <param name="Size">How long it is, in bytes.</param>
public sealed record Partition(string Label, byte Type, byte SubType, long Offset, long Size)
{
    /// <summary>Whether a device with flash encryption encrypts it.</summary>
    public bool Encrypted { get; init; }

    /// <summary>Whether firmware may not write it.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether it holds what no build may overwrite. Not part of the binary table.</summary>
    public bool Preserve { get; init; }

    /// <summary>Where it is declared; null for one read from a binary table.</summary>
    public DiagnosticLocation? Location { get; init; }

    /// <summary>The first address past it.</summary>
    public long End => Offset + Size;

    /// <summary>Type and subtype by name, for instance <c>data/spiffs</c>.</summary>
    public string Kind => PartitionTypes.Describe(Type, SubType);

    /// <summary>Whether a boot loader starts apps from it by itself: the factory app and the OTA slots.</summary>
    public bool IsBootable => Type == PartitionTypes.App
        && (SubType == PartitionTypes.AppFactory
            || (SubType >= PartitionTypes.AppOtaFirst && SubType <= PartitionTypes.AppOtaLast));

    /// <summary>The partition as messages show it: label, kind, offset, size.</summary>
    public override string ToString() => $"{Label} ({Kind}, 0x{Offset:x}, {PartitionTable.FormatSize(Size)})";
}
