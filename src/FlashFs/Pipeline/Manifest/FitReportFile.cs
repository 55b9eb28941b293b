using System.Buffers.Text;
using System.Text.Json;

namespace FlashFs.Pipeline.Manifest;

/// <summary>Reads and writes <see cref="FitReport"/>.</summary>
internal static class FitReportFile
{
    // The row of a file, about.
    private const int RowLength = 150;

    // Longer ones have a path that is rare.
    private const int LongestRow = 512;

    /// <summary>How images fit, as bytes.</summary>
    /// <param name="report">The report.</param>
    /// <param name="memory">What they are put into; an array where there is none.</param>
    public static ReadOnlyMemory<byte> ToBytes(FitReport report, StageMemory? memory = null)
    {
        int rows = 0;
        foreach (ImageFit image in report.Images)
        {
            rows += image.Files.Count;
        }

        return JsonFile.ToBytes(
            json =>
            {
                json.WriteNumber("reportVersion", report.ReportVersion);
                json.WriteObjects("images", report.Images, Write);
            },
            4096 + (RowLength * rows),
            memory);
    }

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
        json.WriteStartArray("files");
        foreach (FileFit file in image.Files)
        {
            Write(json, file);
        }

        json.WriteEndArray();
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

    // There are thousands: put together here ten thousand take 1.5 ms, by the writer some 4 more, and code that is compiled for them.
    private static void Write(Utf8JsonWriter json, FileFit file)
    {
        Span<byte> row = stackalloc byte[LongestRow];
        if (file.Path.Length < LongestRow / 2 && PutPath(file.Path, row, out int length))
        {
            Put(row, ref length, "\",\n          \"length\": "u8, file.Length);
            Put(row, ref length, ",\n          \"stored\": "u8, file.Stored);
            Put(row, ref length, ",\n          \"cost\": "u8, file.Cost);
            Put(row, ref length, "\n        }"u8);
            json.WriteRawValue(row[..length], skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteString("path", file.Path);
        json.WriteNumber("length", file.Length);
        json.WriteNumber("stored", file.Stored);
        json.WriteNumber("cost", file.Cost);
        json.WriteEndObject();
    }

    // False for a path with anything in it that JSON or a page could take for something else.
    private static bool PutPath(string path, Span<byte> row, out int length)
    {
        length = 0;
        Put(row, ref length, "\n        {\n          \"path\": \""u8);
        foreach (char c in path)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '.' or '-' or '_' or ' '))
            {
                return false;
            }

            row[length++] = (byte)c;
        }

        return true;
    }

    private static void Put(Span<byte> row, ref int length, ReadOnlySpan<byte> text)
    {
        text.CopyTo(row[length..]);
        length += text.Length;
    }

    private static void Put(Span<byte> row, ref int length, ReadOnlySpan<byte> name, long number)
    {
        Put(row, ref length, name);
        _ = Utf8Formatter.TryFormat(number, row[length..], out int digits);
        length += digits;
    }

    private static FileFit ReadFile(JsonFields fields) => new(
        fields.Text("path"), fields.Number("length"), fields.Number("stored"), fields.Number("cost"));
}
