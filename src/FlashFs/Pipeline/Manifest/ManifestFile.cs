using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace FlashFs.Pipeline.Manifest;

/// <summary>Reads and writes <see cref="FlashManifest"/> as JSON: UTF-8, two spaces, line feeds, a line feed at the end.</summary>
public static class ManifestFile
{
    private static ManifestJson Json { get; } = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // Names stay readable; what a page or a terminal could take for markup or control stays escaped.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>The document as bytes.</summary>
    public static byte[] ToBytes(FlashManifest manifest) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(manifest, Json.FlashManifest), (byte)'\n'];

    /// <summary>What contents went through, as bytes.</summary>
    internal static byte[] ToBytes(BuildContents contents) => [.. JsonSerializer.SerializeToUtf8Bytes(contents, Json.BuildContents), (byte)'\n'];

    /// <summary>Reads what contents went through.</summary>
    /// <exception cref="JsonException">It is not that.</exception>
    internal static BuildContents ParseContents(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Json.BuildContents) ?? throw new JsonException("What contents went through is an object.");

    /// <summary>How images fit, as bytes.</summary>
    internal static byte[] ToBytes(FitReport report) => [.. JsonSerializer.SerializeToUtf8Bytes(report, Json.FitReport), (byte)'\n'];

    /// <summary>Reads how images fit.</summary>
    /// <exception cref="JsonException">It is not that.</exception>
    internal static FitReport ParseReport(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Json.FitReport) ?? throw new JsonException("A report is an object.");

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static FlashManifest Parse(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Json.FlashManifest) ?? throw new JsonException("A manifest is an object.");
}
