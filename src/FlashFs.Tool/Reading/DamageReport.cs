using FlashFs.Diagnostics;

namespace FlashFs.Tool.Reading;

/// <summary>The damage of an image as diagnostics.</summary>
internal static class DamageReport
{
    /// <summary>Every damage that opening the image found.</summary>
    public static IEnumerable<Diagnostic> Of(OpenedImage image)
    {
        var location = new DiagnosticLocation(image.Name);
        return image.Volume.Damage.Select(damage => damage.ToDiagnostic(location));
    }
}
