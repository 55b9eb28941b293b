using System.Text.Json;
using FlashFs.Tool.Commands;

namespace FlashFs.Tool.Json;

/// <summary>The result of <c>flashfs cache stat --json</c> and <c>flashfs cache prune --json</c>.</summary>
internal static class CacheJson
{
    /// <summary>The shape; the number rises when a reader of the old one could be misled.</summary>
    public const string Schema = "flashfs-cache/1";

    public static void Write(Utf8JsonWriter json, string path, CacheReport report)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("path", path);
        json.WriteNumber("results", report.Figures.Keys);
        json.WriteNumber("different", report.Figures.Blobs);
        json.WriteNumber("size", report.Figures.Size);
        if (report.RemovedFiles is { } files)
        {
            json.WriteNumber("removedFiles", files);
            json.WriteNumber("removedSize", report.RemovedSize ?? 0);
        }

        json.WriteEndObject();
    }
}
