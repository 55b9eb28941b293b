namespace FlashFs.Formats.Spiffs;

/// <summary>The bytes of SPIFFS that depend on no option. Offsets are relative to the start of a page.</summary>
/// <remarks>
/// <para>An image is whole blocks, a block whole pages; the first pages of a block are its lookup table, the others hold
/// objects. All integers have the byte order of the device (option <c>bigEndian</c>).</para>
/// <para>Every object page begins with a header: object id (2 bytes, bit 15 set in index pages), span index (2), flags (1).
/// A data page goes on with contents; an index page with three bytes of padding, in span 0 with size (4), type (1), name
/// and metadata, and then with the page indexes (2 each) of the data pages.</para>
/// <para>Source: pellepl/spiffs src/spiffs_nucleus.h at 0b2e129; espressif/esp-idf components/spiffs/spiffsgen.py.</para>
/// </remarks>
internal static class SpiffsLayout
{
    /// <summary>The format's name in messages.</summary>
    public const string DisplayName = "SPIFFS";

    /// <summary>The bytes of an object id, a span index and a page index.</summary>
    public const int CellSize = 2;

    /// <summary>Where the object id of a page stands.</summary>
    public const int ObjectIdOffset = 0;

    /// <summary>Where the span index of a page stands.</summary>
    public const int SpanIndexOffset = 2;

    /// <summary>Where the flags of a page stand.</summary>
    public const int FlagsOffset = 4;

    /// <summary>The page header, and so where the contents of a data page begin.</summary>
    public const int PageHeaderSize = 5;

    /// <summary>Where the table of an index page other than the first of an object begins: the header, padded to four bytes.</summary>
    public const int IndexTableOffset = 8;

    /// <summary>Where the size of the object stands in its first index page.</summary>
    public const int SizeOffset = 8;

    /// <summary>Where the type of the object stands in its first index page.</summary>
    public const int TypeOffset = 12;

    /// <summary>Where the name of the object begins in its first index page; metadata follows it.</summary>
    public const int NameOffset = 13;

    /// <summary>What must be left of a page beside name and metadata, by the C library's rule.</summary>
    public const int ReservedInHeaderPage = 64;

    /// <summary>A lookup cell or page index that was never written.</summary>
    public const ushort Free = 0xFFFF;

    /// <summary>A lookup cell of a page that was deleted.</summary>
    public const ushort Deleted = 0x0000;

    /// <summary>Set in the object id of index pages.</summary>
    public const ushort IndexFlag = 0x8000;

    /// <summary>The largest object id: the next one, with the index flag, would read as free.</summary>
    public const int MaxObjectId = 0x7FFE;

    /// <summary>How many pages 16 bits can number; the last of them has the index that means free.</summary>
    public const int MaxPages = 0x10000;

    /// <summary>The page that cannot be used because its index means free.</summary>
    public const int UnusablePage = 0xFFFF;

    /// <summary>The low 16 bits of the magic, before page size and block count go in.</summary>
    public const ushort Magic = 0x0529;

    /// <summary>From the end of the lookup pages back to the magic.</summary>
    public const int MagicFromEnd = 4;

    /// <summary>From the end of the lookup pages back to the erase count.</summary>
    public const int EraseCountFromEnd = 2;

    /// <summary>Flag bits count when cleared: the page is in use.</summary>
    public const byte NotUsed = 0x01;

    /// <summary>Flag bits count when cleared: the page is complete.</summary>
    public const byte NotFinal = 0x02;

    /// <summary>Flag bits count when cleared: the page is an index page.</summary>
    public const byte NotIndex = 0x04;

    /// <summary>Flag bits count when cleared: the object of this first index page is being deleted.</summary>
    public const byte NotBeingDeleted = 0x40;

    /// <summary>Flag bits count when cleared: the page is deleted.</summary>
    public const byte NotDeleted = 0x80;

    /// <summary>The flags of a complete data page.</summary>
    public const byte DataFlags = 0xFC;

    /// <summary>The flags of a complete index page.</summary>
    public const byte IndexFlags = 0xF8;

    /// <summary>The type of an object that is a file, the only one that is used.</summary>
    public const byte FileType = 1;

    /// <summary>The size of an object that was created and never written to.</summary>
    public const uint UndefinedSize = 0xFFFFFFFF;
}
