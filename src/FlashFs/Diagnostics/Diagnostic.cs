namespace FlashFs.Diagnostics;

/// <summary>Something to tell the user: a code, a message with numbers, and a place.</summary>
/// <param name="Descriptor">The kind.</param>
/// <param name="Message">What is wrong, why, and what to do next.</param>
/// <param name="Location">Where; null when there is no file to point at.</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, string Message, DiagnosticLocation? Location = null)
{
    /// <summary>The code, for instance <c>FLASHFS2001</c>.</summary>
    public string Code => Descriptor.Code;

    /// <summary>The weight.</summary>
    public DiagnosticSeverity Severity => Descriptor.Severity;

    /// <summary>The diagnostic as a line of text: place, weight, code, message.</summary>
    public override string ToString()
    {
        string weight = Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "note",
        };
        return Location is null ? $"{weight} {Code}: {Message}" : $"{Location}: {weight} {Code}: {Message}";
    }
}
