using System.Text.Json;
using FlashFs.Pipeline;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Json;

/// <summary>The result of <c>flashfs extract --json</c>.</summary>
internal static class ExtractJson
{
    /// <summary>The shape; the number rises when a reader of the old one could be misled.</summary>
    public const string Schema = "flashfs-extract/1";

    public static void Write(Utf8JsonWriter json, OpenedImage image, string output, ExtractionResult result)
    {
        json.WriteStartObject();
        ImageJson.WriteHead(json, Schema, image);
        json.WriteString("output", output);
        json.WriteNumber("files", image.Volume.Entries.Count);
        json.WriteNumber("extracted", result.Files);
        json.WriteNumber("bytes", result.Bytes);
        json.WriteNumber("refused", result.Refused);
        json.WriteNumber("damaged", result.Damaged);
        json.WriteEndObject();
    }
}
