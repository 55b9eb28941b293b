namespace FlashFs.Pipeline.Manifest;

/// <summary>A row of the partition table.</summary>
/// <param name="Label">The label.</param>
/// <param name="Type">The type's number.</param>
/// <param name="SubType">The subtype's number.</param>
/// <param name="Kind">Type and subtype in words.</param>
/// <param name="Offset">Where it begins, in bytes from the start of the flash.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Encrypted">Whether the device encrypts it.</param>
/// <param name="ReadOnly">Whether the device may write it.</param>
/// <param name="Preserve">Whether nothing made here may ever write to it.</param>
public sealed record ManifestPartition(
    string Label, byte Type, byte SubType, string Kind, long Offset, long Size, bool Encrypted, bool ReadOnly, bool Preserve);
