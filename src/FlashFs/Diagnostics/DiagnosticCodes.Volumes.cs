namespace FlashFs.Diagnostics;

// 7xxx: volumes that are changed under the device's own rules.
public static partial class DiagnosticCodes
{
    /// <summary>FLASHFS7001: the file system refused an operation. The exception names the device's own error.</summary>
    public static DiagnosticDescriptor OperationRefused { get; } = Error(7001, "the file system refused an operation");

    private static DiagnosticDescriptor[] Volumes =>
    [
        OperationRefused,
    ];
}
