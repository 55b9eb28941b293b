using FlashFs.Files;

namespace FlashFs.Formats.Spiffs;

/// <summary>
/// Writes an image from its first page to its last, each byte once: pages are used in sequence, and what is not used is
/// filled with 0xFF when its turn comes.
/// </summary>
/// <remarks>
/// Contents are first put in one piece at the end of the pages that the file takes, and then moved down page by page.
/// No page is written beyond the contents that are still to be moved, so no other buffer is needed.
/// Source of the order of pages: espressif/esp-idf components/spiffs/spiffsgen.py.
/// </remarks>
internal ref struct SpiffsWriter
{
    private readonly Span<byte> _image;
    private readonly SpiffsGeometry _geometry;
    private readonly int _blockCount;
    private int _nextPage;
    private int _objectId;

    public SpiffsWriter(Span<byte> image, SpiffsGeometry geometry)
    {
        _image = image;
        _geometry = geometry;
        _blockCount = image.Length / geometry.BlockSize;
    }

    /// <summary>Adds a file behind those already added. The plan has seen to it that it fits.</summary>
    public void Add(FlashFile file)
    {
        _objectId++;
        int length = (int)file.Contents.Length;
        int dataPages = (int)_geometry.DataPages(length);
        int pages = dataPages + (int)_geometry.IndexPages(dataPages);
        int rest = EndOf(pages) - length;
        if (length > 0)
        {
            file.Contents.CopyTo(_image.Slice(rest, length));
        }

        Span<byte> index = BeginIndexPage(spanIndex: 0);
        WriteHeader(index, file, (uint)length);
        int table = _geometry.HeaderTableOffset;
        int entries = _geometry.HeaderEntries;
        ushort indexSpan = 0;
        for (int span = 0; span < dataPages; span++)
        {
            if (entries == 0)
            {
                index = BeginIndexPage(++indexSpan);
                table = SpiffsLayout.IndexTableOffset;
                entries = _geometry.IndexEntries;
            }

            int count = Math.Min(_geometry.ContentPerPage, length - span * _geometry.ContentPerPage);
            int page = WriteDataPage((ushort)span, _image.Slice(rest, count));
            rest += count;
            _geometry.Order.WriteUInt16(index[table..], page);
            table += SpiffsLayout.CellSize;
            entries--;
        }
    }

    /// <summary>Fills what is left.</summary>
    public void Finish()
    {
        _image[(_nextPage * _geometry.PageSize)..].Fill(0xFF);
        for (int block = (_nextPage + _geometry.PagesPerBlock - 1) / _geometry.PagesPerBlock; block < _blockCount; block++)
        {
            WriteMagic(block);
        }
    }

    // The end of so many object pages from the next one on: lookup tables lie between them.
    private readonly int EndOf(int pages)
    {
        int perBlock = _geometry.ObjectPagesPerBlock;
        int block = _nextPage / _geometry.PagesPerBlock;
        int used = Math.Max(0, _nextPage % _geometry.PagesPerBlock - _geometry.LookupPages);
        int last = block * perBlock + used + pages - 1;
        int page = last / perBlock * _geometry.PagesPerBlock + _geometry.LookupPages + last % perBlock;
        return (page + 1) * _geometry.PageSize;
    }

    private Span<byte> BeginIndexPage(ushort spanIndex)
    {
        Span<byte> page = AllocatePage(_objectId | SpiffsLayout.IndexFlag, out _);
        page.Fill(0xFF);
        new SpiffsPageHeader((ushort)(_objectId | SpiffsLayout.IndexFlag), spanIndex, SpiffsLayout.IndexFlags).WriteTo(page, _geometry.Order);
        return page;
    }

    private readonly void WriteHeader(Span<byte> page, FlashFile file, uint length)
    {
        _geometry.Order.WriteUInt32(page[SpiffsLayout.SizeOffset..], length);
        page[SpiffsLayout.TypeOffset] = SpiffsLayout.FileType;
        Span<byte> names = page[SpiffsLayout.NameOffset.._geometry.HeaderTableOffset];
        SpiffsNames.Write(file.Path, _geometry.Options, names);
    }

    private int WriteDataPage(ushort spanIndex, Span<byte> contents)
    {
        Span<byte> page = AllocatePage(_objectId, out int pageIndex);

        // The contents may lie in this very page: move them before anything around them is written.
        contents.CopyTo(page[SpiffsLayout.PageHeaderSize..]);
        new SpiffsPageHeader((ushort)_objectId, spanIndex, SpiffsLayout.DataFlags).WriteTo(page, _geometry.Order);
        page[(SpiffsLayout.PageHeaderSize + contents.Length)..].Fill(0xFF);
        return pageIndex;
    }

    private Span<byte> AllocatePage(int lookupCell, out int pageIndex)
    {
        int inBlock = _nextPage % _geometry.PagesPerBlock;
        int block = _nextPage / _geometry.PagesPerBlock;
        if (inBlock == 0)
        {
            _image.Slice(block * _geometry.BlockSize, _geometry.LookupPages * _geometry.PageSize).Fill(0xFF);
            WriteMagic(block);
            _nextPage += _geometry.LookupPages;
            inBlock = _geometry.LookupPages;
        }

        int cell = block * _geometry.BlockSize + (inBlock - _geometry.LookupPages) * SpiffsLayout.CellSize;
        _geometry.Order.WriteUInt16(_image[cell..], lookupCell);
        pageIndex = _nextPage++;
        return _image.Slice(pageIndex * _geometry.PageSize, _geometry.PageSize);
    }

    private readonly void WriteMagic(int block)
    {
        if (_geometry.Options.UseMagic)
        {
            _geometry.Order.WriteUInt16(_image[(block * _geometry.BlockSize + _geometry.MagicOffset)..], _geometry.Magic(block, _blockCount));
        }
    }
}
