using System.Text.Encodings.Web;
using System.Text.Json;
using FlashFs.Partitions;
using FlashFs.Profiles;

namespace FlashFs.Pipeline.Kit;

/// <summary>
/// The manifest of ESP Web Tools, with which a page flashes a device from the browser. It lists the parts and not the merged
/// image, whose gaps would erase the settings of a device.
/// </summary>
/// <remarks>Source: esphome/esp-web-tools, <c>src/const.ts</c> (Manifest, Build) at f9d1c4e.</remarks>
internal static class WebFlasherManifest
{
    // A family is found by the name that the flasher reads off the device.
    private static readonly HashSet<string> Families = new(StringComparer.Ordinal)
    {
        "ESP32", "ESP32-C2", "ESP32-C3", "ESP32-C5", "ESP32-C6", "ESP32-C61", "ESP32-H2", "ESP32-P4", "ESP32-S2", "ESP32-S3",
    };

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether ESP Web Tools knows the chip.</summary>
    public static bool Supports(FlashChip chip) => Families.Contains(chip.DisplayName);

    /// <summary>The document: UTF-8, with a line feed at its end.</summary>
    public static byte[] ToBytes(KitSettings settings, FlashLayout layout)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("name", settings.Title);
            json.WriteString("version", settings.Version);

            // Otherwise each installation erases the device without asking.
            json.WriteBoolean("new_install_prompt_erase", true);
            json.WriteStartArray("builds");
            json.WriteStartObject();
            json.WriteString("chipFamily", layout.Settings.Chip.DisplayName);
            json.WriteStartArray("parts");
            foreach (FlashPart part in layout.Parts)
            {
                json.WriteStartObject();
                json.WriteString("path", Uri.EscapeDataString(part.FileName)); // it becomes an address beside that of the manifest
                json.WriteNumber("offset", part.Address);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
