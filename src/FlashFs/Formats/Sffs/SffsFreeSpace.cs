namespace FlashFs.Formats.Sffs;

/// <summary>The library's guess at free space, in bytes: it takes 4000 for a page (4076 up to version 1.0.2).</summary>
/// <param name="Free">In pages that are free.</param>
/// <param name="Freeable">In pages that are free or erased; bad ones, which the collector takes too, are not counted.</param>
public readonly record struct SffsFreeSpace(long Free, long Freeable);
