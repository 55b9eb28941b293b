namespace FlashFs.Diagnostics;

// 4001 to 4019: what scripts ask for.
public static partial class DiagnosticCodes
{
    /// <summary>FLASHFS4001: an import that leads nowhere.</summary>
    public static DiagnosticDescriptor ModuleNotFound { get; } = Error(4001, "an import that leads nowhere");

    /// <summary>FLASHFS4002: an entry module that does not exist.</summary>
    public static DiagnosticDescriptor ModuleEntryNotFound { get; } = Error(4002, "an entry module that does not exist");

    /// <summary>FLASHFS4003: imports that only running the script tells.</summary>
    public static DiagnosticDescriptor ModuleArgumentUnknown { get; } = Warning(4003, "imports of which only running the script tells");

    /// <summary>FLASHFS4004: an import in a form that the target does not have.</summary>
    public static DiagnosticDescriptor ModuleFormNotFollowed { get; } = Warning(4004, "an import in a form that the target does not have");

    /// <summary>FLASHFS4005: unknown module loader.</summary>
    public static DiagnosticDescriptor UnknownModuleLoader { get; } = Error(4005, "unknown module loader");

    /// <summary>FLASHFS4006: a pattern that keeps no module.</summary>
    public static DiagnosticDescriptor ModuleKeepMatchesNothing { get; } = Warning(4006, "a pattern that keeps no module");

    /// <summary>FLASHFS4007: a script that does not end.</summary>
    public static DiagnosticDescriptor ScriptUnterminated { get; } = Warning(4007, "a script that breaks off");

    private static DiagnosticDescriptor[] Modules =>
    [
        ModuleNotFound, ModuleEntryNotFound, ModuleArgumentUnknown, ModuleFormNotFollowed,
        UnknownModuleLoader, ModuleKeepMatchesNothing, ScriptUnterminated,
    ];
}
