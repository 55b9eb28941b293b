using System.Text.Json;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Json;

/// <summary>The result of <c>flashfs merge --json</c> and <c>flashfs split --json</c>.</summary>
internal static class PiecesJson
{
    /// <summary>The shape; the number rises when a reader of the old one could be misled.</summary>
    public const string Schema = "flashfs-pieces/1";

    public static void Write(Utf8JsonWriter json, IEnumerable<WrittenPiece> pieces)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteStartArray("pieces");
        foreach (WrittenPiece piece in pieces)
        {
            json.WriteStartObject();
            json.WriteString("file", piece.File);
            json.WriteNumber("offset", piece.Offset);
            json.WriteNumber("size", piece.Size);
            json.WriteStartArray("parts");
            foreach ((string name, string? kind, long offset) in piece.Parts)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("kind", kind);
                json.WriteNumber("offset", offset);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
