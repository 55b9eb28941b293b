using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Tool.Reading;

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
        WriteFormat(json, image);
    }

    /// <summary>Writes the format of an image and how it was read.</summary>
    public static void WriteFormat(Utf8JsonWriter json, OpenedImage image)
    {
        json.WriteString("format", image.Volume.Format.Id);
        WriteOptions(json, image.Options);
        json.WriteString("assumption", image.Assumption);
    }

    /// <summary>Writes a number, or null where there is none.</summary>
    public static void WriteOptional(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes damage as an array.</summary>
    public static void WriteDamage(Utf8JsonWriter json, IEnumerable<VolumeDamage> damage)
    {
        json.WriteStartArray("damage");
        foreach (VolumeDamage item in damage)
        {
            json.WriteStartObject();
            json.WriteString("code", item.Descriptor.Code);
            WriteOptional(json, "offset", item.Offset < 0 ? null : item.Offset);
            json.WriteString("path", item.Entry);
            json.WriteString("expected", item.Expected);
            json.WriteString("found", item.Found);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes how many files there are and where the bytes go.</summary>
    public static void WriteUsage(Utf8JsonWriter json, int files, ImageUsage usage)
    {
        json.WriteNumber("files", files);
        json.WriteNumber("data", usage.Data);
        json.WriteNumber("overhead", usage.Overhead);
        json.WriteNumber("free", usage.Free);
        WriteOptional(json, "freeBlocks", usage.FreeBlocks);
        WriteOptional(json, "blockSize", usage.BlockSize);
    }

    /// <summary>Writes options, each with its value and where that came from.</summary>
    public static void WriteOptions(Utf8JsonWriter json, OptionValues options)
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
