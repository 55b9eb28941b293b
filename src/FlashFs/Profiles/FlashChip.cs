namespace FlashFs.Profiles;

/// <summary>A chip: what it is called, and what its ROM expects of the flash.</summary>
/// <param name="Id">The name for projects and for esptool's <c>--chip</c>: <c>esp32s3</c>.</param>
/// <param name="DisplayName">The name for messages: <c>ESP32-S3</c>.</param>
/// <param name="BootloaderOffset">Where the ROM looks for the second stage boot loader, in bytes from the start of the flash.</param>
/// <param name="Frequencies">The flash clocks that esptool can write into an image of it, fastest first.</param>
public sealed record FlashChip(string Id, string DisplayName, long BootloaderOffset, IReadOnlyList<string> Frequencies)
{
    /// <summary>The flash clock where a project says nothing: 40 MHz where the chip has it, else its fastest.</summary>
    public string DefaultFrequency => Frequencies.Contains("40m") ? "40m" : Frequencies[0];
}
