namespace FlashFs.Diagnostics;

/// <summary>One kind of diagnostic: its code, its weight and its name. The code is never reused.</summary>
/// <param name="Code">The code as users see it, for instance <c>FLASHFS2001</c>.</param>
/// <param name="Severity">The weight before the project raises or silences it.</param>
/// <param name="Title">What it is about, in a few words, without figures.</param>
public sealed record DiagnosticDescriptor(string Code, DiagnosticSeverity Severity, string Title)
{
    /// <inheritdoc/>
    /// <remarks>The code says it all, and to hash the weight with it is code that the runtime compiles in each build that warns of something.</remarks>
    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    /// <summary>Makes a diagnostic of this kind.</summary>
    /// <param name="message">What is wrong, why, and what to do next, with numbers.</param>
    /// <param name="location">Where it is, if it has a place.</param>
    public Diagnostic At(DiagnosticLocation? location, string message) => new(this, message, location);
}
