namespace FlashFs.Diagnostics;

// 1xxx: files and options.
public static partial class DiagnosticCodes
{
    /// <summary>FLASHFS1001: file not found.</summary>
    public static DiagnosticDescriptor FileNotFound { get; } = Error(1001, "file not found");

    /// <summary>FLASHFS1002: file cannot be read.</summary>
    public static DiagnosticDescriptor FileUnreadable { get; } = Error(1002, "file cannot be read");

    /// <summary>FLASHFS1003: file changed while it was read.</summary>
    public static DiagnosticDescriptor FileChanged { get; } = Error(1003, "file changed while it was read");

    /// <summary>FLASHFS1004: not a valid path in an image.</summary>
    public static DiagnosticDescriptor InvalidPath { get; } = Error(1004, "not a valid path in an image");

    /// <summary>FLASHFS1005: two files with one path.</summary>
    public static DiagnosticDescriptor DuplicatePath { get; } = Error(1005, "two files with one path");

    /// <summary>FLASHFS1006: paths that differ only by case.</summary>
    public static DiagnosticDescriptor PathsDifferByCase { get; } = Warning(1006, "paths that differ only by case");

    /// <summary>FLASHFS1007: a file that looks like a secret.</summary>
    public static DiagnosticDescriptor LooksLikeSecret { get; } = Warning(1007, "a file that looks like a secret");

    /// <summary>FLASHFS1008: not a regular file.</summary>
    public static DiagnosticDescriptor NotARegularFile { get; } = Error(1008, "not a regular file");

    /// <summary>FLASHFS1009: files left out by the default excludes.</summary>
    public static DiagnosticDescriptor FilesLeftOut { get; } = Note(1009, "files left out by the default excludes");

    /// <summary>FLASHFS1010: unknown format.</summary>
    public static DiagnosticDescriptor UnknownFormat { get; } = Error(1010, "unknown format");

    /// <summary>FLASHFS1011: unknown option.</summary>
    public static DiagnosticDescriptor UnknownOption { get; } = Error(1011, "unknown option");

    /// <summary>FLASHFS1012: invalid value of an option.</summary>
    public static DiagnosticDescriptor InvalidOptionValue { get; } = Error(1012, "invalid value of an option");

    /// <summary>FLASHFS1013: unknown profile.</summary>
    public static DiagnosticDescriptor UnknownProfile { get; } = Error(1013, "unknown profile");

    /// <summary>FLASHFS1014: unknown image.</summary>
    public static DiagnosticDescriptor UnknownImage { get; } = Error(1014, "unknown image");

    /// <summary>FLASHFS1015: invalid value of an item's metadata.</summary>
    public static DiagnosticDescriptor InvalidMetadata { get; } = Error(1015, "invalid value of an item's metadata");

    /// <summary>FLASHFS1016: not a number or size.</summary>
    public static DiagnosticDescriptor InvalidNumber { get; } = Error(1016, "not a number or size");

    /// <summary>FLASHFS1017: sdkconfig cannot be used.</summary>
    public static DiagnosticDescriptor InvalidSdkConfig { get; } = Error(1017, "sdkconfig cannot be used");

    /// <summary>FLASHFS1018: the format needs a size.</summary>
    public static DiagnosticDescriptor SizeRequired { get; } = Error(1018, "the format needs a size");

    /// <summary>FLASHFS1019: options that do not go together.</summary>
    public static DiagnosticDescriptor OptionsDoNotFit { get; } = Error(1019, "options that do not go together");

    /// <summary>FLASHFS1020: unknown chip.</summary>
    public static DiagnosticDescriptor UnknownChip { get; } = Error(1020, "unknown chip");

    /// <summary>FLASHFS1021: invalid flash size, mode or frequency.</summary>
    public static DiagnosticDescriptor InvalidFlashSetting { get; } = Error(1021, "invalid flash size, mode or frequency");

    /// <summary>FLASHFS1022: two outputs with one name.</summary>
    public static DiagnosticDescriptor DuplicateOutput { get; } = Error(1022, "two outputs with one name");

    /// <summary>FLASHFS1023: folder not found.</summary>
    public static DiagnosticDescriptor FolderNotFound { get; } = Error(1023, "folder not found");

    /// <summary>FLASHFS1024: metadata that the image's format has no use for.</summary>
    public static DiagnosticDescriptor MetadataIgnored { get; } = Warning(1024, "metadata that the image's format has no use for");

    /// <summary>FLASHFS1025: a profile that is silent on the format.</summary>
    public static DiagnosticDescriptor ProfileIsSilent { get; } = Note(1025, "a profile that is silent on the format");

    /// <summary>FLASHFS1030: ESP-IDF build folder cannot be used.</summary>
    public static DiagnosticDescriptor InvalidIdfBuild { get; } = Error(1030, "ESP-IDF build folder cannot be used");

    /// <summary>FLASHFS1026: a file of an image that the project's own compile makes.</summary>
    public static DiagnosticDescriptor FileOfOwnCompile { get; } = Error(1026, "a file of an image that the project's own compile makes");

    /// <summary>FLASHFS1027: two images with one name in the constants.</summary>
    public static DiagnosticDescriptor ConstantNamesClash { get; } = Error(1027, "two images with one name in the constants");

    /// <summary>FLASHFS1028: a file of an image that the same build makes of the images.</summary>
    public static DiagnosticDescriptor FileOfThisBuild { get; } = Error(1028, "an output of this build as an input");

    private static DiagnosticDescriptor[] Files =>
    [
        FileNotFound, FileUnreadable, FileChanged, InvalidPath, DuplicatePath, PathsDifferByCase,
        LooksLikeSecret, NotARegularFile, FilesLeftOut, UnknownFormat, UnknownOption, InvalidOptionValue,
        UnknownProfile, UnknownImage, InvalidMetadata, InvalidNumber, InvalidSdkConfig, SizeRequired,
        OptionsDoNotFit, UnknownChip, InvalidFlashSetting, DuplicateOutput, FolderNotFound, MetadataIgnored,
        ProfileIsSilent, FileOfOwnCompile, ConstantNamesClash, FileOfThisBuild, InvalidIdfBuild,
    ];
}
