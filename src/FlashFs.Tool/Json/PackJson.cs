using System.Text.Json;
using FlashFs.Formats;
using FlashFs.Pipeline;

namespace FlashFs.Tool.Json;

/// <summary>The result of <c>flashfs pack --json</c>.</summary>
internal static class PackJson
{
    /// <summary>The shape; the number rises when a reader of the old one could be misled.</summary>
    public const string Schema = "flashfs-pack/1";

    public static void Write(Utf8JsonWriter json, string output, BuiltImage image, OptionValues options)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("image", output);
        json.WriteNumber("size", image.Bytes.Length);
        json.WriteString("format", image.Plan.Format.Id);
        ImageJson.WriteOptions(json, options);
        ImageJson.WriteUsage(json, image.Plan.Files.Count, image.Plan.Usage);
        json.WriteEndObject();
    }
}
