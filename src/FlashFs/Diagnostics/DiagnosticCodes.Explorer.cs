namespace FlashFs.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>FLASHFS8001: the explorer's port cannot be used.</summary>
    public static DiagnosticDescriptor ExplorerPortUnavailable { get; } = Error(8001, "the explorer's port cannot be used");

    /// <summary>FLASHFS8002: address of a device that cannot be used.</summary>
    public static DiagnosticDescriptor InvalidDeviceAddress { get; } = Error(8002, "address of a device that cannot be used");

    /// <summary>FLASHFS8003: the device behind the preview does not answer as it should.</summary>
    public static DiagnosticDescriptor DeviceUnreachable { get; } = Warning(8003, "the device behind the preview does not answer as it should");

    /// <summary>FLASHFS8004: an image that changed cannot be read again.</summary>
    public static DiagnosticDescriptor ImageNotReadAgain { get; } = Warning(8004, "an image that changed cannot be read again");

    /// <summary>FLASHFS8005: not all images of a folder are shown.</summary>
    public static DiagnosticDescriptor FolderPartlyShown { get; } = Warning(8005, "not all images of a folder are shown");

    private static DiagnosticDescriptor[] Explorer =>
    [
        ExplorerPortUnavailable, InvalidDeviceAddress, DeviceUnreachable, ImageNotReadAgain, FolderPartlyShown,
    ];
}
