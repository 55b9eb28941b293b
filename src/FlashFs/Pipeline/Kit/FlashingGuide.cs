using System.Text;
using FlashFs.Partitions;
using FlashFs.Reporting;

namespace FlashFs.Pipeline.Kit;

/// <summary>Says to who has nothing but a release kit what is in it and how it gets to a device.</summary>
internal sealed class FlashingGuide
{
    private readonly StringBuilder _text = new();

    private FlashingGuide()
    {
    }

    /// <summary>The guide as Markdown: UTF-8, line feeds.</summary>
    /// <param name="settings">What the kit is called.</param>
    /// <param name="files">The other files of the kit, by name.</param>
    /// <param name="layout">What goes where; null where nothing has a place in the flash of an ESP32.</param>
    /// <param name="merged">The merged image; null for none.</param>
    public static byte[] ToBytes(KitSettings settings, IReadOnlyList<OutputContents> files, FlashLayout? layout, MergedImage? merged)
    {
        var guide = new FlashingGuide();
        guide.Line($"# {Escape(settings.Title)}{(settings.Version.Length == 0 ? "" : " " + Escape(settings.Version))}");
        guide.WriteChecking();
        if (layout is null)
        {
            guide.Section("Images", "None of these has a place in the flash of an ESP32: each goes to its device as that takes its files.");
        }
        else
        {
            guide.WriteFlashing(layout, merged);
            guide.WriteBrowser(layout);
            guide.WriteWhatStays(layout, merged);
        }

        guide.WriteFiles(files);
        return Encoding.UTF8.GetBytes(guide._text.ToString());
    }

    private void WriteChecking()
    {
        Section("Check the files", "In this folder, before anything is written:");
        Code("sha256sum -c SHA256SUMS            # Linux", "shasum -a 256 -c SHA256SUMS        # macOS");
        Code("# Windows, PowerShell; says nothing where all is well", "Get-Content SHA256SUMS | ForEach-Object { $hash, $file = $_ -split '  ', 2; if ((Get-FileHash $file).Hash -ne $hash) { \"wrong: $file\" } }");
    }

    private void WriteFlashing(FlashLayout layout, MergedImage? merged)
    {
        string chip = layout.Settings.Chip.Id;
        Section(
            $"Flash a device with {layout.Settings.Chip.DisplayName}",
            "With [esptool](https://docs.espressif.com/projects/esptool/) 5 or later (`pip install esptool`), in this folder. It finds the port by itself; `--port PORT` before `write-flash` names one.");
        Line();
        Line("The parts, each to its place; what lies between them stays on the device:");
        Code($"esptool --chip {chip} write-flash @flash_args");
        if (merged is { Segments.Count: > 0 })
        {
            string words = string.Join(' ', merged.Segments.Select(segment => $"0x{segment.Address:x} {segment.FileName}"));
            Line();
            Line(merged.Segments.Count == 1 && layout.Preserved.Count == 0
                ? "Or all of it as one file. This also overwrites what lies between the parts, such as saved settings, and is for new devices:"
                : $"Or in {(merged.Segments.Count == 1 ? "one piece" : "pieces")} that leave{(merged.Segments.Count == 1 ? "s" : "")} out what has to stay. What else lies between the parts is overwritten:");
            Code($"esptool --chip {chip} write-flash {words}");
        }

        if (layout.Parts.Any(part => part.Encrypted))
        {
            Line();
            Line($"The firmware was built for flash encryption. The files are plaintext: right for a device that has not encrypted its flash yet. One that has needs `--encrypt-files` for {string.Join(", ", layout.Parts.Where(part => part.Encrypted).Select(part => MarkdownText.Code(part.FileName)))}.");
        }
    }

    private void WriteBrowser(FlashLayout layout)
    {
        if (!WebFlasherManifest.Supports(layout.Settings.Chip))
        {
            Section("From the browser", $"ESP Web Tools does not know {layout.Settings.Chip.DisplayName}, so this kit has no manifest for it.");
            return;
        }

        Section("From the browser", "Put this folder on a web server with HTTPS and a page beside it, for [ESP Web Tools](https://esphome.github.io/esp-web-tools/) in Chrome or Edge:");
        Code("<script type=\"module\" src=\"https://unpkg.com/esp-web-tools@10/dist/web/install-button.js?module\"></script>", "<esp-web-install-button manifest=\"manifest.json\"></esp-web-install-button>");
        Line();
        Line("It asks whether to erase the device first: with that, everything on it is lost.");
    }

    private void WriteWhatStays(FlashLayout layout, MergedImage? merged)
    {
        Partition[] preserved = [.. layout.Table.Partitions.Where(partition => partition.Preserve)];
        Partition[] unwritten =
        [
            .. layout.Table.Partitions.Where(partition => !partition.Preserve
                && !layout.Parts.Any(part => part.Address < partition.End && part.End > partition.Offset)),
        ];
        Section("What stays on the device", preserved.Length == 0 ? "No partition is marked as one to preserve." : "These partitions are written by none of the commands above:");
        if (preserved.Length > 0)
        {
            WriteTable(preserved);
        }

        if (unwritten.Length > 0)
        {
            Line();
            Line(merged is { Segments.Count: > 0 }
                ? "For these there is no part. The parts leave them as they are; the merged image may overwrite them:"
                : "For these there is no part, so they stay as they are:");
            WriteTable(unwritten);
        }

        Line();
        Line("`esptool erase-flash` erases all of it.");
    }

    private void WriteTable(IEnumerable<Partition> partitions)
    {
        Line();
        Line("| partition | kind | offset | size |");
        Line("|---|---|---|---|");
        foreach (Partition partition in partitions)
        {
            Line($"| {MarkdownText.Code(partition.Label)} | {partition.Kind} | {Sizes.Address(partition.Offset)} | {Sizes.Short(partition.Size)} |");
        }
    }

    private void WriteFiles(IEnumerable<OutputContents> files)
    {
        Section("Files", "");
        Line("| file | offset | bytes | what it is |");
        Line("|---|---|---|---|");
        foreach (OutputContents file in files)
        {
            Line($"| {MarkdownText.Code(file.Name)} | {(file.Offset is { } offset ? Sizes.Address(offset) : "")} | {Sizes.Bytes(file.Length)} | {Describe(file)} |");
        }

        Line("| `SHA256SUMS` | | | the checksums of all files but this list |");
    }

    private static string Describe(OutputContents file) => file.Role switch
    {
        "partition-table" => "the partition table",
        "image" => "an image of files",
        "binary" => "a part of the firmware",
        "merged" => file.Name == StageFiles.Merged ? "the whole flash" : "a piece of the whole flash",
        "arguments" => file.Name == StageFiles.Arguments ? "what goes where, for esptool" : "the same for tools that drive esptool",
        "map" => "a picture of the flash",
        "report" => "how the images fit, file by file",
        "constants" => "what the images are, for C and C++",
        _ => file.Name switch
        {
            StageFiles.Manifest => "everything with size, SHA-256, offset and options",
            StageFiles.TableCsv => "the partition table as text",
            StageFiles.WebManifest => "for ESP Web Tools",
            _ => "",
        },
    };

    private void Section(string title, string text)
    {
        Line();
        Line($"## {title}");
        Line();
        if (text.Length > 0)
        {
            Line(text);
        }
    }

    private void Code(params string[] lines)
    {
        Line();
        Line("```");
        foreach (string line in lines)
        {
            Line(line);
        }

        Line("```");
    }

    private void Line(string text = "") => _text.Append(text).Append('\n');

    // A title is text: what Markdown would take for markup keeps its letters.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (char letter in text.ReplaceLineEndings(" "))
        {
            escaped.Append("\\`*_[]<>#|".Contains(letter, StringComparison.Ordinal) ? "\\" : "").Append(letter);
        }

        return escaped.ToString();
    }
}
