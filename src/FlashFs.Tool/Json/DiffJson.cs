using System.Text.Json;
using FlashFs.Partitions;
using FlashFs.Tool.Comparing;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Json;

/// <summary>The result of <c>flashfs diff --json</c>.</summary>
internal static class DiffJson
{
    /// <summary>The shape; the number rises when a reader of the old one could be misled.</summary>
    public const string Schema = "flashfs-diff/1";

    public static void Write(Utf8JsonWriter json, DiffReport report)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        WriteSide(json, "old", report.Old);
        WriteSide(json, "new", report.New);
        json.WriteBoolean("same", report.IsSame);
        WriteCounts(json, report);
        json.WriteStartArray("files");
        foreach ((string label, FileComparison files) in report.Comparisons)
        {
            foreach (FileChange change in files.Changes)
            {
                WriteChange(json, report.Flash is null ? null : label, change);
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("partitions");
        foreach (PartitionComparison pair in report.Flash?.Partitions ?? [])
        {
            WritePartition(json, pair);
        }

        foreach (RowComparison row in report.Rows ?? [])
        {
            WriteRow(json, row);
        }

        json.WriteEndArray();
        WriteFlash(json, report);
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string property, DiffSide side)
    {
        json.WriteStartObject(property);
        json.WriteString("name", side.Name);
        json.WriteString("kind", side.Kind);
        ImageJson.WriteOptional(json, "size", side.Folder is null ? side.Bytes.Length : null);
        json.WritePropertyName("image");
        if (side.Image is { } image)
        {
            json.WriteStartObject();
            ImageJson.WriteFormat(json, image);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        ImageJson.WriteOptional(json, "files", side.Image?.Volume.Entries.Count ?? side.Folder?.Count);
        ImageJson.WriteDamage(json, side.Damage.Select(found => found.Damage));
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, DiffReport report)
    {
        FileComparison[] all = [.. report.Comparisons.Select(pair => pair.Files)];
        json.WriteStartObject("counts");
        foreach (FileChangeKind kind in Enum.GetValues<FileChangeKind>())
        {
            json.WriteNumber(DiffText.NameOf(kind), all.Sum(files => files.Count(kind)));
        }

        json.WriteNumber("same", all.Sum(files => files.Same));
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, string? partition, FileChange change)
    {
        json.WriteStartObject();
        json.WriteString("partition", partition);
        json.WriteString("change", DiffText.NameOf(change.Kind));
        json.WriteString("path", change.Path);
        json.WriteString("oldPath", change.Kind == FileChangeKind.Renamed ? change.Old!.Name : null);
        ImageJson.WriteOptional(json, "oldSize", change.Old?.Length);
        ImageJson.WriteOptional(json, "newSize", change.New?.Length);
        json.WriteStartArray("differences");
        foreach (FileDifference difference in change.Differences)
        {
            json.WriteStartObject();
            json.WriteString("what", difference.What);
            json.WriteString("name", difference.Name);
            json.WriteString("old", difference.Old);
            json.WriteString("new", difference.New);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePartition(Utf8JsonWriter json, PartitionComparison pair)
    {
        json.WriteStartObject();
        json.WriteString("label", pair.Label);
        json.WriteString("change", pair.Change);
        WritePart(json, "old", pair.Old?.Slice.Partition, pair.Old);
        WritePart(json, "new", pair.New?.Slice.Partition, pair.New);
        json.WriteNumber("sectors", pair.Sectors);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, RowComparison row)
    {
        json.WriteStartObject();
        json.WriteString("label", row.Label);
        json.WriteString("change", row.Change);
        WritePart(json, "old", row.Old, null);
        WritePart(json, "new", row.New, null);
        json.WriteNull("sectors");
        json.WriteEndObject();
    }

    // Of a dump the boot loader and the table are no partitions; of a table alone nobody knows what lies in them.
    private static void WritePart(Utf8JsonWriter json, string property, Partition? partition, FlashPiece? piece)
    {
        if (partition is null && piece is null)
        {
            json.WriteNull(property);
            return;
        }

        json.WriteStartObject(property);
        json.WriteNumber("offset", piece?.Slice.Offset ?? partition!.Offset);
        json.WriteNumber("size", piece?.Slice.Length ?? partition!.Size);
        json.WriteString("kind", partition?.Kind);
        json.WriteString("flags", partition is null ? null : RowComparison.FlagsOf(partition));
        json.WriteString("contents", piece?.Contents);
        json.WriteEndObject();
    }

    private static void WriteFlash(Utf8JsonWriter json, DiffReport report)
    {
        if (report.Sectors is not { } sectors)
        {
            json.WriteNull("flash");
            return;
        }

        json.WriteStartObject("flash");
        ImageJson.WriteOptional(json, "address", report.Address);
        json.WriteNumber("sectorSize", PartitionTableLayout.SectorSize);
        json.WriteNumber("sectors", sectors.Sectors);
        json.WriteNumber("bytes", sectors.Bytes);
        json.WriteNumber("tail", sectors.Tail);
        json.WriteStartArray("ranges");
        for (int i = 0; i < sectors.Ranges.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("offset", sectors.Ranges[i].Offset);
            json.WriteNumber("length", sectors.Ranges[i].Length);
            json.WriteNumber("sectors", sectors.Ranges[i].Sectors);
            json.WriteString("file", report.Pieces.Count > 0 ? report.Pieces[i] : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("left");
        foreach (LeftRange left in report.Left)
        {
            json.WriteStartObject();
            json.WriteString("label", left.Label);
            json.WriteNumber("offset", left.Range.Start);
            json.WriteNumber("length", left.Range.Length);
            json.WriteString("reason", left.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("command", report.Command);
        json.WriteEndObject();
    }
}
