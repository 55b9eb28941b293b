using System.Text.Json;
using FlashFs.Formats;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Json;

/// <summary>The result of <c>flashfs info --json</c>.</summary>
internal static class InfoJson
{
    /// <summary>The shape; the number rises when a reader of the old one could be misled.</summary>
    public const string Schema = "flashfs-info/1";

    public static void Write(Utf8JsonWriter json, InfoReport report)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("file", report.Name);
        json.WriteNumber("size", report.Size);
        json.WriteString("kind", report.Kind);
        json.WritePropertyName("image");
        WriteImage(json, report.Image);
        json.WriteStartArray("mounts");
        foreach (DeviceMount mount in report.Mounts)
        {
            json.WriteStartObject();
            json.WriteString("device", mount.Device);
            json.WriteString("result", mount.Verdict.Result.ToString().ToLowerInvariant());
            json.WriteString("reason", mount.Verdict.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("table");
        WriteTable(json, report.Table);
        json.WriteStartArray("pieces");
        foreach (FlashPiece piece in report.Pieces)
        {
            WritePiece(json, piece);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, OpenedImage? image)
    {
        if (image is null)
        {
            json.WriteNullValue();
            return;
        }

        ImageUsage usage = image.Volume.Usage;
        json.WriteStartObject();
        ImageJson.WriteFormat(json, image);
        json.WriteNumber("files", image.Volume.Entries.Count);
        json.WriteNumber("data", usage.Data);
        json.WriteNumber("overhead", usage.Overhead);
        json.WriteNumber("free", usage.Free);
        ImageJson.WriteOptional(json, "freeBlocks", usage.FreeBlocks);
        ImageJson.WriteOptional(json, "blockSize", usage.BlockSize);
        ImageJson.WriteDamage(json, image.Volume.Damage);
        json.WriteEndObject();
    }

    private static void WriteTable(Utf8JsonWriter json, TableFile? file)
    {
        if (file is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        TableJson.WriteTable(json, file);
        json.WriteEndObject();
    }

    private static void WritePiece(Utf8JsonWriter json, FlashPiece piece)
    {
        json.WriteStartObject();
        json.WriteString("label", piece.Slice.Label);
        json.WriteNumber("offset", piece.Slice.Offset);
        json.WriteNumber("size", piece.Slice.Length);
        json.WriteString("contents", piece.Contents);
        json.WritePropertyName("image");
        WriteImage(json, piece.Image);
        json.WriteEndObject();
    }
}
