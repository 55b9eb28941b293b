using FlashFs.Diagnostics;

namespace FlashFs.Profiles;

/// <summary>A setting of the flash as it was written, and where.</summary>
/// <param name="Text">The text; null or empty for none.</param>
/// <param name="Location">Where messages about it point.</param>
public readonly record struct FlashSettingText(string? Text, DiagnosticLocation? Location = null)
{
    /// <summary>Whether there is any text.</summary>
    public bool IsGiven => !string.IsNullOrWhiteSpace(Text);
}
