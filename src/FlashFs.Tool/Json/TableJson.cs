using System.Text.Json;
using FlashFs.Partitions;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Json;

/// <summary>The result of <c>flashfs partitions show --json</c>, and the table of <c>flashfs info --json</c>.</summary>
internal static class TableJson
{
    /// <summary>The shape; the number rises when a reader of the old one could be misled.</summary>
    public const string Schema = "flashfs-partitions/1";

    public static void Write(Utf8JsonWriter json, string path, TableFile file)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("table", path);
        WriteTable(json, file);
        json.WriteEndObject();
    }

    /// <summary>Writes a table into an object that is open.</summary>
    public static void WriteTable(Utf8JsonWriter json, TableFile file)
    {
        json.WriteString("form", file.Form);
        json.WriteNumber("offset", file.Table.TableOffset);
        if (file.HasMd5 is { } md5)
        {
            json.WriteBoolean("md5", md5);
        }
        else
        {
            json.WriteNull("md5");
        }

        json.WriteStartArray("partitions");
        foreach (Partition partition in file.Table.Partitions)
        {
            WritePartition(json, partition);
        }

        json.WriteEndArray();
        ImageJson.WriteDamage(json, file.Damage);
    }

    private static void WritePartition(Utf8JsonWriter json, Partition partition)
    {
        json.WriteStartObject();
        json.WriteString("label", partition.Label);
        json.WriteNumber("type", partition.Type);
        json.WriteNumber("subType", partition.SubType);
        json.WriteString("kind", partition.Kind);
        json.WriteNumber("offset", partition.Offset);
        json.WriteNumber("size", partition.Size);
        json.WriteBoolean("encrypted", partition.Encrypted);
        json.WriteBoolean("readOnly", partition.ReadOnly);
        json.WriteEndObject();
    }
}
