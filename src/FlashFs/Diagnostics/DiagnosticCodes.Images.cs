namespace FlashFs.Diagnostics;

// 5xxx: images that are damaged or not what they should be.
public static partial class DiagnosticCodes
{
    /// <summary>FLASHFS5001: not an image of this format.</summary>
    public static DiagnosticDescriptor NotThisFormat { get; } = Error(5001, "not an image of this format");

    /// <summary>FLASHFS5002: image ends early.</summary>
    public static DiagnosticDescriptor Truncated { get; } = Error(5002, "image ends early");

    /// <summary>FLASHFS5003: field with an impossible value.</summary>
    public static DiagnosticDescriptor InvalidField { get; } = Error(5003, "field with an impossible value");

    /// <summary>FLASHFS5004: checksum does not match.</summary>
    public static DiagnosticDescriptor ChecksumMismatch { get; } = Error(5004, "checksum does not match");

    /// <summary>FLASHFS5005: pages that do not form a file.</summary>
    public static DiagnosticDescriptor BrokenChain { get; } = Error(5005, "pages that do not form a file");

    /// <summary>FLASHFS5006: compressed contents cannot be unpacked.</summary>
    public static DiagnosticDescriptor CorruptCompression { get; } = Error(5006, "compressed contents cannot be unpacked");

    /// <summary>FLASHFS5007: an image read back differs from its input.</summary>
    public static DiagnosticDescriptor ReadBackDiffers { get; } = Error(5007, "an image read back differs from its input");

    /// <summary>FLASHFS5008: image of no known format.</summary>
    public static DiagnosticDescriptor UnknownImageFormat { get; } = Error(5008, "image of no known format");

    /// <summary>FLASHFS5009: name that would leave the output folder.</summary>
    public static DiagnosticDescriptor ExtractionRefused { get; } = Error(5009, "name that would leave the output folder");

    /// <summary>FLASHFS5010: image and folder differ.</summary>
    public static DiagnosticDescriptor ContentsDiffer { get; } = Error(5010, "image and folder differ");

    /// <summary>FLASHFS5011: image over what the tool reads.</summary>
    public static DiagnosticDescriptor ImageOverLimit { get; } = Error(5011, "image over what the tool reads");

    /// <summary>FLASHFS5012: flash dump that ends before its last partition.</summary>
    public static DiagnosticDescriptor DumpEndsEarly { get; } = Warning(5012, "flash dump that ends before its last partition");

    private static DiagnosticDescriptor[] Images =>
    [
        NotThisFormat, Truncated, InvalidField, ChecksumMismatch, BrokenChain, CorruptCompression,
        ReadBackDiffers, UnknownImageFormat, ExtractionRefused, ContentsDiffer,
        ImageOverLimit, DumpEndsEarly,
    ];
}
