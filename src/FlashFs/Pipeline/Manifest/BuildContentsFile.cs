using System.Text.Json;

namespace FlashFs.Pipeline.Manifest;

/// <summary>Reads and writes <see cref="BuildContents"/>.</summary>
internal static class BuildContentsFile
{
    /// <summary>What contents went through, as bytes.</summary>
    public static byte[] ToBytes(BuildContents contents) => JsonFile.ToBytes(json => json.WriteObjects("images", contents.Images, Write));

    /// <summary>Reads what contents went through.</summary>
    /// <exception cref="JsonException">It is not that.</exception>
    public static BuildContents Parse(ReadOnlySpan<byte> bytes) => JsonFile.Parse(bytes, fields => new BuildContents(fields.Objects("images", ReadImage)));

    private static void Write(Utf8JsonWriter json, ImageContents image)
    {
        json.WriteString("image", image.Image);
        json.WriteObjects("transforms", image.Transforms, Write);
        json.WriteObjects("modules", image.Modules, Write);
        json.WriteObjects("unreached", image.Unreached, Write);
        json.WriteTexts("externals", image.Externals);
        json.WriteStartArray("cycles");
        foreach (IReadOnlyList<string> cycle in image.Cycles)
        {
            json.WriteTexts(cycle);
        }

        json.WriteEndArray();
    }

    private static ImageContents ReadImage(JsonFields fields) => new(
        fields.Text("image"),
        fields.Objects("transforms", ReadTransform),
        fields.Objects("modules", ReadModule),
        fields.Objects("unreached", ReadModule),
        fields.Texts("externals"),
        fields.TextLists("cycles"));

    private static void Write(Utf8JsonWriter json, TransformFigures transform)
    {
        json.WriteString("name", transform.Name);
        json.WriteNumber("fileCount", transform.FileCount);
        json.WriteNumber("keptAsTheyWere", transform.KeptAsTheyWere);
        json.WriteNumber("before", transform.Before);
        json.WriteNumber("after", transform.After);
    }

    private static TransformFigures ReadTransform(JsonFields fields) => new(
        fields.Text("name"), fields.Count("fileCount"), fields.Count("keptAsTheyWere"), fields.Number("before"), fields.Number("after"));

    private static void Write(Utf8JsonWriter json, ContentModule module)
    {
        json.WriteString("path", module.Path);
        json.WriteNumber("length", module.Length);
        json.WriteNumber("depth", module.Depth);
        json.WriteTexts("imports", module.Imports);
    }

    private static ContentModule ReadModule(JsonFields fields) => new(
        fields.Text("path"), fields.Number("length"), fields.Count("depth"), fields.Texts("imports"));
}
