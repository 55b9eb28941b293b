using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlashFs.Profiles;

namespace FlashFs.Partitions;

/// <summary>
/// What to write where, for esptool (<c>flash_args</c>) and for tools that drive it (<c>flasher_args.json</c>). Parts are
/// listed, never the gaps between them.
/// </summary>
/// <remarks>Source: espressif/esp-idf, <c>components/esptool_py/flasher_args.json.in</c> and <c>project_include.cmake</c>.</remarks>
public static class FlashArguments
{
    private const string WriteArguments = "write_flash_args";
    private const string Settings = "flash_settings";
    private const string Files = "flash_files";
    private const string ExtraArguments = "extra_esptool_args";
    private const string App = "app";

    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Indented = true,
        IndentSize = 4,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text for <c>esptool --chip … write-flash @flash_args</c>: a line of options, then address and file a line.</summary>
    public static string ToText(FlashLayout layout)
    {
        FlashSettings settings = layout.Settings;
        var text = new StringBuilder();
        text.Append("--flash-mode ").Append(settings.Mode)
            .Append(" --flash-freq ").Append(settings.Frequency)
            .Append(" --flash-size ").Append(settings.SizeText).Append('\n');
        foreach (FlashPart part in layout.Parts)
        {
            text.Append(Address(part)).Append(' ').Append(Quote(part.FileName)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The same as <c>flasher_args.json</c>, with ESP-IDF's keys.</summary>
    /// <returns>UTF-8, ending with a line feed.</returns>
    public static byte[] ToJson(FlashLayout layout)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonOptions))
        {
            WriteJson(json, layout);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteJson(Utf8JsonWriter json, FlashLayout layout)
    {
        FlashSettings settings = layout.Settings;
        json.WriteStartObject();
        json.WriteStartArray(WriteArguments);
        foreach (string argument in (string[])["--flash-mode", settings.Mode, "--flash-size", settings.SizeText, "--flash-freq", settings.Frequency])
        {
            json.WriteStringValue(argument);
        }

        json.WriteEndArray();
        json.WriteStartObject(Settings);
        json.WriteString("flash_mode", settings.Mode);
        json.WriteString("flash_size", settings.SizeText);
        json.WriteString("flash_freq", settings.Frequency);
        json.WriteEndObject();
        json.WriteStartObject(Files);
        foreach (FlashPart part in layout.Parts)
        {
            json.WriteString(Address(part), part.FileName);
        }

        json.WriteEndObject();
        WriteParts(json, layout);
        json.WriteStartObject(ExtraArguments);
        json.WriteString("after", "hard-reset");
        json.WriteString("before", "default-reset");
        json.WriteBoolean("stub", true);
        json.WriteString("chip", settings.Chip.Id);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, FlashLayout layout)
    {
        // The object of a part stands beside the keys above; a label that is one of them gives way.
        var taken = new HashSet<string>(StringComparer.Ordinal) { WriteArguments, Settings, Files, ExtraArguments };
        FlashPart? app = layout.Parts.FirstOrDefault(part =>
            part.Partition is { } partition && partition == layout.Table.BootPartition && part.Address == partition.Offset);
        if (app is not null)
        {
            taken.Add(App);
        }

        foreach (FlashPart part in layout.Parts)
        {
            string name = part == app ? App : part.Name;
            if (part != app && !taken.Add(name))
            {
                name = $"{name}@{Address(part)}";
            }

            json.WriteStartObject(name);
            json.WriteString("offset", Address(part));
            json.WriteString("file", part.FileName);

            // True only of a firmware built for flash encryption in development mode, as FlashIdfBuild knows.
            json.WriteString("encrypted", part.Encrypted ? "true" : "false");
            json.WriteEndObject();
        }
    }

    private static string Address(FlashPart part) => $"0x{part.Address:x}";

    /// <summary>A file name as it stands in <c>flash_args</c>, which esptool splits as a POSIX shell would: in quotes where it needs them.</summary>
    public static string Quote(string file)
    {
        bool plain = file.Length > 0 && file.All(letter => char.IsAsciiLetterOrDigit(letter) || "_@%+=:,./-".Contains(letter, StringComparison.Ordinal));
        return plain ? file : $"'{file.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'";
    }
}
