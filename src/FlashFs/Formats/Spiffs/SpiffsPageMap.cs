namespace FlashFs.Formats.Spiffs;

/// <summary>How full a volume is, and what each of its bytes is for.</summary>
internal static class SpiffsPageMap
{
    public static ImageUsage Usage(SpiffsScan scan, long imageLength, long dataBytes)
    {
        SpiffsGeometry geometry = scan.Geometry;
        return new ImageUsage(imageLength, dataBytes, (long)scan.FreePages * geometry.PageSize, scan.FreeBlocks, geometry.BlockSize);
    }

    public static ExtentList Extents(SpiffsScan scan, SpiffsContents contents, long imageLength)
    {
        var extents = new ExtentList();
        SpiffsOwners owners = contents.Owners();
        int pageSize = scan.Geometry.PageSize;
        for (int page = 0; page < scan.PageCount; page++)
        {
            extents.Join(new VolumeExtent((long)page * pageSize, pageSize, Kind(scan, owners, page), owners[page]));
        }

        long end = (long)scan.PageCount * pageSize;
        if (end < imageLength)
        {
            extents.Join(new VolumeExtent(end, imageLength - end, ExtentKind.Unusable));
        }

        return extents;
    }

    private static ExtentKind Kind(SpiffsScan scan, SpiffsOwners owners, int page) => scan.State(page) switch
    {
        SpiffsPageState.Lookup => ExtentKind.Metadata,
        SpiffsPageState.Free => page == SpiffsLayout.UnusablePage ? ExtentKind.Unusable : ExtentKind.Free,
        SpiffsPageState.Index when owners[page] >= 0 => ExtentKind.FileHeader,
        _ when owners[page] >= 0 => ExtentKind.FileData,
        SpiffsPageState.Deleted or SpiffsPageState.BeingDeleted => ExtentKind.Deleted,

        // Copies that nothing refers to, and what a power cut left half written, until the device's own check finds them.
        _ => ExtentKind.Unusable,
    };
}
