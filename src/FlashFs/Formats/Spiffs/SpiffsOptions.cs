namespace FlashFs.Formats.Spiffs;

/// <summary>How the device was built: an image does not say, so writer and reader must be told.</summary>
/// <remarks>Source of names and defaults: espressif/esp-idf components/spiffs/Kconfig and spiffsgen.py.</remarks>
public sealed record SpiffsOptions
{
    private const string LogicalPage = "The logical page (SPIFFS_CFG_LOG_PAGE_SZ, CONFIG_SPIFFS_PAGE_SIZE).";

    /// <summary>The option <c>pageSize</c>.</summary>
    public static FlashOption<long> PageSizeOption { get; } =
        FlashOption.Integer("pageSize", 256, 128, 16384, "bytes", LogicalPage, powerOfTwo: true);

    /// <summary>The option <c>blockSize</c>.</summary>
    public static FlashOption<long> BlockSizeOption { get; } = FlashOption.Integer(
        "blockSize", 4096, 256, 16 * 1024 * 1024, "bytes",
        "The logical block (SPIFFS_CFG_LOG_BLOCK_SZ), whole pages; ESP-IDF takes the flash sector, 4096.");

    /// <summary>The option <c>nameLength</c>.</summary>
    public static FlashOption<long> NameLengthOption { get; } = FlashOption.Integer(
        "nameLength", 32, 2, 16384, "bytes",
        "Room for a name in UTF-8, its NUL and leading '/' included (SPIFFS_OBJ_NAME_LEN).");

    /// <summary>The option <c>metaLength</c>.</summary>
    public static FlashOption<long> MetaLengthOption { get; } = FlashOption.Integer(
        "metaLength", 4, 0, 16384, "bytes",
        "Room for a file's metadata (SPIFFS_OBJ_META_LEN, CONFIG_SPIFFS_META_LENGTH): 4 in ESP-IDF, 0 in many other builds.");

    /// <summary>The option <c>useMagic</c>.</summary>
    public static FlashOption<bool> UseMagicOption { get; } = FlashOption.Switch(
        "useMagic", true, "Whether every block carries a magic number, which the device checks (SPIFFS_USE_MAGIC).");

    /// <summary>The option <c>useMagicLength</c>.</summary>
    public static FlashOption<bool> UseMagicLengthOption { get; } = FlashOption.Switch(
        "useMagicLength", true, "Whether the magic depends on the size of the file system (SPIFFS_USE_MAGIC_LENGTH).");

    /// <summary>The option <c>bigEndian</c>.</summary>
    public static FlashOption<bool> BigEndianOption { get; } = FlashOption.Switch(
        "bigEndian", false, "Whether the device stores integers with the high byte first.");

    /// <summary>The option <c>alignedIndexTables</c>.</summary>
    public static FlashOption<bool> AlignedIndexTablesOption { get; } = FlashOption.Switch(
        "alignedIndexTables", false, "Whether index tables begin at even offsets (SPIFFS_ALIGNED_OBJECT_INDEX_TABLES).");

    /// <summary>The option <c>leadingSlash</c>.</summary>
    public static FlashOption<bool> LeadingSlashOption { get; } = FlashOption.Switch(
        "leadingSlash", true, "Whether names are stored with a leading '/', as ESP-IDF and Arduino do; Sming stores them without.");

    /// <summary>The options in the order of the reference.</summary>
    public static IReadOnlyList<FlashOption> All { get; } =
    [
        PageSizeOption, BlockSizeOption, NameLengthOption, MetaLengthOption, UseMagicOption, UseMagicLengthOption,
        BigEndianOption, AlignedIndexTablesOption, LeadingSlashOption,
    ];

    /// <summary>The logical page in bytes, a power of two.</summary>
    public int PageSize { get; init; } = (int)PageSizeOption.Default;

    /// <summary>The logical block in bytes, a multiple of the page.</summary>
    public int BlockSize { get; init; } = (int)BlockSizeOption.Default;

    /// <summary>Room for a name in bytes, its NUL and leading '/' included.</summary>
    public int NameLength { get; init; } = (int)NameLengthOption.Default;

    /// <summary>Room for metadata in bytes.</summary>
    public int MetaLength { get; init; } = (int)MetaLengthOption.Default;

    /// <summary>Whether blocks carry a magic number.</summary>
    public bool UseMagic { get; init; } = UseMagicOption.Default;

    /// <summary>Whether the magic depends on the number of blocks; means nothing without <see cref="UseMagic"/>.</summary>
    public bool UseMagicLength { get; init; } = UseMagicLengthOption.Default;

    /// <summary>Whether integers have the high byte first.</summary>
    public bool BigEndian { get; init; } = BigEndianOption.Default;

    /// <summary>Whether index tables begin at even offsets.</summary>
    public bool AlignedIndexTables { get; init; } = AlignedIndexTablesOption.Default;

    /// <summary>Whether names are stored with a leading '/'.</summary>
    public bool LeadingSlash { get; init; } = LeadingSlashOption.Default;

    /// <summary>The options in the form in which front ends hand them on.</summary>
    public static SpiffsOptions From(OptionValues values) => new()
    {
        PageSize = (int)values.Get(PageSizeOption),
        BlockSize = (int)values.Get(BlockSizeOption),
        NameLength = (int)values.Get(NameLengthOption),
        MetaLength = (int)values.Get(MetaLengthOption),
        UseMagic = values.Get(UseMagicOption),
        UseMagicLength = values.Get(UseMagicLengthOption),
        BigEndian = values.Get(BigEndianOption),
        AlignedIndexTables = values.Get(AlignedIndexTablesOption),
        LeadingSlash = values.Get(LeadingSlashOption),
    };

    /// <summary>The options as values of <see cref="SpiffsFormat"/>.</summary>
    /// <param name="origin">Where a manifest should say that they came from.</param>
    public OptionValues ToValues(string origin = "code") => OptionValues.Defaults(SpiffsFormat.Instance)
        .With(PageSizeOption, PageSize, origin)
        .With(BlockSizeOption, BlockSize, origin)
        .With(NameLengthOption, NameLength, origin)
        .With(MetaLengthOption, MetaLength, origin)
        .With(UseMagicOption, UseMagic, origin)
        .With(UseMagicLengthOption, UseMagicLength, origin)
        .With(BigEndianOption, BigEndian, origin)
        .With(AlignedIndexTablesOption, AlignedIndexTables, origin)
        .With(LeadingSlashOption, LeadingSlash, origin);
}
