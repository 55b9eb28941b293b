namespace FlashFs.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>FLASHFS4020: transform that cannot be used as it is given.</summary>
    public static DiagnosticDescriptor InvalidTransform { get; } = Error(4020, "transform that cannot be used as it is given");

    /// <summary>FLASHFS4021: program not found.</summary>
    public static DiagnosticDescriptor ProgramNotFound { get; } = Error(4021, "program not found");

    /// <summary>FLASHFS4022: command failed.</summary>
    public static DiagnosticDescriptor CommandFailed { get; } = Error(4022, "command failed");

    /// <summary>FLASHFS4023: command did not end.</summary>
    public static DiagnosticDescriptor CommandTimedOut { get; } = Error(4023, "command did not end");

    /// <summary>FLASHFS4024: command left no result.</summary>
    public static DiagnosticDescriptor CommandLeftNothing { get; } = Error(4024, "command left no result");

    /// <summary>FLASHFS4025: setting of the script stage that cannot be used.</summary>
    public static DiagnosticDescriptor InvalidScriptSetting { get; } = Error(4025, "setting of the script stage that cannot be used");

    /// <summary>FLASHFS4026: syntax error.</summary>
    public static DiagnosticDescriptor SyntaxError { get; } = Error(4026, "syntax error");

    /// <summary>FLASHFS4027: bytecode that the stock firmware does not load.</summary>
    public static DiagnosticDescriptor BytecodeNotLoaded { get; } = Warning(4027, "bytecode that the stock firmware does not load");

    /// <summary>FLASHFS4028: bytecode of several engines in one image.</summary>
    public static DiagnosticDescriptor MixedBytecode { get; } = Warning(4028, "bytecode of several engines in one image");

    private static DiagnosticDescriptor[] Transforms =>
    [
        InvalidTransform, ProgramNotFound, CommandFailed, CommandTimedOut, CommandLeftNothing,
        InvalidScriptSetting, SyntaxError, BytecodeNotLoaded, MixedBytecode,
    ];
}
