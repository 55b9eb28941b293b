namespace FlashFs.Formats.Sffs;

/// <summary>Where a mounted volume lies, in bytes.</summary>
/// <param name="Size">The size of the flash.</param>
/// <param name="Length">The length of the volume.</param>
/// <param name="Start">Its first address.</param>
/// <param name="End">The address behind it.</param>
/// <param name="Pages">How many pages it has.</param>
public readonly record struct SffsDimensions(int Size, int Length, int Start, int End, int Pages);
