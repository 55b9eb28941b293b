using FlashFs.Diagnostics;

namespace FlashFs.Tool.Reading;

/// <summary>What is wrong with an image.</summary>
/// <param name="Damage">All damage: what opening it found, then what reading every file found.</param>
/// <param name="Against">The folder it was compared with; null for none.</param>
/// <param name="Differences">Every difference from that folder, one clause each.</param>
internal sealed record ImageFindings(IReadOnlyList<VolumeDamage> Damage, string? Against, IReadOnlyList<string> Differences)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Damage.Count == 0 && Differences.Count == 0;

    /// <summary>Damage and differences as diagnostics.</summary>
    /// <param name="image">The image as the command line has it.</param>
    public IEnumerable<Diagnostic> ToDiagnostics(string image)
    {
        var location = new DiagnosticLocation(image);
        return Damage.Select(damage => damage.ToDiagnostic(location))
            .Concat(Differences.Select(difference => DiagnosticCodes.ContentsDiffer.At(location, $"{difference}.")));
    }
}
