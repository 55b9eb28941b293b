using System.Buffers.Binary;
using System.Text;
using FlashFs.Files;

namespace FlashFs.Formats.SimpleFs;

/// <summary>A Simple FS image that is known to the byte; contents are read when it is written, each byte once.</summary>
internal sealed class SimpleFsPlan : ImagePlan
{
    private readonly ContentPlaces _places;

    public SimpleFsPlan(FlashFileSet files, long? size)
        : this(files, PlacesOf(files), size)
    {
    }

    private SimpleFsPlan(FlashFileSet files, ContentPlaces places, long? size)
        : base(SimpleFsFormat.Instance, files, places.Size, UsageOf(files, places.Size, size), new SimpleFsCosts(files)) => _places = places;

    internal override ContentPlaces Places => _places;

    public static ContentPlaces PlacesOf(ReadOnlySpan<int> pathLengths, ReadOnlySpan<long> lengths)
    {
        long[] offsets = new long[lengths.Length];
        long end = SimpleFsLayout.BlobsOffset(offsets.Length);
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = end + pathLengths[i] + SimpleFsLayout.TerminatorSize;
            end = offsets[i] + lengths[i] + SimpleFsLayout.TerminatorSize;
        }

        return new ContentPlaces(offsets, end);
    }

    protected override void WriteCore(Memory<byte> image)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(image.Span, (uint)Files.Count);

        // Thousands of small files: opening them is nearly all of the work, and to touch the memory of a new image most of the rest.
        ParallelFiles.ForEach(Files, (file, i) => Write(image.Span, file, i));
    }

    private static ContentPlaces PlacesOf(FlashFileSet files)
    {
        int[] pathLengths = new int[files.Count];
        long[] lengths = new long[files.Count];
        for (int i = 0; i < lengths.Length; i++)
        {
            (pathLengths[i], lengths[i]) = (files[i].Path.Utf8Length, files[i].Contents.Length);
        }

        return PlacesOf(pathLengths, lengths);
    }

    private void Write(Span<byte> image, FlashFile file, int index)
    {
        int blobs = (int)SimpleFsLayout.BlobsOffset(Files.Count);
        int start = (int)_places.Offsets[index];
        int length = (int)file.Contents.Length;
        int nameLength = file.Path.Utf8Length;
        int name = start - SimpleFsLayout.TerminatorSize - nameLength;
        var row = new SimpleFsRow
        {
            NameOffset = (uint)(name - blobs),
            NameLength = (uint)nameLength,
            ContentsOffset = (uint)(start - blobs),
            ContentsLength = (uint)length,
        };
        row.WriteTo(image[SimpleFsLayout.RowOffset(index)..]);
        Encoding.UTF8.GetBytes(file.Path.Value, image[name..]);
        image[name + nameLength] = 0;
        file.Contents.CopyTo(image.Slice(start, length));
        image[start + length] = 0;
    }

    private static ImageUsage UsageOf(FlashFileSet files, long used, long? size)
    {
        long whole = Math.Max(size ?? used, used);
        return new ImageUsage(whole, files.Length, whole - used);
    }
}
