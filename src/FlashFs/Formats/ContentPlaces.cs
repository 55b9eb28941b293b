namespace FlashFs.Formats;

/// <summary>
/// Where the contents of files lie in an image: as they are, in one piece, one behind the other. At least one byte behind the contents of
/// each belongs to no contents, and is written with the rest of the image.
/// </summary>
/// <param name="Offsets">Where they begin, in the order of the files.</param>
/// <param name="Size">The size of the image in bytes.</param>
internal sealed record ContentPlaces(long[] Offsets, long Size);
