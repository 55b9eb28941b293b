namespace FlashFs.Formats.Sffs;

/// <summary>What each byte of a volume is for.</summary>
internal static class SffsPageMap
{
    public static ExtentList Extents(SffsFat fat, SffsRecord[] records, long imageLength)
    {
        // By page: which file it belongs to, and where its contents begin.
        int[] owners = new int[fat.PageCount];
        int[] headers = new int[fat.PageCount];
        Array.Fill(owners, -1);
        for (int i = 0; i < records.Length; i++)
        {
            for (int span = 0; span < records[i].Spans.Count; span++)
            {
                int page = records[i].Spans[span].Page;
                owners[page] = i;
                headers[page] = SffsLayout.ContentsOffset(span, records[i].NameLength);
            }
        }

        var extents = new ExtentList();
        for (int page = 0; page < fat.PageCount; page++)
        {
            long offset = (long)page * SffsLayout.PageSize;
            if (owners[page] >= 0)
            {
                extents.Add(new VolumeExtent(offset, headers[page], ExtentKind.FileHeader, owners[page]));
                extents.Add(new VolumeExtent(offset + headers[page], SffsLayout.PageSize - headers[page], ExtentKind.FileData, owners[page]));
            }
            else
            {
                extents.Join(new VolumeExtent(offset, SffsLayout.PageSize, Kind(fat.States[page])));
            }
        }

        long end = (long)fat.PageCount * SffsLayout.PageSize;
        if (end < imageLength)
        {
            extents.Join(new VolumeExtent(end, imageLength - end, ExtentKind.Unusable));
        }

        return extents;
    }

    private static ExtentKind Kind(SffsPageState state) => state switch
    {
        SffsPageState.Free => ExtentKind.Free,
        SffsPageState.Erased => ExtentKind.Deleted,

        // Bad, or used by no file that could be read.
        _ => ExtentKind.Unusable,
    };
}
