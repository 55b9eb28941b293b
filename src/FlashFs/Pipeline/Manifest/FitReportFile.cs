using System.Text.Json;

namespace FlashFs.Pipeline.Manifest;

/// <summary>Reads and writes <see cref="FitReport"/>.</summary>
internal static class FitReportFile
{
    // The row of a file, about.
    private const int RowLength = 150;

    /// <summary>How images fit, as bytes.</summary>
    public static byte[] ToBytes(FitReport report) => JsonFile.ToBytes(
        json =>
        {
            json.WriteNumber("reportVersion", report.ReportVersion);
            json.WriteObjects("images", report.Images, Write);
        },
        4096 + (RowLength * report.Images.Sum(image => image.Files.Count)));

    /// <summary>Reads how images fit.</summary>
    /// <exception cref="JsonException">It is not that.</exception>
    public static FitReport Parse(ReadOnlySpan<byte> bytes) => JsonFile.Parse(bytes, fields => new FitReport
    {
        ReportVersion = fields.CountOrNull("reportVersion") ?? 1,
        Images = fields.Objects("images", ReadImage),
    });

    private static void Write(Utf8JsonWriter json, ImageFit image)
    {
        json.WriteString("name", image.Name);
        json.WriteString("format", image.Format);
        json.WriteKnown("partition", image.Partition);
        json.WriteNumber("size", image.Size);
        json.WriteKnown("limit", image.Limit);
        json.WriteNumber("used", image.Used);
        json.WriteNumber("data", image.Data);
        json.WriteNumber("overhead", image.Overhead);
        json.WriteNumber("free", image.Free);
        json.WriteKnown("freeBlocks", image.FreeBlocks);
        json.WriteKnown("freeBlocksWanted", image.FreeBlocksWanted);
        json.WriteKnown("blockSize", image.BlockSize);
        json.WriteKnown("warnAt", image.WarnAt);
        json.WriteKnown("errorAt", image.ErrorAt);
        json.WriteKnown("smallestSize", image.SmallestSize);
        json.WriteKnown("nextSmaller", image.NextSmaller, Write);
        json.WriteObjects("files", image.Files, Write);
    }

    private static ImageFit ReadImage(JsonFields fields) => new()
    {
        Name = fields.Text("name"),
        Format = fields.Text("format"),
        Partition = fields.TextOrNull("partition"),
        Size = fields.Number("size"),
        Limit = fields.NumberOrNull("limit"),
        Used = fields.Number("used"),
        Data = fields.Number("data"),
        Overhead = fields.Number("overhead"),
        Free = fields.Number("free"),
        FreeBlocks = fields.CountOrNull("freeBlocks"),
        FreeBlocksWanted = fields.CountOrNull("freeBlocksWanted"),
        BlockSize = fields.NumberOrNull("blockSize"),
        WarnAt = fields.NumberOrNull("warnAt"),
        ErrorAt = fields.NumberOrNull("errorAt"),
        SmallestSize = fields.NumberOrNull("smallestSize"),
        NextSmaller = fields.ObjectOrNull("nextSmaller", ReadNext),
        Files = fields.Objects("files", ReadFile),
    };

    private static void Write(Utf8JsonWriter json, NextSmallerFit next)
    {
        json.WriteNumber("size", next.Size);
        json.WriteKnown("partition", next.Partition);
        json.WriteNumber("over", next.Over);
        json.WriteTexts("leaveOut", next.LeaveOut);
    }

    private static NextSmallerFit ReadNext(JsonFields fields) => new(
        fields.Number("size"), fields.TextOrNull("partition"), fields.Number("over"), fields.Texts("leaveOut"));

    private static void Write(Utf8JsonWriter json, FileFit file)
    {
        json.WriteString("path", file.Path);
        json.WriteNumber("length", file.Length);
        json.WriteNumber("stored", file.Stored);
        json.WriteNumber("cost", file.Cost);
    }

    private static FileFit ReadFile(JsonFields fields) => new(
        fields.Text("path"), fields.Number("length"), fields.Number("stored"), fields.Number("cost"));
}
