using FlashFs.Diagnostics;

namespace FlashFs.Formats.Spiffs;

/// <summary>Says of the pages of some blocks what they are: by lookup table and page header together.</summary>
/// <param name="geometry">The geometry.</param>
/// <param name="states">Takes what each page is; one for each page of the image, all of them free.</param>
internal sealed class SpiffsBlockScan(SpiffsGeometry geometry, SpiffsPageState[] states)
{
    /// <summary>Where lookup table and page disagree.</summary>
    public SpiffsDamageList Damage { get; } = new();

    /// <summary>The objects.</summary>
    public SpiffsObjects Objects { get; } = new();

    /// <summary>The first index pages, in ascending order.</summary>
    public List<int> FirstIndexPages { get; } = [];

    /// <summary>How many pages are free and can be written to.</summary>
    public int FreePages { get; private set; }

    /// <summary>How many whole blocks have nothing but free pages.</summary>
    public int FreeBlocks { get; private set; }

    /// <summary>Looks at the blocks from one to before another.</summary>
    public void Run(ReadOnlySpan<byte> image, int firstBlock, int endBlock)
    {
        for (int block = firstBlock; block < endBlock; block++)
        {
            Scan(image[(block * geometry.BlockSize)..], block * geometry.PagesPerBlock);
        }
    }

    private void Scan(ReadOnlySpan<byte> block, int firstPage)
    {
        int pages = Math.Min(geometry.PagesPerBlock, states.Length - firstPage);
        int lookupPages = Math.Min(geometry.LookupPages, pages);
        for (int i = 0; i < lookupPages; i++)
        {
            states[firstPage + i] = SpiffsPageState.Lookup;
        }

        int free = 0;
        for (int i = lookupPages; i < pages; i++)
        {
            SpiffsPageHeader header = SpiffsPageHeader.Parse(block[(i * geometry.PageSize)..], geometry.Order);
            ushort cell = geometry.Order.ReadUInt16(block[((i - lookupPages) * SpiffsLayout.CellSize)..]);
            SpiffsPageState state = Classify(firstPage + i, cell, header);
            states[firstPage + i] = state;
            free += state == SpiffsPageState.Free ? 1 : 0;
            if (state == SpiffsPageState.Index || header.SpanIndex == 0)
            {
                Objects.Add(header, state);
                if (state == SpiffsPageState.Index && header.SpanIndex == 0)
                {
                    FirstIndexPages.Add(firstPage + i);
                }
            }
        }

        FreeBlocks += pages == geometry.PagesPerBlock && free == pages - lookupPages ? 1 : 0;
        FreePages += firstPage + pages > SpiffsLayout.UnusablePage && states[SpiffsLayout.UnusablePage] == SpiffsPageState.Free ? free - 1 : free;
    }

    private SpiffsPageState Classify(int page, ushort cell, SpiffsPageHeader header)
    {
        // Most pages in use of an image in order.
        if (header.ObjectId == cell && header.Flags == SpiffsLayout.DataFlags && cell is not 0 and <= SpiffsLayout.MaxObjectId)
        {
            return SpiffsPageState.Data;
        }

        switch (cell)
        {
            case SpiffsLayout.Free:
                return header.IsErased ? SpiffsPageState.Free : SpiffsPageState.Lost;
            case SpiffsLayout.Deleted:
                return SpiffsPageState.Deleted;
        }

        if (header.IsDeleted)
        {
            Disagree(page, cell, "deleted");
            return SpiffsPageState.Deleted;
        }

        if (!header.IsComplete)
        {
            return SpiffsPageState.Unfinished;
        }

        bool whole = (header.IsIndex || header.IsData) && (header.ObjectId & ~SpiffsLayout.IndexFlag) is not 0 and <= SpiffsLayout.MaxObjectId;
        if (header.ObjectId != cell || !whole)
        {
            Disagree(page, cell, $"{Describe(header.ObjectId)}, flags 0x{header.Flags:x2}");
        }

        // Where both disagree the page itself is believed: it has more bits that would have to be wrong.
        return !whole ? SpiffsPageState.Unfinished
            : !header.IsIndex ? SpiffsPageState.Data
            : header.IsBeingDeleted ? SpiffsPageState.BeingDeleted
            : SpiffsPageState.Index;
    }

    private void Disagree(int page, ushort cell, string found) => Damage.Add(
        DiagnosticCodes.InvalidField,
        (long)page * geometry.PageSize,
        $"page {page} to be what the lookup table says ({Describe(cell)})",
        found);

    private static string Describe(ushort id) =>
        $"{((id & SpiffsLayout.IndexFlag) != 0 ? "index" : "data")} of object {id & ~SpiffsLayout.IndexFlag}";
}
