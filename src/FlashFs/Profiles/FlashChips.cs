using System.Diagnostics.CodeAnalysis;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Profiles;

/// <summary>The chips that there are: those of ESP-IDF and esptool that boot by a partition table.</summary>
/// <remarks>
/// Source: espressif/esp-idf, <c>tools/idf_py_actions/constants.py</c> (targets) and
/// <c>components/esp_rom/*/Kconfig.soc_caps.in</c> (ESP_ROM_BOOTLOADER_OFFSET_FLASH); espressif/esptool,
/// <c>esptool/targets/*.py</c> (FLASH_FREQUENCY).
/// </remarks>
public static class FlashChips
{
    private static readonly string[] Common = ["80m", "40m", "26m", "20m"];
    private static readonly string[] Without26 = ["80m", "40m", "20m"];
    private static readonly string[] By60 = ["60m", "30m", "20m", "15m"];
    private static readonly string[] By48 = ["48m", "24m", "16m", "12m"];

    /// <summary>All chips, in the order of the reference.</summary>
    public static IReadOnlyList<FlashChip> All { get; } =
    [
        new("esp32", "ESP32", 0x1000, Common),
        new("esp32s2", "ESP32-S2", 0x1000, Common),
        new("esp32s3", "ESP32-S3", 0, Common),
        new("esp32c2", "ESP32-C2", 0, By60),
        new("esp32c3", "ESP32-C3", 0, Common),
        new("esp32c5", "ESP32-C5", 0x2000, Without26),
        new("esp32c6", "ESP32-C6", 0, Without26),
        new("esp32c61", "ESP32-C61", 0, Without26),
        new("esp32e22", "ESP32-E22", 0, Common),
        new("esp32h2", "ESP32-H2", 0, By48),
        new("esp32h21", "ESP32-H21", 0, By48),
        new("esp32h4", "ESP32-H4", 0x2000, By48),
        new("esp32p4", "ESP32-P4", 0x2000, Common),
        new("esp32s31", "ESP32-S31", 0x2000, Without26),
    ];

    /// <summary>The chip of a project that names none.</summary>
    public static FlashChip Default => All[0];

    /// <summary>Finds a chip by its name, in any case, with or without hyphen: <c>esp32s3</c>, <c>ESP32-S3</c>.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out FlashChip? chip)
    {
        string id = name.Trim().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        chip = All.FirstOrDefault(candidate => candidate.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
        return chip is not null;
    }

    /// <summary>Finds a chip by its name, or reports FLASHFS1020 with the nearest one.</summary>
    public static FlashChip? Find(string name, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        if (!TryGet(name, out FlashChip? chip))
        {
            NearestName.Report(diagnostics, DiagnosticCodes.UnknownChip, location, name, "chip", All.Select(known => known.Id));
        }

        return chip;
    }
}
