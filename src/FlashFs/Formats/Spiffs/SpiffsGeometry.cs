using System.Diagnostics.CodeAnalysis;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.Spiffs;

/// <summary>What follows from the options: where things stand in blocks and pages, and how much they hold.</summary>
internal sealed class SpiffsGeometry
{
    private SpiffsGeometry(SpiffsOptions options)
    {
        Options = options;
        Order = new SpiffsByteOrder(options.BigEndian);
        PagesPerBlock = options.BlockSize / options.PageSize;
        LookupPages = LookupPagesFor(PagesPerBlock, options.PageSize);
        int table = SpiffsLayout.NameOffset + options.NameLength + options.MetaLength;
        HeaderTableOffset = options.AlignedIndexTables ? table + (table & 1) : table;
    }

    /// <summary>The options that it follows from.</summary>
    public SpiffsOptions Options { get; }

    /// <summary>The byte order of integers.</summary>
    public SpiffsByteOrder Order { get; }

    /// <summary>A page in bytes.</summary>
    public int PageSize => Options.PageSize;

    /// <summary>A block in bytes.</summary>
    public int BlockSize => Options.BlockSize;

    /// <summary>Pages in a block, those of the lookup table included.</summary>
    public int PagesPerBlock { get; }

    /// <summary>Pages of the lookup table at the start of each block.</summary>
    public int LookupPages { get; }

    /// <summary>Pages in a block that hold objects.</summary>
    public int ObjectPagesPerBlock => PagesPerBlock - LookupPages;

    /// <summary>Contents of a data page in bytes.</summary>
    public int ContentPerPage => PageSize - SpiffsLayout.PageHeaderSize;

    /// <summary>Where the table begins in the first index page of an object.</summary>
    public int HeaderTableOffset { get; }

    /// <summary>Data pages that the first index page of an object can list.</summary>
    public int HeaderEntries => (PageSize - HeaderTableOffset) / SpiffsLayout.CellSize;

    /// <summary>Data pages that each further index page can list.</summary>
    public int IndexEntries => (PageSize - SpiffsLayout.IndexTableOffset) / SpiffsLayout.CellSize;

    /// <summary>Where a block's magic stands, from the start of the block.</summary>
    public int MagicOffset => LookupPages * PageSize - SpiffsLayout.MagicFromEnd;

    /// <summary>The longest name in bytes of UTF-8, a leading '/' included: one byte is for the NUL.</summary>
    public int MaxNameBytes => Options.NameLength - 1;

    /// <summary>The largest nameLength that goes with the page size and metadata.</summary>
    public int MaxNameLength => PageSize - SpiffsLayout.ReservedInHeaderPage - Options.MetaLength;

    /// <summary>The most blocks that 16-bit page indexes can reach.</summary>
    public int MaxBlocks => SpiffsLayout.MaxPages / PagesPerBlock;

    /// <summary>Data pages of a file.</summary>
    public long DataPages(long length) => (length + ContentPerPage - 1) / ContentPerPage;

    /// <summary>Index pages of a file with so many data pages: at least one.</summary>
    public long IndexPages(long dataPages) => dataPages <= HeaderEntries ? 1 : 1 + (dataPages - HeaderEntries + IndexEntries - 1) / IndexEntries;

    /// <summary>The page that is the object page of a number, counted from 0 over the whole image.</summary>
    public int PageOf(int objectPage) =>
        (objectPage / ObjectPagesPerBlock * PagesPerBlock) + LookupPages + (objectPage % ObjectPagesPerBlock);

    /// <summary>Pages for objects in so many blocks. The last page that 16 bits can number cannot be used.</summary>
    public long UsablePages(long blocks) =>
        blocks * ObjectPagesPerBlock - (blocks * PagesPerBlock == SpiffsLayout.MaxPages ? 1 : 0);

    /// <summary>What files may take in an image of a size, in bytes of whole pages, when some blocks are to stay free.</summary>
    public long RoomIn(long size, int freeBlocks)
    {
        long blocks = Math.Min(size / BlockSize, MaxBlocks);
        return Math.Max(0, Math.Min(UsablePages(blocks), (blocks - freeBlocks) * ObjectPagesPerBlock)) * PageSize;
    }

    /// <summary>The magic of a block.</summary>
    public ushort Magic(int blockIndex, int blockCount)
    {
        int magic = SpiffsLayout.Magic ^ PageSize;
        return (ushort)(Options.UseMagicLength ? magic ^ (blockCount - blockIndex) : magic);
    }

    /// <summary>Makes a geometry.</summary>
    /// <exception cref="FlashFsException">FLASHFS1019: the options do not go together.</exception>
    public static SpiffsGeometry Create(SpiffsOptions options)
    {
        var diagnostics = new DiagnosticBag();
        if (!TryCreate(options, diagnostics, out SpiffsGeometry? geometry))
        {
            throw new FlashFsException([.. diagnostics]);
        }

        return geometry;
    }

    /// <summary>Makes a geometry, or reports FLASHFS1019 for everything that does not go together.</summary>
    public static bool TryCreate(SpiffsOptions options, DiagnosticBag diagnostics, [NotNullWhen(true)] out SpiffsGeometry? geometry)
    {
        string[] problems = [.. Problems(options)];
        foreach (string problem in problems)
        {
            diagnostics.Add(DiagnosticCodes.OptionsDoNotFit, null, $"{SpiffsLayout.DisplayName}: {problem}");
        }

        geometry = problems.Length == 0 ? new SpiffsGeometry(options) : null;
        return geometry is not null;
    }

    private static IEnumerable<string> Problems(SpiffsOptions options)
    {
        (int page, int block, int name, int meta) = (options.PageSize, options.BlockSize, options.NameLength, options.MetaLength);
        if (!int.IsPow2(page) || page < 128 || page > 16384)
        {
            yield return $"pageSize {page} is not {SpiffsOptions.PageSizeOption.Range}.";
            yield break;
        }

        if (WhyNoBlock(page, block, options.UseMagic) is { } reason)
        {
            yield return $"{reason}{BlocksThatWouldDo(page, block, options.UseMagic)}";
        }

        int room = page - SpiffsLayout.ReservedInHeaderPage;
        if (name < 2 || meta < 0)
        {
            yield return $"nameLength {name} and metaLength {meta} must be at least 2 and 0.";
        }
        else if ((long)name + meta > room)
        {
            int needed = (int)Math.Min(BitOperationsRoundUp((long)name + meta + SpiffsLayout.ReservedInHeaderPage), 1 << 30);
            string larger = needed <= 16384 ? $", or pageSize {needed} (the firmware must be built with the same)" : "";
            yield return $"nameLength {name} and metaLength {meta} take {(long)name + meta} bytes of a page's header, and pages of {page} bytes leave {room}: "
                + $"a nameLength of at most {Math.Max(0, room - meta)} would do{larger}.";
        }
    }

    private static string? WhyNoBlock(int page, int block, bool useMagic)
    {
        if (block <= 0 || block % page != 0)
        {
            return $"blockSize {block} is not a multiple of pageSize {page}";
        }

        int pages = block / page;
        int lookupPages = LookupPagesFor(pages, page);
        if (pages < 2)
        {
            return $"blockSize {block} leaves no page beside the lookup table: a block needs at least two pages of {page} bytes";
        }

        // The generator rounds the lookup table up to whole pages, the C library rounds it down.
        if (lookupPages != Math.Max(1, pages * SpiffsLayout.CellSize / page))
        {
            return $"with {pages} pages of {page} bytes in a block of {block} the lookup table is not a whole number of pages, and the device would place it differently";
        }

        int freeCells = lookupPages * page / SpiffsLayout.CellSize - (pages - lookupPages);
        return useMagic && freeCells < 2
            ? $"with {pages} pages of {page} bytes in a block of {block} the lookup table has no room for the magic, and the device refuses to mount it (set useMagic to false, or change the block)"
            : null;
    }

    private static string BlocksThatWouldDo(int page, int block, bool useMagic)
    {
        int pages = Math.Clamp(block / page, 0, SpiffsLayout.MaxPages / 2);
        int below = pages;
        while (below > 1 && WhyNoBlock(page, below * page, useMagic) is not null)
        {
            below--;
        }

        int above = pages + 1;
        while (WhyNoBlock(page, above * page, useMagic) is not null)
        {
            above++;
        }

        return below > 1 ? $"; a blockSize of {below * page} or {above * page} would do." : $"; a blockSize of {above * page} would do.";
    }

    private static int LookupPagesFor(int pagesPerBlock, int pageSize) => (pagesPerBlock * SpiffsLayout.CellSize + pageSize - 1) / pageSize;

    private static long BitOperationsRoundUp(long value) => (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)value);
}
