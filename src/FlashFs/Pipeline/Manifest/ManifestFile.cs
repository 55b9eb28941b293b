using System.Text.Json;

namespace FlashFs.Pipeline.Manifest;

/// <summary>Reads and writes <see cref="FlashManifest"/> as JSON: UTF-8, two spaces, line feeds, a line feed at the end.</summary>
public static class ManifestFile
{
    /// <summary>The document as bytes.</summary>
    public static byte[] ToBytes(FlashManifest manifest) => JsonFile.ToBytes(json => Write(json, manifest));

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static FlashManifest Parse(ReadOnlySpan<byte> bytes) => JsonFile.Parse(bytes, Read);

    private static void Write(Utf8JsonWriter json, FlashManifest manifest)
    {
        json.WriteNumber("manifestVersion", manifest.ManifestVersion);
        json.WriteString("toolVersion", manifest.ToolVersion);
        json.WriteKnown("runtimeVersion", manifest.RuntimeVersion);
        json.WriteKnown("flash", manifest.Flash, Write);
        json.WriteKnown("partitionTable", manifest.PartitionTable, Write);
        json.WriteObjects("images", manifest.Images, Write);
        json.WriteObjects("binaries", manifest.Binaries, Write);
        json.WriteObjects("outputs", manifest.Outputs, Write);
    }

    private static FlashManifest Read(JsonFields fields) => new()
    {
        ManifestVersion = fields.CountOrNull("manifestVersion") ?? 1,
        ToolVersion = fields.Text("toolVersion"),
        RuntimeVersion = fields.TextOrNull("runtimeVersion"),
        Flash = fields.ObjectOrNull("flash", ReadFlash),
        PartitionTable = fields.ObjectOrNull("partitionTable", ReadTable),
        Images = fields.Objects("images", ReadImage),
        Binaries = fields.Objects("binaries", ReadBinary),
        Outputs = fields.Objects("outputs", ReadOutput),
    };

    private static void Write(Utf8JsonWriter json, ManifestFlash flash)
    {
        json.WriteObject("chip", flash.Chip, Write);
        json.WriteObject("size", flash.Size, Write);
        json.WriteObject("mode", flash.Mode, Write);
        json.WriteObject("frequency", flash.Frequency, Write);
    }

    private static ManifestFlash ReadFlash(JsonFields fields) => new(
        fields.Object("chip", ReadValue),
        fields.Object("size", ReadSize),
        fields.Object("mode", ReadValue),
        fields.Object("frequency", ReadValue));

    private static void Write(Utf8JsonWriter json, ManifestTable table)
    {
        json.WriteString("file", table.File);
        json.WriteNumber("offset", table.Offset);
        json.WriteString("source", table.Source);
        json.WriteNumber("size", table.Size);
        json.WriteString("sha256", table.Sha256);
        json.WriteObjects("partitions", table.Partitions, Write);
    }

    private static ManifestTable ReadTable(JsonFields fields) => new(
        fields.Text("file"), fields.Number("offset"), fields.Text("source"), fields.Number("size"), fields.Text("sha256"), fields.Objects("partitions", ReadPartition));

    private static void Write(Utf8JsonWriter json, ManifestPartition partition)
    {
        json.WriteString("label", partition.Label);
        json.WriteNumber("type", partition.Type);
        json.WriteNumber("subType", partition.SubType);
        json.WriteString("kind", partition.Kind);
        json.WriteNumber("offset", partition.Offset);
        json.WriteNumber("size", partition.Size);
        json.WriteBoolean("encrypted", partition.Encrypted);
        json.WriteBoolean("readOnly", partition.ReadOnly);
        json.WriteBoolean("preserve", partition.Preserve);
    }

    private static ManifestPartition ReadPartition(JsonFields fields) => new(
        fields.Text("label"),
        fields.Byte("type"),
        fields.Byte("subType"),
        fields.Text("kind"),
        fields.Number("offset"),
        fields.Number("size"),
        fields.Flag("encrypted"),
        fields.Flag("readOnly"),
        fields.Flag("preserve"));

    private static void Write(Utf8JsonWriter json, ManifestImage image)
    {
        json.WriteString("name", image.Name);
        json.WriteString("format", image.Format);
        json.WriteNumber("size", image.Size);
        json.WriteString("sha256", image.Sha256);
        json.WriteKnown("partition", image.Partition);
        json.WriteKnown("offset", image.Offset);
        json.WriteStartObject("options");
        foreach ((string name, ManifestValue value) in image.Options)
        {
            json.WriteObject(name, value, Write);
        }

        json.WriteEndObject();
        json.WriteObject("figures", image.Figures, Write);
        json.WriteKnown("bytecode", image.Bytecode, Write);
    }

    private static ManifestImage ReadImage(JsonFields fields) => new()
    {
        Name = fields.Text("name"),
        Format = fields.Text("format"),
        Size = fields.Number("size"),
        Sha256 = fields.Text("sha256"),
        Partition = fields.TextOrNull("partition"),
        Offset = fields.NumberOrNull("offset"),
        Options = fields.Map("options", ReadValue),
        Figures = fields.Object("figures", ReadFigures),
        Bytecode = fields.ObjectOrNull("bytecode", ReadBytecode),
    };

    private static void Write(Utf8JsonWriter json, ImageFigures figures)
    {
        json.WriteNumber("fileCount", figures.FileCount);
        json.WriteNumber("data", figures.Data);
        json.WriteNumber("overhead", figures.Overhead);
        json.WriteNumber("free", figures.Free);
        json.WriteKnown("freeBlocks", figures.FreeBlocks);
        json.WriteKnown("blockSize", figures.BlockSize);
    }

    private static ImageFigures ReadFigures(JsonFields fields) => new(
        fields.Count("fileCount"), fields.Number("data"), fields.Number("overhead"), fields.Number("free"), fields.CountOrNull("freeBlocks"), fields.NumberOrNull("blockSize"));

    private static void Write(Utf8JsonWriter json, ImageBytecode bytecode)
    {
        json.WriteString("engine", bytecode.Engine);
        json.WriteNumber("moduleCount", bytecode.ModuleCount);
    }

    private static ImageBytecode ReadBytecode(JsonFields fields) => new(fields.Text("engine"), fields.Count("moduleCount"));

    private static void Write(Utf8JsonWriter json, ManifestBinary binary)
    {
        json.WriteString("name", binary.Name);
        json.WriteString("source", binary.Source);
        json.WriteKnown("partition", binary.Partition);
        json.WriteNumber("offset", binary.Offset);
        json.WriteNumber("size", binary.Size);
        json.WriteString("sha256", binary.Sha256);
    }

    private static ManifestBinary ReadBinary(JsonFields fields) => new(
        fields.Text("name"), fields.Text("source"), fields.TextOrNull("partition"), fields.Number("offset"), fields.Number("size"), fields.Text("sha256"));

    private static void Write(Utf8JsonWriter json, ManifestOutput output)
    {
        json.WriteString("name", output.Name);
        json.WriteString("role", output.Role);
        json.WriteNumber("size", output.Size);
        json.WriteString("sha256", output.Sha256);
        json.WriteKnown("offset", output.Offset);
    }

    private static ManifestOutput ReadOutput(JsonFields fields) => new(
        fields.Text("name"), fields.Text("role"), fields.Number("size"), fields.Text("sha256"), fields.NumberOrNull("offset"));

    private static void Write(Utf8JsonWriter json, ManifestSize size)
    {
        json.WriteNumber("value", size.Value);
        json.WriteString("origin", size.Origin);
    }

    private static ManifestSize ReadSize(JsonFields fields) => new(fields.Number("value"), fields.Text("origin"));

    private static void Write(Utf8JsonWriter json, ManifestValue value)
    {
        json.WriteString("value", value.Value);
        json.WriteString("origin", value.Origin);
    }

    private static ManifestValue ReadValue(JsonFields fields) => new(fields.Text("value"), fields.Text("origin"));
}
