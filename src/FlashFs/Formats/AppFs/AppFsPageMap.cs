namespace FlashFs.Formats.AppFs;

/// <summary>What each page of an image is for.</summary>
internal static class AppFsPageMap
{
    public static ExtentList Extents(AppFsDirectory directory, long imageLength)
    {
        var extents = new ExtentList();
        bool known = directory.Metadata.Current >= 0;
        extents.Join(new VolumeExtent(0, Math.Min(imageLength, AppFsLayout.PageSize), known ? ExtentKind.Metadata : ExtentKind.Unusable));
        for (int page = 0; page < AppFsLayout.PageCount; page++)
        {
            int offset = AppFsLayout.PageOffset(page);
            (ExtentKind kind, int entry) = KindOf(directory, page);
            extents.Join(new VolumeExtent(offset, Math.Clamp(imageLength - offset, 0, AppFsLayout.PageSize), kind, entry));
        }

        extents.Join(new VolumeExtent(AppFsLayout.MaxSize, Math.Max(0, imageLength - AppFsLayout.MaxSize), ExtentKind.Unusable));
        return extents;
    }

    private static (ExtentKind Kind, int Entry) KindOf(AppFsDirectory directory, int page)
    {
        if (directory.OwnerOf(page) is { } file)
        {
            return (ExtentKind.FileData, file.Entry.Index);
        }

        return (directory.IsFree(page) ? ExtentKind.Free : ExtentKind.Unusable, -1);
    }
}
