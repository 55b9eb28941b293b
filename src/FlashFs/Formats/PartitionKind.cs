namespace FlashFs.Formats;

/// <summary>A type and subtype of ESP-IDF's partition table that a format's images belong on.</summary>
/// <param name="Type">The partition type.</param>
/// <param name="SubType">The partition subtype.</param>
public sealed record PartitionKind(byte Type, byte SubType);
