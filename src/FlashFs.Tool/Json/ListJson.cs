using System.Text.Json;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Json;

/// <summary>The result of <c>flashfs list --json</c>.</summary>
internal static class ListJson
{
    /// <summary>The shape; the number rises when a reader of the old one could be misled.</summary>
    public const string Schema = "flashfs-list/1";

    public static void Write(Utf8JsonWriter json, OpenedImage image)
    {
        json.WriteStartObject();
        ImageJson.WriteHead(json, Schema, image);
        json.WriteStartArray("files");
        foreach (VolumeEntry entry in image.Volume.Entries)
        {
            json.WriteStartObject();
            json.WriteString("path", entry.Name);
            json.WriteNumber("size", entry.Length);
            json.WriteNumber("storedSize", entry.StoredLength);
            json.WriteNumber("offset", entry.Offset);
            json.WriteString("compression", FileCompressionNames.Of(entry.Compression));
            json.WriteStartObject("attributes");
            foreach ((string name, string value) in entry.Attributes)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        ImageJson.WriteDamage(json, image.Volume.Damage);
        json.WriteEndObject();
    }
}
