namespace FlashFs.Pipeline.Manifest;

/// <summary>A module of an image.</summary>
/// <param name="Path">Its path in the image, as a source.</param>
/// <param name="Length">Its length in bytes, as a source.</param>
/// <param name="Depth">How many imports lead to it on the shortest way from a root.</param>
/// <param name="Imports">The modules that it asks for, by path, each once.</param>
public sealed record ContentModule(string Path, long Length, int Depth, IReadOnlyList<string> Imports);
