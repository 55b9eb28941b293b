using System.Text.Json;
using FlashFs.Diagnostics;

namespace FlashFs.Tool.Json;

/// <summary>The result of <c>flashfs explain --json</c>.</summary>
internal static class ExplainJson
{
    /// <summary>The shape; the number rises when a reader of the old one could be misled.</summary>
    public const string Schema = "flashfs-explain/1";

    public static void Write(Utf8JsonWriter json, DiagnosticDescriptor diagnostic, string text)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", diagnostic.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "note" });
        json.WriteString("title", diagnostic.Title);
        json.WriteString("text", text.ReplaceLineEndings("\n"));
        json.WriteEndObject();
    }
}
