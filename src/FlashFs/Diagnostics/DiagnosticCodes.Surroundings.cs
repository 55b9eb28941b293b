namespace FlashFs.Diagnostics;

// 9xxx: the surroundings: host, folders, disk.
public static partial class DiagnosticCodes
{
    /// <summary>FLASHFS9001: this MSBuild cannot run the tasks.</summary>
    public static DiagnosticDescriptor HostTooOld { get; } = Error(9001, "this MSBuild cannot run the tasks");

    /// <summary>FLASHFS9002: output cannot be written.</summary>
    public static DiagnosticDescriptor OutputNotWritable { get; } = Error(9002, "output cannot be written");

    /// <summary>FLASHFS9003: wrong use of the command line.</summary>
    public static DiagnosticDescriptor WrongUsage { get; } = Error(9003, "wrong use of the command line");

    /// <summary>FLASHFS9004: the same input gave other bytes.</summary>
    public static DiagnosticDescriptor NotReproducible { get; } = Error(9004, "the same input gave other bytes");

    /// <summary>FLASHFS9005: the disk or a folder failed.</summary>
    public static DiagnosticDescriptor FileSystemFailed { get; } = Error(9005, "the disk or a folder failed");

    /// <summary>FLASHFS9006: a file from before would be taken for the new one.</summary>
    public static DiagnosticDescriptor StaleOutput { get; } = Error(9006, "a file from before would be taken for the new one");

    /// <summary>FLASHFS9007: baseline that is no manifest.</summary>
    public static DiagnosticDescriptor InvalidBaseline { get; } = Error(9007, "baseline that is no manifest");

    /// <summary>FLASHFS9010: the summary cannot be written.</summary>
    public static DiagnosticDescriptor SummaryNotWritable { get; } = Warning(9010, "the summary cannot be written");

    /// <summary>FLASHFS9020: upload command that cannot be used.</summary>
    public static DiagnosticDescriptor InvalidUploadCommand { get; } = Error(9020, "upload command that cannot be used");

    /// <summary>FLASHFS9021: program of the upload not found.</summary>
    public static DiagnosticDescriptor UploadProgramNotFound { get; } = Error(9021, "program of the upload not found");

    /// <summary>FLASHFS9022: upload failed.</summary>
    public static DiagnosticDescriptor UploadFailed { get; } = Error(9022, "upload failed");

    /// <summary>FLASHFS9023: no flash to build or to upload.</summary>
    public static DiagnosticDescriptor NothingToUpload { get; } = Error(9023, "no flash to build or to upload");

    /// <summary>FLASHFS9024: upload that erases what is preserved.</summary>
    public static DiagnosticDescriptor UploadErasesPreserved { get; } = Error(9024, "upload that erases what is preserved");

    private static DiagnosticDescriptor[] Surroundings =>
    [
        HostTooOld, OutputNotWritable, WrongUsage, NotReproducible,
        FileSystemFailed, StaleOutput, InvalidBaseline, SummaryNotWritable,
        InvalidUploadCommand, UploadProgramNotFound, UploadFailed, NothingToUpload, UploadErasesPreserved,
    ];
}
