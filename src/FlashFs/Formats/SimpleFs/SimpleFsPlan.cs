using System.Buffers.Binary;
using System.Text;
using FlashFs.Files;

namespace FlashFs.Formats.SimpleFs;

/// <summary>A Simple FS image that is known to the byte; contents are read when it is written, each byte once.</summary>
internal sealed class SimpleFsPlan : ImagePlan
{
    public SimpleFsPlan(FlashFileSet files, long? size)
        : this(files, SizeOf(files), size)
    {
    }

    private SimpleFsPlan(FlashFileSet files, long used, long? size)
        : base(SimpleFsFormat.Instance, files, used, UsageOf(files, used, size), new SimpleFsCosts(files))
    {
    }

    protected override void WriteCore(Memory<byte> memory)
    {
        Span<byte> image = memory.Span;
        BinaryPrimitives.WriteUInt32LittleEndian(image, (uint)Files.Count);
        Span<byte> rows = image[SimpleFsLayout.CountSize..];
        Memory<byte> blobs = memory[(int)SimpleFsLayout.BlobsOffset(Files.Count)..];
        int[] offsets = new int[Files.Count];
        int offset = 0;
        for (int i = 0; i < Files.Count; i++)
        {
            FlashFile file = Files[i];
            int nameLength = file.Path.Utf8Length;
            var row = new SimpleFsRow
            {
                NameOffset = (uint)offset,
                NameLength = (uint)nameLength,
                ContentsOffset = (uint)(offset + nameLength + SimpleFsLayout.TerminatorSize),
                ContentsLength = (uint)file.Contents.Length,
            };
            row.WriteTo(rows);
            rows = rows[SimpleFsLayout.RowSize..];
            offsets[i] = offset;
            offset = (int)(row.ContentsOffset + row.ContentsLength) + SimpleFsLayout.TerminatorSize;
        }

        // Thousands of small files: opening them is nearly all of the work, and to touch the memory of a new image most of the rest.
        ParallelFiles.ForEach(Files, (file, i) =>
        {
            Span<byte> blob = blobs.Span[offsets[i]..];
            int nameLength = Encoding.UTF8.GetBytes(file.Path.Value, blob);
            blob[nameLength] = 0;
            Span<byte> contents = blob.Slice(nameLength + SimpleFsLayout.TerminatorSize, (int)file.Contents.Length);
            file.Contents.CopyTo(contents);
            blob[nameLength + SimpleFsLayout.TerminatorSize + contents.Length] = 0;
        });
    }

    private static long SizeOf(FlashFileSet files)
    {
        long size = SimpleFsLayout.CountSize;
        foreach (FlashFile file in files)
        {
            size += SimpleFsCosts.SizeOf(file);
        }

        return size;
    }

    private static ImageUsage UsageOf(FlashFileSet files, long used, long? size)
    {
        long whole = Math.Max(size ?? used, used);
        return new ImageUsage(whole, files.Length, whole - used);
    }
}
