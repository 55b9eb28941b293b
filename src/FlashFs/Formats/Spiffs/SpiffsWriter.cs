using FlashFs.Files;

namespace FlashFs.Formats.Spiffs;

/// <summary>
/// Writes an image from its first page to its last, each byte once: pages are used in sequence, and what is not used is
/// filled with 0xFF when its turn comes.
/// </summary>
/// <remarks>
/// Contents that are not in memory are first read in one piece to the end of the pages that the file takes, and then moved
/// down page by page. No page is written beyond the contents that are still to be moved, so no other buffer is needed.
/// Source of the order of pages: espressif/esp-idf components/spiffs/spiffsgen.py.
/// </remarks>
internal ref struct SpiffsWriter
{
    private readonly Span<byte> _image;
    private readonly SpiffsGeometry _geometry;
    private readonly SpiffsByteOrder _order;
    private readonly int _pageSize;
    private readonly int _contentPerPage;
    private readonly int _blockCount;
    private int _nextBlock;
    private int _nextPage;
    private int _nextCell;
    private int _leftInBlock;
    private int _objectId;

    public SpiffsWriter(Span<byte> image, SpiffsGeometry geometry)
    {
        _image = image;
        _geometry = geometry;
        _order = geometry.Order;
        _pageSize = geometry.PageSize;
        _contentPerPage = geometry.ContentPerPage;
        _blockCount = image.Length / geometry.BlockSize;
    }

    /// <summary>Adds a file behind those already added. The plan has seen to it that it fits.</summary>
    public void Add(FlashFile file)
    {
        _objectId++;
        int length = (int)file.Contents.Length;
        int dataPages = (int)_geometry.DataPages(length);
        ReadOnlySpan<byte> contents;
        if (file.Contents.TryGetMemory(out ReadOnlyMemory<byte> memory))
        {
            contents = memory.Span;
        }
        else
        {
            int end = EndOf(dataPages + (int)_geometry.IndexPages(dataPages));
            Span<byte> read = _image[(end - length)..end];
            file.Contents.CopyTo(read);
            contents = read;
        }

        Span<byte> index = BeginIndexPage(spanIndex: 0);
        WriteHeader(index, file, (uint)length);
        Span<byte> table = index.Slice(_geometry.HeaderTableOffset, _geometry.HeaderEntries * SpiffsLayout.CellSize);
        int indexSpan = 0;
        for (int span = 0; span < dataPages; span++)
        {
            if (table.IsEmpty)
            {
                index = BeginIndexPage(++indexSpan);
                table = index.Slice(SpiffsLayout.IndexTableOffset, _geometry.IndexEntries * SpiffsLayout.CellSize);
            }

            _order.WriteUInt16(table, NextPage());
            table = table[SpiffsLayout.CellSize..];
            int count = Math.Min(_contentPerPage, contents.Length);
            WriteDataPage((ushort)span, contents[..count]);
            contents = contents[count..];
        }
    }

    /// <summary>Fills what is left.</summary>
    public void Finish()
    {
        _image[(_nextPage * _pageSize)..].Fill(0xFF);
        for (; _nextBlock < _blockCount; _nextBlock++)
        {
            WriteMagic(_nextBlock);
        }
    }

    // The end of so many object pages from the next one on: lookup tables lie between them.
    private readonly int EndOf(int pages)
    {
        int perBlock = _geometry.ObjectPagesPerBlock;
        int last = _nextBlock * perBlock - _leftInBlock + pages - 1;
        int page = last / perBlock * _geometry.PagesPerBlock + _geometry.LookupPages + last % perBlock;
        return (page + 1) * _pageSize;
    }

    private Span<byte> BeginIndexPage(int spanIndex)
    {
        Span<byte> page = AllocatePage(_objectId | SpiffsLayout.IndexFlag);
        page.Fill(0xFF);
        new SpiffsPageHeader((ushort)(_objectId | SpiffsLayout.IndexFlag), (ushort)spanIndex, SpiffsLayout.IndexFlags).WriteTo(page, _order);
        return page;
    }

    private readonly void WriteHeader(Span<byte> page, FlashFile file, uint length)
    {
        _order.WriteUInt32(page[SpiffsLayout.SizeOffset..], length);
        page[SpiffsLayout.TypeOffset] = SpiffsLayout.FileType;
        SpiffsNames.Write(file.Path, _geometry.Options, page[SpiffsLayout.NameOffset.._geometry.HeaderTableOffset]);
    }

    private void WriteDataPage(ushort spanIndex, ReadOnlySpan<byte> contents)
    {
        Span<byte> page = AllocatePage(_objectId);

        // The contents may lie in this very page: move them before anything around them is written.
        contents.CopyTo(page[SpiffsLayout.PageHeaderSize..]);
        new SpiffsPageHeader((ushort)_objectId, spanIndex, SpiffsLayout.DataFlags).WriteTo(page, _order);
        if (contents.Length < _contentPerPage)
        {
            page[(SpiffsLayout.PageHeaderSize + contents.Length)..].Fill(0xFF);
        }
    }

    private Span<byte> AllocatePage(int lookupCell)
    {
        int page = NextPage();
        _order.WriteUInt16(_image[_nextCell..], lookupCell);
        _nextCell += SpiffsLayout.CellSize;
        _leftInBlock--;
        _nextPage = page + 1;
        return _image.Slice(page * _pageSize, _pageSize);
    }

    // The page that is allocated next; where it is the first of a block, the lookup table before it is begun.
    private int NextPage()
    {
        if (_leftInBlock == 0)
        {
            _nextCell = _nextBlock * _geometry.BlockSize;
            _image.Slice(_nextCell, _geometry.LookupPages * _pageSize).Fill(0xFF);
            WriteMagic(_nextBlock);
            _nextPage = _nextBlock * _geometry.PagesPerBlock + _geometry.LookupPages;
            _leftInBlock = _geometry.ObjectPagesPerBlock;
            _nextBlock++;
        }

        return _nextPage;
    }

    private readonly void WriteMagic(int block)
    {
        if (_geometry.Options.UseMagic)
        {
            _order.WriteUInt16(_image[(block * _geometry.BlockSize + _geometry.MagicOffset)..], _geometry.Magic(block, _blockCount));
        }
    }
}
