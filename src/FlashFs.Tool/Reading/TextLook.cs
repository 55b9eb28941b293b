using System.Buffers;
using System.Text;
using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Tool.Reading;

/// <summary>Looks at text: what a build of this project writes, what other tools for flash write, and the rest.</summary>
internal static class TextLook
{
    /// <summary>Text of any kind.</summary>
    public const string Text = "text";

    /// <summary>JSON of any kind.</summary>
    public const string Json = "json";

    private const int Columns = 4;
    private const int LongestSequence = 4;

    // No text has these: controls that are no white space, up to escape, which logs of terminals have.
    private static readonly SearchValues<byte> Binary = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1C, 0x1D, 0x1E, 0x1F, 0x7F]);

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    /// <summary>Whether bytes are text in UTF-8, or the beginning of one.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAny(Binary))
        {
            return false;
        }

        OperationStatus status = Rune.DecodeLastFromUtf8(bytes, out _, out int cut);
        ReadOnlySpan<byte> whole = status == OperationStatus.Done ? bytes : bytes[..^Math.Min(cut, Math.Min(LongestSequence, bytes.Length))];
        return System.Text.Unicode.Utf8.IsValid(whole);
    }

    /// <summary>Whether text has rows as the CSV of a partition table has them.</summary>
    public static bool IsTable(ReadOnlySpan<byte> bytes)
    {
        if (!IsText(bytes))
        {
            return false;
        }

        string[] row = [.. Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.Length > 0 && line[0] != '#').Take(1).SelectMany(line => line.Split(',', StringSplitOptions.TrimEntries))];
        return row.Length >= Columns && (row[1] is "app" or "data" or "bootloader" or "partition_table" || FlashNumber.TryParse(row[1], out _));
    }

    /// <summary>What text looks like; null for what is none.</summary>
    public static FileLook? Of(ReadOnlySpan<byte> bytes)
    {
        if (!IsText(bytes))
        {
            return null;
        }

        ReadOnlySpan<byte> start = bytes.TrimStart(" \t\r\n\u00ef\u00bb\u00bf"u8);
        return start.IsEmpty ? new FileLook(Text, "nothing but white space", "")
            : start[0] == '{' ? Parse(bytes)
            : start.StartsWith("--flash"u8) || start.StartsWith("write_flash"u8) ? new FileLook(
                "flash-args", "arguments for esptool, with the offset of each part", "'esptool write-flash @' and its name flashes the parts; look at these one by one.")
            : start[0] == ':' && start[..Math.Min(start.Length, 9)][1..].IndexOfAnyExcept(HexDigits) < 0 ? new FileLook(
                "intel-hex", "Intel HEX", "'objcopy -I ihex -O binary' makes a binary of it, which this tool reads.")
            : start[0] == '<' ? new FileLook("html", "HTML or XML", "Pack it into an image: put it into a folder and run 'flashfs pack'.")
            : new FileLook(Text, $"text, {Counted.Of(bytes.Count((byte)'\n') + (bytes[^1] == '\n' ? 0 : 1), "line")}", "Pack it into an image: put it into a folder and run 'flashfs pack'.");
    }

    private static FileLook Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Manifest(ManifestFile.Parse(bytes));
        }
        catch (JsonException)
        {
            return Parsed(bytes);
        }
    }

    private static FileLook Manifest(FlashManifest manifest)
    {
        string flash = manifest.Flash is { } known ? $" for {known.Chip.Value} with {known.Size.Value} bytes of flash" : "";
        string images = string.Join(", ", manifest.Images.Select(image =>
            $"{image.Name} ({image.Format}{(image.Partition is null ? "" : $" on '{image.Partition}'")}{(image.Offset is { } offset ? $" at 0x{offset:x}" : "")}, {image.Size} bytes)"));
        return new FileLook(
            "manifest",
            $"the manifest of a build with FlashFs.Build {manifest.ToolVersion}{flash}: {(images.Length == 0 ? "no images" : images)}",
            "The files that it names lie beside it; 'flashfs info' tells of each.");
    }

    private static FileLook Parsed(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.TryGetProperty("flash_files", out JsonElement files) && files.ValueKind == JsonValueKind.Object)
            {
                string parts = string.Join(", ", files.EnumerateObject().Select(file => $"{file.Value} at {file.Name}"));
                return new FileLook("flasher-args", $"flasher_args.json of a build, which says what is flashed where: {parts}", "Look at the files that it names; a project takes them with FlashIdfBuild.");
            }

            return document.RootElement.TryGetProperty("schema", out JsonElement schema) && schema.ValueKind == JsonValueKind.String
                && schema.GetString()!.StartsWith("flashfs-", StringComparison.Ordinal)
                ? new FileLook("result", $"a result of this tool, {schema.GetString()}", "")
                : new FileLook(Json, "JSON", "");
        }
        catch (JsonException e)
        {
            return new FileLook(Text, $"text that begins as JSON and is none from line {(e.LineNumber ?? 0) + 1} on", "");
        }
        catch (InvalidOperationException)
        {
            return new FileLook(Json, "JSON, with half a surrogate pair in a name or text", "");
        }
    }
}
