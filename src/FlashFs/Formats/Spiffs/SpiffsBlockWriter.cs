using FlashFs.Devices;

namespace FlashFs.Formats.Spiffs;

/// <summary>Completes a block whose object pages are written: its lookup table, its magic, and the pages behind the last one in use.</summary>
internal static class SpiffsBlockWriter
{
    /// <summary>Completes a block.</summary>
    /// <param name="image">The image.</param>
    /// <param name="geometry">Its geometry.</param>
    /// <param name="block">The block, counted from 0.</param>
    /// <param name="usedPages">How many object pages of the whole image are in use: the first ones.</param>
    public static void Complete(Span<byte> image, SpiffsGeometry geometry, int block, int usedPages)
    {
        Span<byte> bytes = image.Slice(block * geometry.BlockSize, geometry.BlockSize);
        int used = Math.Clamp(usedPages - (block * geometry.ObjectPagesPerBlock), 0, geometry.ObjectPagesPerBlock);
        Span<byte> cells = bytes[..(geometry.LookupPages * geometry.PageSize)];
        Span<byte> pages = bytes[cells.Length..];
        ErasedFlash.Fill(cells);
        ErasedFlash.Fill(pages[(used * geometry.PageSize)..]);
        if (geometry.Options.UseMagic)
        {
            geometry.Order.WriteUInt16(bytes[geometry.MagicOffset..], geometry.Magic(block, image.Length / geometry.BlockSize));
        }

        // A cell has what its page has for an object id, index flag and byte order included.
        for (; used > 0; used--, cells = cells[SpiffsLayout.CellSize..], pages = pages[geometry.PageSize..])
        {
            pages.Slice(SpiffsLayout.ObjectIdOffset, SpiffsLayout.CellSize).CopyTo(cells);
        }
    }
}
