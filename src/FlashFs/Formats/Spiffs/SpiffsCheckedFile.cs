namespace FlashFs.Formats.Spiffs;

/// <summary>What came of looking for a file's pages.</summary>
/// <param name="Length">Its length in bytes; where it cannot be as long as it claims, what can be read from its start on.</param>
/// <param name="ReadableBytes">How many of them can be read.</param>
/// <param name="IsWhole">Whether all its pages are where its tables say.</param>
/// <param name="IsDamaged">Whether data pages cannot be read at all, or the length cannot be true.</param>
internal readonly record struct SpiffsCheckedFile(long Length, long ReadableBytes, bool IsWhole, bool IsDamaged);
