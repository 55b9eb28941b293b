using FlashFs.Files;

namespace FlashFs.Formats;

/// <summary>What one file takes in an image.</summary>
/// <param name="File">The file.</param>
/// <param name="StoredLength">Its contents as stored, in bytes: packed where they are packed.</param>
/// <param name="Size">All that it takes, in bytes: contents, headers, names, index and padding up to what no other file can use.</param>
public sealed record FileCost(FlashFile File, long StoredLength, long Size)
{
    /// <summary>What it takes beyond its stored contents, in bytes.</summary>
    public long Overhead => Size - StoredLength;
}
