namespace FlashFs.Formats.AppFs;

/// <summary>Where everything lies. All integers are little-endian.</summary>
/// <remarks>
/// A metadata copy is a header and 255 descriptors of 128 bytes each:
/// <list type="table">
/// <item><term>header</term><description>0 magic (8), 8 serial (4), 12 CRC-32 (4), 16 erased (112)</description></item>
/// <item><term>descriptor</term><description>0 name (112), 112 size (4), 116 next page (1), 117 use (1), 118 erased (10)</description></item>
/// <item><term>badge.team's</term><description>0 name (48), 48 title (64), 112 size (4), 116 next page (1), 117 use (1), 118 version (2), 120 erased (8)</description></item>
/// </list>
/// Source: PocketSprite/8bkc-sdk <c>appfs.c</c> at 4abf325; badgeteam/esp32-component-appfs <c>src/appfs.c</c> at 1db39d7.
/// </remarks>
internal static class AppFsLayout
{
    /// <summary>A page of the ESP32's MMU: what files are made of, and the room of both metadata copies together.</summary>
    public const int PageSize = 64 * 1024;

    public const int CopySize = PageSize / 2;
    public const int CopyCount = 2;
    public const int RecordSize = 128;

    /// <summary>Descriptors in a copy, and so the most pages that there can be.</summary>
    public const int PageCount = CopySize / RecordSize - 1;

    /// <summary>Metadata and 255 pages: 16 MiB.</summary>
    public const int MaxSize = (PageCount + 1) * PageSize;

    /// <summary>What files are erased by: the sector of the flash.</summary>
    public const int EraseSize = 4096;

    public const int SerialOffset = 8;
    public const int ChecksumOffset = 12;
    public const int ChecksumEnd = 16;

    public const int TitleOffset = 48;
    public const int TitleSize = 64;
    public const int SizeOffset = 112;
    public const int NextOffset = 116;
    public const int UseOffset = 117;
    public const int VersionOffset = 118;

    public const byte UseData = 0x00;
    public const byte UseNever = 0x55;
    public const byte UseFree = 0xFF;

    /// <summary>The version of a file that was made without one; the device then shows its name for a title.</summary>
    public const ushort NoVersion = 0xFFFF;

    public static ReadOnlySpan<byte> Magic => "AppFsDsc"u8;

    /// <summary>The room for a name, its NUL included.</summary>
    public static int NameSize(AppFsDescriptorLayout layout) => layout == AppFsDescriptorLayout.Badgeteam ? TitleOffset : SizeOffset;

    /// <summary>Where a page's descriptor lies in a copy.</summary>
    public static int DescriptorOffset(int page) => (page + 1) * RecordSize;

    /// <summary>Where a page lies in the partition: sector 0 is the metadata's.</summary>
    public static int PageOffset(int page) => (page + 1) * PageSize;

    /// <summary>The pages that so many bytes take: a file without contents has one too.</summary>
    public static long PagesOf(long length) => Math.Max(1, (length + PageSize - 1) / PageSize);

    /// <summary>The pages of a partition, as the device counts them.</summary>
    public static int PagesIn(long partitionSize) => (int)Math.Clamp((partitionSize - 1) / PageSize, 0, PageCount);
}
