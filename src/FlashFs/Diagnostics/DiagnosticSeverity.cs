namespace FlashFs.Diagnostics;

/// <summary>How much a diagnostic weighs.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; changes nothing.</summary>
    Note,

    /// <summary>Works, but will probably disappoint someone; can be silenced or raised by its code.</summary>
    Warning,

    /// <summary>Nothing is written.</summary>
    Error,
}
