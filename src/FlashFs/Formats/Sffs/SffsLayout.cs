namespace FlashFs.Formats.Sffs;

/// <summary>Where everything is in an SFFS image: pages of one flash sector each, in any order, and nothing else.</summary>
/// <remarks>
/// All integers are little-endian.
/// <list type="table">
/// <listheader><term>offset, size</term><description>field of a page</description></listheader>
/// <item><term>0, 2</term><description>id of the file, 1 to 0xFFFE</description></item>
/// <item><term>2, 2</term><description>span: 0 in the first page of the file, then 1, 2, …</description></item>
/// <item><term>4, 2</term><description>bytes of contents in this page; 0, or more than there is room for, means that it is full</description></item>
/// <item><term>6, 4</term><description>first page only: when the file was created, in Unix seconds, signed</description></item>
/// <item><term>10, 1</term><description>first page only: length of the name</description></item>
/// <item><term>11, n</term><description>first page only: the name, without terminator</description></item>
/// </list>
/// Contents follow. Source: electricimp/SPIFlashFileSystem, <c>SPIFlashFileSystem.device.lib.nut</c> at v3.0.1 and
/// <c>SPIFlashFileSystem.class.nut</c> at v1.0.0, which agree but for the longest name.
/// </remarks>
internal static class SffsLayout
{
    /// <summary>The format's name in messages.</summary>
    public const string DisplayName = "SFFS";

    /// <summary>A page, which is a sector of the flash.</summary>
    public const int PageSize = 4096;

    /// <summary>What the documentation wants start and end of a file system to be multiples of. No version checks it.</summary>
    public const int BlockSize = 65536;

    public const int IdOffset = 0;
    public const int SpanOffset = 2;
    public const int SizeOffset = 4;
    public const int CreatedOffset = 6;
    public const int NameLengthOffset = 10;

    /// <summary>Where the contents of every page but the first of a file begin.</summary>
    public const int HeaderSize = 6;

    /// <summary>Where the name begins in the first page of a file; its contents begin behind it.</summary>
    public const int NameOffset = 11;

    /// <summary>What erased flash reads as, in a field that is not written yet.</summary>
    public const ushort Unwritten = 0xFFFF;

    /// <summary>The size in a page that is full.</summary>
    public const ushort Full = 0;

    /// <summary>The smallest id of a file.</summary>
    public const int FirstId = 1;

    /// <summary>The largest id of a file: the next one reads as erased flash.</summary>
    public const int LastId = 0xFFFE;

    /// <summary>The largest span of a page: the next one reads as erased flash.</summary>
    public const int LastSpan = 0xFFFE;

    /// <summary>How many pages the library can number: it keeps their numbers in 16 bits.</summary>
    public const int MaxPages = 0x10000;

    /// <summary>The longest name in bytes, since version 1.1.0.</summary>
    public const int MaxNameLength = 64;

    /// <summary>The longest name in bytes up to version 1.0.2.</summary>
    public const int OldMaxNameLength = 20;

    /// <summary>What the library guesses a free page to take, on average.</summary>
    public const int GuessedRoom = 4000;

    /// <summary>What the library guessed a free page to take up to version 1.0.2.</summary>
    public const int OldGuessedRoom = 4076;

    /// <summary>How many files an image can have: ids in steps of two, up to the last odd one that is an id.</summary>
    public const int MaxImageFiles = (LastId - FirstId) / 2 + 1;

    /// <summary>The id after an id: the library adds one twice, the second time after wrapping around.</summary>
    public static int IdAfter(int id) => (id + 1) % 0xFFFF + 1;

    /// <summary>Where the contents of a page begin.</summary>
    public static int ContentsOffset(int span, int nameLength) => span == 0 ? NameOffset + nameLength : HeaderSize;

    /// <summary>How many bytes of contents a page has room for.</summary>
    public static int Room(int span, int nameLength) => PageSize - ContentsOffset(span, nameLength);

    /// <summary>How many pages a file takes.</summary>
    public static long PagesOf(long length, int nameLength)
    {
        long behindFirst = Math.Max(0, length - Room(0, nameLength));
        return 1 + (behindFirst + Room(1, nameLength) - 1) / Room(1, nameLength);
    }

    /// <summary>How many bytes at the head of a page are zeroed when its file is erased: all that a first page can have before its contents.</summary>
    public static int ErasedLength(int maxNameLength) => NameOffset + maxNameLength;
}
