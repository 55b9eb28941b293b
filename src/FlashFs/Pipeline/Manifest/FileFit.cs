namespace FlashFs.Pipeline.Manifest;

/// <summary>What a file takes in an image.</summary>
/// <param name="Path">Its path in the image.</param>
/// <param name="Length">Its contents in bytes, unpacked.</param>
/// <param name="Stored">Its contents as stored, in bytes: packed where they are packed.</param>
/// <param name="Cost">All that it takes, in bytes: contents, headers, names, index and padding.</param>
public sealed record FileFit(string Path, long Length, long Stored, long Cost);
