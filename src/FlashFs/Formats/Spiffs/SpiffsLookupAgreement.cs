namespace FlashFs.Formats.Spiffs;

/// <summary>How many pages are what the lookup tables say of them, under some geometry.</summary>
/// <param name="Agreeing">Pages in use that have the id of their lookup cell.</param>
/// <param name="Disagreeing">Pages whose cell says something else than they do.</param>
/// <param name="Headers">Those of the agreeing that are the first index page of an object, with a size and a name that can be.</param>
internal readonly record struct SpiffsLookupAgreement(int Agreeing, int Disagreeing, int Headers)
{
    public static SpiffsLookupAgreement Count(ReadOnlySpan<byte> image, SpiffsGeometry geometry)
    {
        (int agreeing, int disagreeing, int headers) = (0, 0, 0);
        int pages = Math.Min(image.Length / geometry.PageSize, SpiffsLayout.MaxPages);
        for (int page = 0; page < pages; page++)
        {
            int cell = page % geometry.PagesPerBlock - geometry.LookupPages;
            if (cell < 0)
            {
                continue;
            }

            int block = page / geometry.PagesPerBlock;
            ushort id = geometry.Order.ReadUInt16(image[(block * geometry.BlockSize + cell * SpiffsLayout.CellSize)..]);
            ReadOnlySpan<byte> bytes = image.Slice(page * geometry.PageSize, geometry.PageSize);
            SpiffsPageHeader header = SpiffsPageHeader.Parse(bytes, geometry.Order);
            switch (id)
            {
                case SpiffsLayout.Free:
                    disagreeing += header.IsErased ? 0 : 1;
                    break;
                case SpiffsLayout.Deleted:
                    disagreeing += header.IsDeleted ? 0 : 1;
                    break;
                default:
                    bool agrees = header.ObjectId == id && (header.IsIndex || header.IsData);
                    agreeing += agrees ? 1 : 0;
                    disagreeing += agrees ? 0 : 1;
                    headers += agrees && IsObjectHeader(bytes, header, geometry.Order, image.Length) ? 1 : 0;
                    break;
            }
        }

        return new SpiffsLookupAgreement(agreeing, disagreeing, headers);
    }

    /// <summary>
    /// From 0 to a maximum: the share that agrees, and less where there are few pages to tell. Nothing without an object: bytes that
    /// are all the same agree with one another everywhere.
    /// </summary>
    public int Score(int maximum) =>
        Headers == 0 || Disagreeing * 4 > Agreeing ? 0 : maximum * Agreeing / (Agreeing + Disagreeing) * Math.Min(Agreeing, 4) / 4;

    private static bool IsObjectHeader(ReadOnlySpan<byte> page, SpiffsPageHeader header, SpiffsByteOrder order, int imageLength) =>
        header is { IsIndex: true, IsComplete: true, SpanIndex: 0 }
        && order.ReadUInt32(page[SpiffsLayout.SizeOffset..]) is var size && (size <= imageLength || size == SpiffsLayout.UndefinedSize)
        && page[SpiffsLayout.NameOffset..].IndexOf((byte)0) > 0;
}
