namespace FlashFs.Formats.Spiffs;

/// <summary>How many pages are what the lookup tables say of them, under some geometry.</summary>
/// <param name="Agreeing">Pages in use that have the id of their lookup cell.</param>
/// <param name="Disagreeing">Pages whose cell says something else than they do.</param>
internal readonly record struct SpiffsLookupAgreement(int Agreeing, int Disagreeing)
{
    public static SpiffsLookupAgreement Count(ReadOnlySpan<byte> image, SpiffsGeometry geometry)
    {
        (int agreeing, int disagreeing) = (0, 0);
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
            SpiffsPageHeader header = SpiffsPageHeader.Parse(image[(page * geometry.PageSize)..], geometry.Order);
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
                    break;
            }
        }

        return new SpiffsLookupAgreement(agreeing, disagreeing);
    }

    /// <summary>From 0 to a maximum: the share that agrees, and less where there are few pages to tell.</summary>
    public int Score(int maximum) =>
        Agreeing == 0 || Disagreeing * 4 > Agreeing ? 0 : maximum * Agreeing / (Agreeing + Disagreeing) * Math.Min(Agreeing, 4) / 4;
}
