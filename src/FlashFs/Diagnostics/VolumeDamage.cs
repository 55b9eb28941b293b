namespace FlashFs.Diagnostics;

/// <summary>One thing that is wrong with an image.</summary>
/// <param name="Descriptor">The kind of damage, a <c>FLASHFS5xxx</c>.</param>
/// <param name="Format">The format's display name, for instance <c>SPIFFS</c>.</param>
/// <param name="Offset">Where in the image, in bytes from its start; -1 when it has no single place.</param>
/// <param name="Expected">What should have been there.</param>
/// <param name="Found">What was there.</param>
/// <param name="Entry">The name of the file that suffers, if one does.</param>
public sealed record VolumeDamage(
    DiagnosticDescriptor Descriptor,
    string Format,
    long Offset,
    string Expected,
    string Found,
    string? Entry = null)
{
    /// <summary>The damage as a diagnostic; the image's own name is the front end's to add.</summary>
    public Diagnostic ToDiagnostic(DiagnosticLocation? location = null)
    {
        string place = Offset < 0 ? "" : $" at 0x{Offset:x}";
        string entry = string.IsNullOrEmpty(Entry) ? "" : $" ({Entry})";
        return Descriptor.At(location, $"{Format} image{place}{entry}: {Descriptor.Title}: expected {Expected}, found {Found}");
    }
}
