using System.Text.Json;

namespace FlashFs.Pipeline.Manifest;

/// <summary>Reads and writes <see cref="FitReport"/>.</summary>
internal static class FitReportFile
{
    // The row of a file, about.
    private const int RowLength = 150;

    // Thousands of rows: a name that is text is looked through and encoded in each.
    private static readonly JsonEncodedText PathName = JsonEncodedText.Encode("path");
    private static readonly JsonEncodedText LengthName = JsonEncodedText.Encode("length");
    private static readonly JsonEncodedText StoredName = JsonEncodedText.Encode("stored");
    private static readonly JsonEncodedText CostName = JsonEncodedText.Encode("cost");

    /// <summary>How images fit, as bytes.</summary>
    /// <param name="report">The report.</param>
    /// <param name="memory">What they are put into; an array where there is none.</param>
    public static ReadOnlyMemory<byte> ToBytes(FitReport report, StageMemory? memory = null) => JsonFile.ToBytes(
        json =>
        {
            json.WriteNumber("reportVersion", report.ReportVersion);
            json.WriteObjects("images", report.Images, Write);
        },
        4096 + (RowLength * report.Images.Sum(image => image.Files.Count)),
        memory);

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
        json.WriteString(PathName, file.Path);
        json.WriteNumber(LengthName, file.Length);
        json.WriteNumber(StoredName, file.Stored);
        json.WriteNumber(CostName, file.Cost);
    }

    private static FileFit ReadFile(JsonFields fields) => new(
        fields.Text("path"), fields.Number("length"), fields.Number("stored"), fields.Number("cost"));
}
