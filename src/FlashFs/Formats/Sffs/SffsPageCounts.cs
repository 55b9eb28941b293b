namespace FlashFs.Formats.Sffs;

/// <summary>How many pages there are of each kind.</summary>
/// <param name="Free">Ready to be written.</param>
/// <param name="Used">Pages of files, and those left over from files that lost their first page.</param>
/// <param name="Erased">Pages of erased files, which wait for the collector.</param>
/// <param name="Bad">What is none of these, and waits for the collector too.</param>
public readonly record struct SffsPageCounts(int Free, int Used, int Erased, int Bad);
