namespace FlashFs.Diagnostics;

// 9xxx: the surroundings: host, folders, disk.
public static partial class DiagnosticCodes
{
    /// <summary>FLASHFS9001: this MSBuild cannot run the tasks.</summary>
    public static DiagnosticDescriptor HostTooOld { get; } = Error(9001, "this MSBuild cannot run the tasks");

    /// <summary>FLASHFS9002: output cannot be written.</summary>
    public static DiagnosticDescriptor OutputNotWritable { get; } = Error(9002, "output cannot be written");

    private static DiagnosticDescriptor[] Surroundings =>
    [
        HostTooOld, OutputNotWritable,
    ];
}
