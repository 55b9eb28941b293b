namespace FlashFs.Formats.AppFs;

/// <summary>What a volume knows of a file.</summary>
/// <param name="Name">The name.</param>
/// <param name="Size">The length of the contents in bytes; it never changes.</param>
/// <param name="Title">The title; the name where the file has none, as on the device.</param>
/// <param name="Version">The version; null where the file has none.</param>
public sealed record AppFsFileInfo(string Name, long Size, string Title, int? Version);
