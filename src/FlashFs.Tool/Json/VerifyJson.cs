using System.Text.Json;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Json;

/// <summary>The result of <c>flashfs verify --json</c>.</summary>
internal static class VerifyJson
{
    /// <summary>The shape; the number rises when a reader of the old one could be misled.</summary>
    public const string Schema = "flashfs-verify/1";

    public static void Write(Utf8JsonWriter json, OpenedImage image, ImageFindings findings)
    {
        json.WriteStartObject();
        ImageJson.WriteHead(json, Schema, image);
        json.WriteBoolean("sound", findings.IsSound);
        json.WriteNumber("files", image.Volume.Entries.Count);
        ImageJson.WriteDamage(json, findings.Damage);
        json.WriteString("against", findings.Against);
        json.WriteStartArray("differences");
        foreach (string difference in findings.Differences)
        {
            json.WriteStringValue(difference);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
