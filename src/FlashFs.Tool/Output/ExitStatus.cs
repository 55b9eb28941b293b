using FlashFs.Diagnostics;

namespace FlashFs.Tool.Output;

/// <summary>What a run ends with.</summary>
internal static class ExitStatus
{
    /// <summary>What was asked for is done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done, or damage or differences were found.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself is wrong: correct it before trying again.</summary>
    public const int WrongUsage = 2;

    // Errors that no change to a file would cure.
    private static readonly DiagnosticDescriptor[] Usage =
    [
        DiagnosticCodes.WrongUsage, DiagnosticCodes.UnknownFormat, DiagnosticCodes.UnknownOption,
        DiagnosticCodes.InvalidOptionValue, DiagnosticCodes.UnknownProfile, DiagnosticCodes.InvalidNumber,
        DiagnosticCodes.SizeRequired, DiagnosticCodes.OptionsDoNotFit, DiagnosticCodes.UnknownChip,
        DiagnosticCodes.InvalidFlashSetting, DiagnosticCodes.UnknownModuleLoader,
        DiagnosticCodes.InvalidDeviceAddress,
    ];

    /// <summary>The status that diagnostics lead to.</summary>
    public static int Of(IEnumerable<Diagnostic> diagnostics)
    {
        int status = Done;
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (diagnostic.Severity == DiagnosticSeverity.Error)
            {
                status = Math.Max(status, Array.IndexOf(Usage, diagnostic.Descriptor) < 0 ? Failed : WrongUsage);
            }
        }

        return status;
    }
}
