using FlashFs.Diagnostics;

namespace FlashFs.Profiles;

/// <summary>A part of the flash that an ESP-IDF build made.</summary>
/// <param name="Offset">Where it goes, in bytes from the start of the flash.</param>
/// <param name="Path">The file, rooted.</param>
/// <param name="Location">Where <c>flasher_args.json</c> lists it.</param>
public sealed record IdfPart(long Offset, string Path, DiagnosticLocation Location)
{
    /// <summary>What the build calls it: <c>bootloader</c>, <c>app</c>, <c>partition-table</c>, a label; null where it gives no name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether a device with flash encryption expects it written encrypted.</summary>
    public bool Encrypted { get; init; }
}
