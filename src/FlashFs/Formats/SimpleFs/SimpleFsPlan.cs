using System.Buffers.Binary;
using System.Text;
using FlashFs.Files;

namespace FlashFs.Formats.SimpleFs;

/// <summary>A Simple FS image that is known to the byte; contents are read when it is written, each byte once.</summary>
internal sealed class SimpleFsPlan : ImagePlan
{
    public SimpleFsPlan(FlashFileSet files, FileCost[] costs, long? size)
        : base(SimpleFsFormat.Instance, files, SizeOf(costs), UsageOf(costs, size), costs)
    {
    }

    protected override void WriteCore(Span<byte> image)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(image, (uint)Files.Count);
        Span<byte> rows = image[SimpleFsLayout.CountSize..];
        Span<byte> blobs = image[(int)SimpleFsLayout.BlobsOffset(Files.Count)..];
        int offset = 0;
        foreach (FlashFile file in Files)
        {
            Span<byte> blob = blobs[offset..];
            int nameLength = Encoding.UTF8.GetBytes(file.Path.Value, blob);
            blob[nameLength] = 0;

            int contentsLength = (int)file.Contents.Length;
            Span<byte> room = blob[(nameLength + SimpleFsLayout.TerminatorSize)..];
            file.Contents.CopyTo(room[..contentsLength]);
            room[contentsLength] = 0;

            int contentsOffset = offset + nameLength + SimpleFsLayout.TerminatorSize;
            new SimpleFsRow
            {
                NameOffset = (uint)offset,
                NameLength = (uint)nameLength,
                ContentsOffset = (uint)contentsOffset,
                ContentsLength = (uint)contentsLength,
            }.WriteTo(rows);
            rows = rows[SimpleFsLayout.RowSize..];
            offset = contentsOffset + contentsLength + SimpleFsLayout.TerminatorSize;
        }
    }

    private static long SizeOf(FileCost[] costs) => SimpleFsLayout.CountSize + costs.Sum(cost => cost.Size);

    private static ImageUsage UsageOf(FileCost[] costs, long? size)
    {
        long used = SizeOf(costs);
        long whole = Math.Max(size ?? used, used);
        return new ImageUsage(whole, costs.Sum(cost => cost.StoredLength), whole - used);
    }
}
