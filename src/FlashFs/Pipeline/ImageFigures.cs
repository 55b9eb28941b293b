using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>The figures of an image: how many files, and where its bytes go.</summary>
/// <param name="FileCount">The number of files.</param>
/// <param name="Data">Contents of files as stored, in bytes.</param>
/// <param name="Overhead">Headers, names, indexes and padding, in bytes.</param>
/// <param name="Free">Room for more, in bytes.</param>
/// <param name="FreeBlocks">Whole erase blocks that hold nothing, where the format has blocks.</param>
/// <param name="BlockSize">The size of such a block in bytes, where the format has blocks.</param>
public sealed record ImageFigures(int FileCount, long Data, long Overhead, long Free, int? FreeBlocks, long? BlockSize = null)
{
    /// <summary>All the room there is: the partition or the size given, else the image itself.</summary>
    internal long Whole => Data + Overhead + Free;

    /// <summary>What is not free: contents and all overhead.</summary>
    internal long Used => Data + Overhead;

    internal static ImageFigures Of(int fileCount, ImageUsage usage) =>
        new(fileCount, usage.Data, usage.Overhead, usage.Free, usage.FreeBlocks, usage.BlockSize);

    internal ImageUsage ToUsage() => new(Whole, Data, Free, FreeBlocks, BlockSize);
}
