namespace FlashFs.Formats.ChirpOs;

/// <summary>What each byte of an image is for. All is packed together, so that files part within a unit; it counts to the later one.</summary>
internal static class ChirpOsExtents
{
    /// <summary>The extents.</summary>
    /// <param name="image">The image.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="files">Where the files lie, by the number of the entry; those of a base lie nowhere.</param>
    public static IReadOnlyList<VolumeExtent> Of(ChirpOsImage image, long length, IEnumerable<ChirpOsPlaces> files)
    {
        var extents = new ExtentList();
        long end = 0;

        void To(long offset, ExtentKind kind, int entry = -1)
        {
            if (offset > end)
            {
                extents.Add(new VolumeExtent(end, offset - end, kind, entry));
                end = offset;
            }
        }

        foreach ((ChirpOsPlaces file, int index) in files.Select((file, index) => (file, index)).OrderBy(file => file.file.Start).ThenBy(file => file.file.End))
        {
            if (file.Length > 0)
            {
                To(file.Start, ExtentKind.Metadata);
                To(file.DataStart, ExtentKind.FileHeader, index);
                To(file.DataEnd, ExtentKind.FileData, index);
                To(file.End, ExtentKind.FileHeader, index);
            }
        }

        To(image.End, ExtentKind.Metadata);
        To(length, image.IsErasedBehind ? ExtentKind.Free : ExtentKind.Unusable);
        return extents;
    }
}
