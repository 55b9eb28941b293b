namespace FlashFs.Diagnostics;

// 2xxx: limits of the formats, and what does not fit.
public static partial class DiagnosticCodes
{
    /// <summary>FLASHFS2001: the files do not fit.</summary>
    public static DiagnosticDescriptor ImageTooLarge { get; } = Error(2001, "the files do not fit");

    /// <summary>FLASHFS2002: names over the format's limit.</summary>
    public static DiagnosticDescriptor NameTooLong { get; } = Error(2002, "names over the format's limit");

    /// <summary>FLASHFS2003: too few free blocks for the device to write.</summary>
    public static DiagnosticDescriptor TooFewFreeBlocks { get; } = Warning(2003, "too few free blocks for the device to write");

    /// <summary>FLASHFS2004: the size does not suit the format.</summary>
    public static DiagnosticDescriptor SizeNotAligned { get; } = Error(2004, "the size does not suit the format");

    /// <summary>FLASHFS2005: a file over the format's limit.</summary>
    public static DiagnosticDescriptor FileTooLarge { get; } = Error(2005, "a file over the format's limit");

    /// <summary>FLASHFS2006: more files than the format can number.</summary>
    public static DiagnosticDescriptor TooManyFiles { get; } = Error(2006, "more files than the format can number");

    /// <summary>FLASHFS2007: a name that the format cannot store.</summary>
    public static DiagnosticDescriptor NameNotStorable { get; } = Error(2007, "a name that the format cannot store");

    /// <summary>FLASHFS2008: an empty file, which the format cannot store.</summary>
    public static DiagnosticDescriptor EmptyFileNotStorable { get; } = Error(2008, "an empty file, which the format cannot store");

    /// <summary>FLASHFS2009: names that older devices cannot read.</summary>
    public static DiagnosticDescriptor NameTooLongForOlder { get; } = Warning(2009, "names that older devices cannot read");

    /// <summary>FLASHFS2010: a size that is not whole blocks.</summary>
    public static DiagnosticDescriptor SizeNotWholeBlocks { get; } = Warning(2010, "a size that is not whole blocks");

    /// <summary>FLASHFS2011: an entry file of 0 bytes, which the device refuses to run.</summary>
    public static DiagnosticDescriptor EmptyEntryFile { get; } = Error(2011, "an entry file of 0 bytes, which the device refuses to run");

    /// <summary>FLASHFS2012: no entry file that the device would run.</summary>
    public static DiagnosticDescriptor NoEntryFile { get; } = Warning(2012, "no entry file that the device would run");

    /// <summary>FLASHFS2013: a file that another one hides from the device.</summary>
    public static DiagnosticDescriptor HiddenFile { get; } = Warning(2013, "a file that another one hides from the device");

    /// <summary>FLASHFS2014: an image too large for the device to run.</summary>
    public static DiagnosticDescriptor ImageTooLargeToRun { get; } = Warning(2014, "an image too large for the device to run");

    /// <summary>FLASHFS2015: an image over the budget that warns.</summary>
    public static DiagnosticDescriptor OverWarningBudget { get; } = Warning(2015, "an image over the budget that warns");

    /// <summary>FLASHFS2016: an image over the budget that fails.</summary>
    public static DiagnosticDescriptor OverErrorBudget { get; } = Error(2016, "an image over the budget that fails");

    private static DiagnosticDescriptor[] Limits =>
    [
        ImageTooLarge, NameTooLong, TooFewFreeBlocks, SizeNotAligned, FileTooLarge, TooManyFiles,
        NameNotStorable, EmptyFileNotStorable, NameTooLongForOlder, SizeNotWholeBlocks,
        EmptyEntryFile, NoEntryFile, HiddenFile, ImageTooLargeToRun,
        OverWarningBudget, OverErrorBudget,
    ];
}
