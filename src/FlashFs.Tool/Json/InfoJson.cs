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
        json.WritePropertyName("look");
        WriteLook(json, report.Look);
        json.WriteEndObject();
    }

    private static void WriteLook(Utf8JsonWriter json, FileLook? look)
    {
        if (look is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("description", look.Description);
        json.WriteString("next", look.Next);
        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, OpenedImage? image)
    {
        if (image is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        ImageJson.WriteFormat(json, image);
        ImageJson.WriteUsage(json, image.Volume.Entries.Count, image.Volume.Usage);
        json.WriteNumber("readableFiles", image.Readable.Files);
        json.WriteNumber("readableBytes", image.Readable.Bytes);
        ImageJson.WriteDamage(json, image.Readable.Damage);
        WriteArguments(json, image.Volume.Format, image.Options);
        ImageJson.WriteOptional(json, "score", image.Guess?.Score);
        json.WritePropertyName("runnerUp");
        if (image.Guess?.RunnerUp is { } other)
        {
            json.WriteStartObject();
            WriteArguments(json, image.Volume.Format, other.Options);
            ImageJson.WriteOptional(json, "score", other.Score);
            json.WriteString("reason", other.Reason);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }

    private static void WriteArguments(Utf8JsonWriter json, FlashFormat format, OptionValues options)
    {
        json.WriteStartArray("arguments");
        foreach (string argument in ImageLine.Arguments(format, options))
        {
            json.WriteStringValue(argument);
        }

        json.WriteEndArray();
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
        json.WriteNumber("used", piece.Used);
        json.WriteString("contents", piece.Contents);
        json.WriteString("description", piece.Description);
        json.WritePropertyName("image");
        WriteImage(json, piece.Image);
        json.WriteEndObject();
    }
}
