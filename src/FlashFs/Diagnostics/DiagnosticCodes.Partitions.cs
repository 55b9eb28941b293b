namespace FlashFs.Diagnostics;

// 3xxx: the partition table, what goes where, and the merged image.
public static partial class DiagnosticCodes
{
    /// <summary>FLASHFS3001: partition table line cannot be read.</summary>
    public static DiagnosticDescriptor PartitionSyntax { get; } = Error(3001, "partition table line cannot be read");

    /// <summary>FLASHFS3002: unknown partition type.</summary>
    public static DiagnosticDescriptor UnknownPartitionType { get; } = Error(3002, "unknown partition type");

    /// <summary>FLASHFS3003: unknown partition subtype.</summary>
    public static DiagnosticDescriptor UnknownPartitionSubType { get; } = Error(3003, "unknown partition subtype");

    /// <summary>FLASHFS3004: unknown partition flag.</summary>
    public static DiagnosticDescriptor UnknownPartitionFlag { get; } = Error(3004, "unknown partition flag");

    /// <summary>FLASHFS3005: partition without size.</summary>
    public static DiagnosticDescriptor PartitionSizeMissing { get; } = Error(3005, "partition without size");

    /// <summary>FLASHFS3006: not a number in the partition table.</summary>
    public static DiagnosticDescriptor InvalidPartitionNumber { get; } = Error(3006, "not a number in the partition table");

    /// <summary>FLASHFS3007: two partitions with one label.</summary>
    public static DiagnosticDescriptor DuplicatePartition { get; } = Error(3007, "two partitions with one label");

    /// <summary>FLASHFS3008: partition label over 16 bytes.</summary>
    public static DiagnosticDescriptor PartitionLabelTooLong { get; } = Error(3008, "partition label over 16 bytes");

    /// <summary>FLASHFS3009: partition offset not aligned.</summary>
    public static DiagnosticDescriptor PartitionOffsetNotAligned { get; } = Error(3009, "partition offset not aligned");

    /// <summary>FLASHFS3010: partition size not aligned.</summary>
    public static DiagnosticDescriptor PartitionSizeNotAligned { get; } = Error(3010, "partition size not aligned");

    /// <summary>FLASHFS3011: partitions overlap.</summary>
    public static DiagnosticDescriptor PartitionsOverlap { get; } = Error(3011, "partitions overlap");

    /// <summary>FLASHFS3012: partition overlaps the partition table.</summary>
    public static DiagnosticDescriptor PartitionOverlapsTable { get; } = Error(3012, "partition overlaps the partition table");

    /// <summary>FLASHFS3013: partition table past the flash size.</summary>
    public static DiagnosticDescriptor PartitionsExceedFlash { get; } = Error(3013, "partition table past the flash size");

    /// <summary>FLASHFS3014: partition of a wrong fixed size.</summary>
    public static DiagnosticDescriptor PartitionFixedSize { get; } = Error(3014, "partition of a wrong fixed size");

    /// <summary>FLASHFS3015: a partition type that may exist once only.</summary>
    public static DiagnosticDescriptor PartitionNotUnique { get; } = Error(3015, "a partition type that may exist once only");

    /// <summary>FLASHFS3016: a partition that must not be read-only.</summary>
    public static DiagnosticDescriptor PartitionReadOnly { get; } = Error(3016, "a partition that must not be read-only");

    /// <summary>FLASHFS3017: read-write NVS partition too small.</summary>
    public static DiagnosticDescriptor NvsTooSmall { get; } = Error(3017, "read-write NVS partition too small");

    /// <summary>FLASHFS3018: too many partitions.</summary>
    public static DiagnosticDescriptor TooManyPartitions { get; } = Error(3018, "too many partitions");

    /// <summary>FLASHFS3019: app partition without subtype.</summary>
    public static DiagnosticDescriptor AppWithoutSubType { get; } = Error(3019, "app partition without subtype");

    /// <summary>FLASHFS3020: undefined variable in the partition table.</summary>
    public static DiagnosticDescriptor UndefinedVariable { get; } = Error(3020, "undefined variable in the partition table");

    /// <summary>FLASHFS3021: reserved partition label.</summary>
    public static DiagnosticDescriptor ReservedLabel { get; } = Error(3021, "reserved partition label");

    /// <summary>FLASHFS3022: label that names a type the partition does not have.</summary>
    public static DiagnosticDescriptor MisleadingLabel { get; } = Warning(3022, "label that names a type the partition does not have");

    /// <summary>FLASHFS3023: two app partitions with one subtype.</summary>
    public static DiagnosticDescriptor AppsShareSubType { get; } = Warning(3023, "two app partitions with one subtype");

    /// <summary>FLASHFS3024: FlashPartition item beside a table that has it.</summary>
    public static DiagnosticDescriptor PartitionItemConflict { get; } = Error(3024, "FlashPartition item beside a table that has it");

    /// <summary>FLASHFS3025: partition label that cannot be stored.</summary>
    public static DiagnosticDescriptor InvalidPartitionLabel { get; } = Error(3025, "partition label that cannot be stored");

    /// <summary>FLASHFS3026: text in the partition table that is not used.</summary>
    public static DiagnosticDescriptor PartitionTextIgnored { get; } = Warning(3026, "text in the partition table that is not used");

    /// <summary>FLASHFS3030: no partition of that label.</summary>
    public static DiagnosticDescriptor PartitionNotFound { get; } = Error(3030, "no partition of that label");

    /// <summary>FLASHFS3031: no partition for an image.</summary>
    public static DiagnosticDescriptor NoPartitionForImage { get; } = Error(3031, "no partition for an image");

    /// <summary>FLASHFS3032: several partitions for an image.</summary>
    public static DiagnosticDescriptor AmbiguousPartition { get; } = Error(3032, "several partitions for an image");

    /// <summary>FLASHFS3033: two parts on one partition.</summary>
    public static DiagnosticDescriptor PartitionTaken { get; } = Error(3033, "two parts on one partition");

    /// <summary>FLASHFS3034: image that devices do not read from encrypted flash.</summary>
    public static DiagnosticDescriptor EncryptedUnsupported { get; } = Error(3034, "image that devices do not read from encrypted flash");

    /// <summary>FLASHFS3035: plaintext image on an encrypted partition.</summary>
    public static DiagnosticDescriptor EncryptedPlaintext { get; } = Note(3035, "plaintext image on an encrypted partition");

    /// <summary>FLASHFS3036: binary without a place.</summary>
    public static DiagnosticDescriptor BinaryWithoutPlace { get; } = Error(3036, "binary without a place");

    /// <summary>FLASHFS3037: binary over its partition.</summary>
    public static DiagnosticDescriptor BinaryTooLarge { get; } = Error(3037, "binary over its partition");

    /// <summary>FLASHFS3038: parts of the flash overlap.</summary>
    public static DiagnosticDescriptor PartsOverlap { get; } = Error(3038, "parts of the flash overlap");

    /// <summary>FLASHFS3039: part past the end of the flash.</summary>
    public static DiagnosticDescriptor PartPastFlash { get; } = Error(3039, "part past the end of the flash");

    /// <summary>FLASHFS3040: a part on a preserved partition.</summary>
    public static DiagnosticDescriptor PreservedWritten { get; } = Error(3040, "a part on a preserved partition");

    /// <summary>FLASHFS3041: the default partition table does not fit.</summary>
    public static DiagnosticDescriptor DefaultTableDoesNotFit { get; } = Error(3041, "the default partition table does not fit");

    /// <summary>FLASHFS3042: merged image without bootloader or app.</summary>
    public static DiagnosticDescriptor MergedImageIncomplete { get; } = Error(3042, "merged image without bootloader or app");

    /// <summary>FLASHFS3043: part at an offset that is not aligned.</summary>
    public static DiagnosticDescriptor BinaryNotAligned { get; } = Error(3043, "part at an offset that is not aligned");

    /// <summary>FLASHFS3044: image on a partition that is not for files.</summary>
    public static DiagnosticDescriptor PartitionNotForFiles { get; } = Error(3044, "image on a partition that is not for files");

    /// <summary>FLASHFS3045: image on a partition of another file system.</summary>
    public static DiagnosticDescriptor PartitionOfAnotherFormat { get; } = Warning(3045, "image on a partition of another file system");

    /// <summary>FLASHFS3046: binary without bytes.</summary>
    public static DiagnosticDescriptor BinaryEmpty { get; } = Error(3046, "binary without bytes");

    /// <summary>FLASHFS3047: binary that is no app where an app goes.</summary>
    public static DiagnosticDescriptor BinaryNotAnApp { get; } = Warning(3047, "binary that is no app where an app goes");

    /// <summary>FLASHFS3060: the ESP-IDF build has another partition table.</summary>
    public static DiagnosticDescriptor IdfTableDiffers { get; } = Error(3060, "the ESP-IDF build has another partition table");

    /// <summary>FLASHFS3061: part of the ESP-IDF build left out.</summary>
    public static DiagnosticDescriptor IdfPartLeftOut { get; } = Note(3061, "part of the ESP-IDF build left out");

    /// <summary>FLASHFS3062: parts that a device with flash encryption expects encrypted.</summary>
    public static DiagnosticDescriptor IdfPartsEncrypted { get; } = Warning(3062, "parts that a device with flash encryption expects encrypted");

    /// <summary>FLASHFS3063: the ESP-IDF build is for another chip.</summary>
    public static DiagnosticDescriptor IdfChipDiffers { get; } = Warning(3063, "the ESP-IDF build is for another chip");

    /// <summary>FLASHFS3070: release kit without a part.</summary>
    public static DiagnosticDescriptor KitPartMissing { get; } = Error(3070, "release kit without a part");

    private static DiagnosticDescriptor[] Partitions =>
    [
        PartitionSyntax, UnknownPartitionType, UnknownPartitionSubType, UnknownPartitionFlag,
        PartitionSizeMissing, InvalidPartitionNumber, DuplicatePartition, PartitionLabelTooLong,
        PartitionOffsetNotAligned, PartitionSizeNotAligned, PartitionsOverlap, PartitionOverlapsTable,
        PartitionsExceedFlash, PartitionFixedSize, PartitionNotUnique, PartitionReadOnly, NvsTooSmall,
        TooManyPartitions, AppWithoutSubType, UndefinedVariable, ReservedLabel, MisleadingLabel,
        AppsShareSubType, PartitionItemConflict, InvalidPartitionLabel, PartitionTextIgnored, PartitionNotFound,
        NoPartitionForImage, AmbiguousPartition, PartitionTaken, EncryptedUnsupported, EncryptedPlaintext,
        BinaryWithoutPlace, BinaryTooLarge, PartsOverlap, PartPastFlash, PreservedWritten,
        DefaultTableDoesNotFit, MergedImageIncomplete, BinaryNotAligned,
        PartitionNotForFiles, PartitionOfAnotherFormat, BinaryEmpty, BinaryNotAnApp,
        IdfTableDiffers, IdfPartLeftOut, IdfPartsEncrypted, IdfChipDiffers, KitPartMissing,
    ];
}
