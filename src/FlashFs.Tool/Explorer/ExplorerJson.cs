using System.Text.Json;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Tool.Json;
using FlashFs.Diagnostics;

namespace FlashFs.Tool.Explorer;

/// <summary>The parts of the explorer's answers. Lists are arrays of arrays: ten thousand files need no ten thousand names of properties.</summary>
internal static class ExplorerJson
{
    public static void WriteImage(Utf8JsonWriter json, ServedImage image, string previewOrigin)
    {
        FlashVolume volume = image.Volume;
        json.WriteNumber("id", image.Id);
        json.WriteString("key", $"{image.Id}-{image.Revision}");
        json.WriteString("name", image.Opened.Name);
        json.WriteNumber("size", image.Opened.Bytes.Length);
        json.WriteString("format", volume.Format.DisplayName);
        json.WriteString("formatId", volume.Format.Id);
        json.WriteStartArray("options");
        if (image.Opened.OptionsMatter)
        {
            foreach (OptionValue value in image.Opened.Options.Texts)
            {
                json.WriteStringValue($"{value.Option.Name}={value.Text}");
            }
        }

        json.WriteEndArray();
        json.WriteString("assumption", image.Opened.Assumption);
        json.WriteNumber("files", volume.Entries.Count);
        json.WriteNumber("extents", volume.Extents.Count);
        json.WriteNumber("damage", volume.Damage.Count);
        json.WriteNumber("data", volume.Usage.Data);
        json.WriteNumber("overhead", volume.Usage.Overhead);
        json.WriteNumber("free", volume.Usage.Free);
        ImageJson.WriteOptional(json, "freeBlocks", volume.Usage.FreeBlocks);
        ImageJson.WriteOptional(json, "blockSize", volume.Usage.BlockSize);
        json.WriteString("preview", previewOrigin);
        json.WriteString("pages", image.Pages.Root);
    }

    // [path, size, stored size, offset, compression, damaged, attributes]
    public static void WriteFile(Utf8JsonWriter json, VolumeEntry entry)
    {
        json.WriteStartArray();
        json.WriteStringValue(entry.Name);
        json.WriteNumberValue(entry.Length);
        json.WriteNumberValue(entry.StoredLength);
        json.WriteNumberValue(entry.Offset);
        json.WriteStringValue(FileCompressionNames.Of(entry.Compression));
        json.WriteBooleanValue(entry.IsDamaged);
        json.WriteStringValue(string.Join(' ', entry.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}")));
        json.WriteEndArray();
    }

    // [offset, length, kind, number of the file or -1]
    public static void WriteExtent(Utf8JsonWriter json, VolumeExtent extent)
    {
        json.WriteStartArray();
        json.WriteNumberValue(extent.Offset);
        json.WriteNumberValue(extent.Length);
        json.WriteNumberValue((int)extent.Kind);
        json.WriteNumberValue(extent.EntryIndex);
        json.WriteEndArray();
    }

    // [code, message]
    public static void WriteDamage(Utf8JsonWriter json, VolumeDamage damage)
    {
        json.WriteStartArray();
        json.WriteStringValue(damage.Descriptor.Code);
        json.WriteStringValue(damage.ToDiagnostic(null).Message);
        json.WriteEndArray();
    }

    public static void WriteSearch(Utf8JsonWriter json, ContentSearchResult result)
    {
        json.WriteStartArray("matches");
        foreach (ContentMatch match in result.Matches)
        {
            json.WriteStartArray();
            json.WriteNumberValue(match.EntryIndex);
            json.WriteNumberValue(match.Offset);
            json.WriteStringValue(match.Before);
            json.WriteStringValue(match.Found);
            json.WriteStringValue(match.After);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        ImageJson.WriteOptional(json, "next", result.Next);
        json.WriteNumber("skipped", result.Skipped);
    }
}
