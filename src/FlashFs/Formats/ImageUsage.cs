namespace FlashFs.Formats;

/// <summary>How full an image is. <c>Size = Data + Overhead + Free</c>, all in bytes.</summary>
/// <param name="Size">The size of the image, or of its partition where that is known.</param>
/// <param name="Data">Contents of files, as stored.</param>
/// <param name="Free">Room that files could still take: for SPIFFS whole free pages, payload and headers alike.</param>
/// <param name="FreeBlocks">Whole erase blocks that hold nothing yet, where the format has blocks; else null.</param>
/// <param name="BlockSize">The size of such a block, where the format has blocks; else null.</param>
public sealed record ImageUsage(long Size, long Data, long Free, int? FreeBlocks = null, long? BlockSize = null)
{
    /// <summary>Headers, names, indexes, padding and room that cannot be used.</summary>
    public long Overhead => Size - Data - Free;

    /// <summary>
    /// The same in a place that an opened image says nothing of. An image that may grow has all of it; one whose device has
    /// an end of its own, no more than that.
    /// </summary>
    /// <param name="limit">The size of the place in bytes; null where there is none.</param>
    /// <param name="length">The length of the image in bytes.</param>
    public ImageUsage Within(long? limit, long length)
    {
        if (limit is not { } place)
        {
            return this;
        }

        long whole = Math.Max(length, Size > length ? Math.Min(Size, place) : place);
        return this with { Size = whole, Free = Free + whole - Size };
    }
}
