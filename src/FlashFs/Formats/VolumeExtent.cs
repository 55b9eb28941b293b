namespace FlashFs.Formats;

/// <summary>A run of bytes in an image and what it is for; runs do not overlap and stand in ascending order.</summary>
/// <param name="Offset">Where it begins, in bytes from the start of the image.</param>
/// <param name="Length">How long it is, in bytes.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="EntryIndex">The file it belongs to, by <see cref="VolumeEntry.Index"/>; -1 for none.</param>
public readonly record struct VolumeExtent(long Offset, long Length, ExtentKind Kind, int EntryIndex = -1);
