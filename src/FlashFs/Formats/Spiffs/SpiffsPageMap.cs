namespace FlashFs.Formats.Spiffs;

/// <summary>How full a volume is, and what each of its bytes is for.</summary>
internal static class SpiffsPageMap
{
    public static ImageUsage Usage(SpiffsScan scan, long imageLength, long dataBytes)
    {
        SpiffsGeometry geometry = scan.Geometry;
        long freePages = 0;
        int freeBlocks = 0;
        for (int first = 0; first < scan.PageCount; first += geometry.PagesPerBlock)
        {
            int end = Math.Min(first + geometry.PagesPerBlock, scan.PageCount);
            bool whole = first + geometry.PagesPerBlock <= scan.PageCount;
            for (int page = first + geometry.LookupPages; page < end; page++)
            {
                bool free = scan.State(page) == SpiffsPageState.Free;
                whole &= free;
                freePages += free && page != SpiffsLayout.UnusablePage ? 1 : 0;
            }

            freeBlocks += whole ? 1 : 0;
        }

        return new ImageUsage(imageLength, dataBytes, freePages * geometry.PageSize, freeBlocks, geometry.BlockSize);
    }

    public static ExtentList Extents(SpiffsScan scan, SpiffsContents contents, long imageLength)
    {
        var extents = new ExtentList();
        int pageSize = scan.Geometry.PageSize;
        for (int page = 0; page < scan.PageCount; page++)
        {
            extents.Join(new VolumeExtent((long)page * pageSize, pageSize, Kind(scan, contents, page), contents.Owners[page]));
        }

        long end = (long)scan.PageCount * pageSize;
        if (end < imageLength)
        {
            extents.Join(new VolumeExtent(end, imageLength - end, ExtentKind.Unusable));
        }

        return extents;
    }

    private static ExtentKind Kind(SpiffsScan scan, SpiffsContents contents, int page) => scan.State(page) switch
    {
        SpiffsPageState.Lookup => ExtentKind.Metadata,
        SpiffsPageState.Free => page == SpiffsLayout.UnusablePage ? ExtentKind.Unusable : ExtentKind.Free,
        SpiffsPageState.Index when contents.Owners[page] >= 0 => ExtentKind.FileHeader,
        _ when contents.Owners[page] >= 0 => ExtentKind.FileData,
        SpiffsPageState.Deleted or SpiffsPageState.BeingDeleted => ExtentKind.Deleted,

        // Copies that nothing refers to, and what a power cut left half written, until the device's own check finds them.
        _ => ExtentKind.Unusable,
    };
}
