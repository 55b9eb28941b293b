namespace FlashFs.Compression;

/// <summary>One step of an lz-string.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Value">The character, or the number of the phrase.</param>
internal readonly record struct LzStringCode(LzStringCodeKind Kind, int Value);
