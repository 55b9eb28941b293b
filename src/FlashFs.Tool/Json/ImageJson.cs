using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Tool.Images;

namespace FlashFs.Tool.Json;

/// <summary>The parts that several results have in common.</summary>
internal static class ImageJson
{
    /// <summary>Writes what every result about an image begins with.</summary>
    public static void WriteHead(Utf8JsonWriter json, string schema, OpenedImage image)
    {
        json.WriteString("schema", schema);
        json.WriteString("image", image.Name);
        json.WriteNumber("size", image.Bytes.Length);
        json.WriteString("format", image.Volume.Format.Id);
        WriteOptions(json, image.Volume.Options);
        json.WriteString("assumption", image.Assumption);
    }

    /// <summary>Writes damage as an array.</summary>
    public static void WriteDamage(Utf8JsonWriter json, IEnumerable<VolumeDamage> damage)
    {
        json.WriteStartArray("damage");
        foreach (VolumeDamage item in damage)
        {
            json.WriteStartObject();
            json.WriteString("code", item.Descriptor.Code);
            if (item.Offset < 0)
            {
                json.WriteNull("offset");
            }
            else
            {
                json.WriteNumber("offset", item.Offset);
            }

            json.WriteString("path", item.Entry);
            json.WriteString("expected", item.Expected);
            json.WriteString("found", item.Found);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOptions(Utf8JsonWriter json, OptionValues options)
    {
        json.WriteStartObject("options");
        foreach (OptionValue value in options.Texts)
        {
            json.WriteStartObject(value.Option.Name);
            json.WriteString("value", value.Text);
            json.WriteString("origin", value.Origin);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
