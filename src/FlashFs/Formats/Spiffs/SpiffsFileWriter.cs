using FlashFs.Devices;
using FlashFs.Files;

namespace FlashFs.Formats.Spiffs;

/// <summary>
/// Writes the pages of one file, which are used in sequence and follow those of the file before it: where they lie is known from how
/// many pages come before them, and so files can be written side by side. What lookup tables say of the pages is written behind all.
/// </summary>
/// <remarks>
/// Contents that are not in memory are first read in one piece to the end of the pages that the file takes, over the lookup tables
/// between these, and then moved down page by page. No page is written beyond the contents that are still to be moved, so no other
/// buffer is needed.
/// Source of the order of pages: espressif/esp-idf components/spiffs/spiffsgen.py.
/// </remarks>
internal ref struct SpiffsFileWriter
{
    private readonly Span<byte> _image;
    private readonly SpiffsGeometry _geometry;
    private readonly SpiffsByteOrder _order;
    private readonly int _pageSize;
    private readonly int _contentPerPage;
    private readonly int _objectId;
    private readonly int _first;
    private int _nextPage;
    private int _leftInBlock;

    /// <summary>Begins a file.</summary>
    /// <param name="image">The image.</param>
    /// <param name="geometry">Its geometry.</param>
    /// <param name="objectId">The object id, from 1 on.</param>
    /// <param name="first">How many object pages the files before it take.</param>
    public SpiffsFileWriter(Span<byte> image, SpiffsGeometry geometry, int objectId, int first)
    {
        _image = image;
        _geometry = geometry;
        _order = geometry.Order;
        _pageSize = geometry.PageSize;
        _contentPerPage = geometry.ContentPerPage;
        _objectId = objectId;
        _first = first;
        _nextPage = geometry.PageOf(first);
        _leftInBlock = geometry.ObjectPagesPerBlock - (first % geometry.ObjectPagesPerBlock);
    }

    /// <summary>Writes it. The plan has seen to it that it fits.</summary>
    public void Write(FlashFile file)
    {
        int length = (int)file.Contents.Length;
        int dataPages = (int)_geometry.DataPages(length);
        ReadOnlySpan<byte> contents;
        if (file.Contents.TryGetMemory(out ReadOnlyMemory<byte> memory))
        {
            contents = memory.Span;
        }
        else
        {
            int last = _first + dataPages + (int)_geometry.IndexPages(dataPages) - 1;
            int end = (_geometry.PageOf(last) + 1) * _pageSize;
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

            _order.WriteUInt16(table, _nextPage);
            table = table[SpiffsLayout.CellSize..];
            int count = Math.Min(_contentPerPage, contents.Length);
            WriteDataPage((ushort)span, contents[..count]);
            contents = contents[count..];
        }
    }

    private Span<byte> BeginIndexPage(int spanIndex)
    {
        Span<byte> page = TakePage();
        ErasedFlash.Fill(page);
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
        Span<byte> page = TakePage();

        // The contents may lie in this very page: move them before anything around them is written.
        contents.CopyTo(page[SpiffsLayout.PageHeaderSize..]);
        new SpiffsPageHeader((ushort)_objectId, spanIndex, SpiffsLayout.DataFlags).WriteTo(page, _order);
        if (contents.Length < _contentPerPage)
        {
            ErasedFlash.Fill(page[(SpiffsLayout.PageHeaderSize + contents.Length)..]);
        }
    }

    private Span<byte> TakePage()
    {
        Span<byte> page = _image.Slice(_nextPage * _pageSize, _pageSize);
        _nextPage++;
        if (--_leftInBlock == 0)
        {
            _nextPage += _geometry.LookupPages;
            _leftInBlock = _geometry.ObjectPagesPerBlock;
        }

        return page;
    }
}
