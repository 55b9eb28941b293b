namespace FlashFs.Formats.SimpleFs;

/// <summary>Tells a Simple FS image by its structure, because it has no magic.</summary>
internal static class SimpleFsRecogniser
{
    // As fs-packer packs: every name and all contents in order, without a gap, to the last byte.
    private const int Packed = 95;
    private const int Sound = 60;
    private const int SoundFirstFile = 20;
    private const int NoFiles = 10;

    public static int Score(ReadOnlySpan<byte> image)
    {
        if (!SimpleFsTable.TryCount(image, out uint count))
        {
            return 0;
        }

        if (count == 0)
        {
            return image.Length == SimpleFsLayout.CountSize ? NoFiles : 0;
        }

        ReadOnlySpan<byte> blobs = image[(int)SimpleFsLayout.BlobsOffset(count)..];
        bool packed = true;
        long next = 0;
        for (int i = 0; i < count; i++)
        {
            SimpleFsRow row = SimpleFsRow.Parse(image[SimpleFsLayout.RowOffset(i)..]);
            if (!IsSound(row, blobs, out int nameLength))
            {
                return i > 0 && packed ? SoundFirstFile : 0;
            }

            packed = packed && row.NameOffset == next && row.ContentsOffset == next + nameLength + SimpleFsLayout.TerminatorSize;
            next = row.ContentsOffset + (long)row.ContentsLength + SimpleFsLayout.TerminatorSize;
        }

        return packed && next == blobs.Length ? Packed : Sound;
    }

    private static bool IsSound(SimpleFsRow row, ReadOnlySpan<byte> blobs, out int nameLength)
    {
        nameLength = 0;
        long contentsEnd = row.ContentsOffset + (long)row.ContentsLength;
        if (row.NameOffset >= blobs.Length || contentsEnd >= blobs.Length || blobs[(int)contentsEnd] != 0)
        {
            return false;
        }

        ReadOnlySpan<byte> name = blobs[(int)row.NameOffset..];
        nameLength = name[..Math.Min(name.Length, SimpleFsLayout.MaximumNameLength + SimpleFsLayout.TerminatorSize)].IndexOf((byte)0);
        return nameLength > 0
            && (row.NameLength == nameLength || row.NameLength == nameLength + SimpleFsLayout.TerminatorSize)
            && !SimpleFsNames.IsRefused((char)name[0]);
    }
}
