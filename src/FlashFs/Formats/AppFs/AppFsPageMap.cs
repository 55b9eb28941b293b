namespace FlashFs.Formats.AppFs;

/// <summary>What each page of an image is for.</summary>
internal static class AppFsPageMap
{
    public static IReadOnlyList<VolumeExtent> Extents(AppFsDirectory directory, long imageLength)
    {
        List<VolumeExtent> extents = [];
        bool known = directory.Metadata.Current >= 0;
        Add(extents, new VolumeExtent(0, Math.Min(imageLength, AppFsLayout.PageSize), known ? ExtentKind.Metadata : ExtentKind.Unusable));
        for (int page = 0; page < AppFsLayout.PageCount; page++)
        {
            int offset = AppFsLayout.PageOffset(page);
            (ExtentKind kind, int entry) = KindOf(directory, page);
            Add(extents, new VolumeExtent(offset, Math.Clamp(imageLength - offset, 0, AppFsLayout.PageSize), kind, entry));
        }

        Add(extents, new VolumeExtent(AppFsLayout.MaxSize, Math.Max(0, imageLength - AppFsLayout.MaxSize), ExtentKind.Unusable));
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

    private static void Add(List<VolumeExtent> extents, VolumeExtent extent)
    {
        if (extent.Length == 0)
        {
            return;
        }

        if (extents is [.., var last] && last.Kind == extent.Kind && last.EntryIndex == extent.EntryIndex)
        {
            extents[^1] = last with { Length = last.Length + extent.Length };
        }
        else
        {
            extents.Add(extent);
        }
    }
}
