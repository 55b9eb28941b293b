namespace FlashFs.Formats.ChirpOs;

/// <summary>What a process holds on a path and all below it.</summary>
/// <param name="Process">The process.</param>
/// <param name="Path">The path.</param>
/// <param name="IsRead">Whether others cannot read there.</param>
/// <param name="IsWrite">Whether others cannot write there.</param>
public sealed record ChirpFileLock(ChirpProcess Process, string Path, bool IsRead, bool IsWrite);
