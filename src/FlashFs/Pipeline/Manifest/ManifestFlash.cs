namespace FlashFs.Pipeline.Manifest;

/// <summary>The chip and how its flash is driven; each value with where it came from.</summary>
/// <param name="Chip">The chip.</param>
/// <param name="Size">The size of the flash in bytes.</param>
/// <param name="Mode">The flash mode.</param>
/// <param name="Frequency">The flash clock, as esptool writes it.</param>
public sealed record ManifestFlash(ManifestValue Chip, ManifestSize Size, ManifestValue Mode, ManifestValue Frequency);
