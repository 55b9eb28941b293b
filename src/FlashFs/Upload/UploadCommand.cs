using FlashFs.Diagnostics;
using FlashFs.Pipeline;
using FlashFs.Pipeline.Manifest;
using FlashFs.Transforms;

namespace FlashFs.Upload;

/// <summary>
/// The command that writes a flash: the project's, cut into words as every command of a project is, or esptool. There is no
/// shell, so a path with blanks in it is one word.
/// </summary>
internal static class UploadCommand
{
    private const string Esptool = "esptool";
    private const string Property = "FlashUploadCommand";

    // Of esptool in both spellings, and of espflash.
    private static readonly string[] ErasingWords = ["erase-flash", "erase_flash", "--erase-all"];

    /// <summary>The words of the command with everything filled in; null when an error was reported.</summary>
    public static string[]? Of(UploadRequest request, FlashManifest manifest, DiagnosticBag diagnostics)
    {
        string? chip = manifest.Flash?.Chip.Value;
        (string Name, string? Value, string Source)[] values =
        [
            ("{chip}", chip, "the chip, and nothing here has a place in the flash of one"),
            ("{port}", request.Port, "FlashUploadPort"),
            ("{baud}", request.Baud, "FlashUploadBaud"),
        ];
        string[]? words = string.IsNullOrWhiteSpace(request.Command)
            ? ForEsptool(request, chip, diagnostics)
            : OfProject(request, values, diagnostics);
        if (words is null)
        {
            return null;
        }

        string[] preserved = [.. manifest.PartitionTable?.Partitions.Where(partition => partition.Preserve).Select(partition => $"'{partition.Label}'") ?? []];
        if (preserved.Length > 0 && Erases(words) is { } erasing)
        {
            diagnostics.Add(
                DiagnosticCodes.UploadErasesPreserved,
                request.Location,
                $"{Property} has '{erasing}', which erases the whole flash, and {Counted.Of(preserved.Length, "partition")} to be preserved: {string.Join(", ", preserved)}. Take the word out, or Preserve off the FlashPartition items.");
            return null;
        }

        return words;
    }

    private static string[]? ForEsptool(UploadRequest request, string? chip, DiagnosticBag diagnostics)
    {
        if (chip is null)
        {
            diagnostics.Add(
                DiagnosticCodes.NothingToUpload,
                request.Location,
                $"None of the images has a place in the flash of an ESP32, so esptool has nothing to write; name the command that takes them to their device in {Property}.");
            return null;
        }

        string[] port = string.IsNullOrWhiteSpace(request.Port) ? [] : ["--port", request.Port.Trim()];
        string[] baud = string.IsNullOrWhiteSpace(request.Baud) ? [] : ["--baud", request.Baud.Trim()];
        return [Esptool, "--chip", chip, .. port, .. baud, "write-flash", $"@{StageFiles.Arguments}"];
    }

    private static string[]? OfProject(UploadRequest request, (string Name, string? Value, string Source)[] values, DiagnosticBag diagnostics)
    {
        string[]? words = CommandTemplate.Split(request.Command!);
        if (words is not { Length: > 0 } || words[0].Length == 0)
        {
            Report(words is null ? "has a quote that does not end" : "names no program");
            return null;
        }

        bool usable = true;
        foreach ((string name, string? value, string source) in values)
        {
            bool isGiven = !string.IsNullOrWhiteSpace(value);
            bool isAsked = words.Any(word => word.Contains(name, StringComparison.Ordinal));
            if (isAsked && !isGiven)
            {
                Report($"has {name}, and {(source.StartsWith("Flash", StringComparison.Ordinal) ? $"{source} is not set" : $"there is no {source["the ".Length..]}")}");
                usable = false;
            }
            else if (isGiven && !isAsked && source.StartsWith("Flash", StringComparison.Ordinal))
            {
                // Another device than the one that was meant would be written.
                Report($"has no {name}, so {source} '{value}' would not reach it");
                usable = false;
            }
        }

        return usable
            ? [.. words.Select(word => values.Aggregate(word, (text, value) => text.Replace(value.Name, value.Value?.Trim() ?? "", StringComparison.Ordinal)))]
            : null;

        void Report(string problem) => diagnostics.Add(
            DiagnosticCodes.InvalidUploadCommand,
            request.Location,
            $"{Property} is '{request.Command}', which {problem}; it is a program with its arguments, with {{chip}}, {{port}} and {{baud}} where they go, and quotes around blanks.");
    }

    private static string? Erases(string[] words) =>
        words.FirstOrDefault(word => ErasingWords.Contains(word, StringComparer.OrdinalIgnoreCase))
        ?? (words.Any(word => Path.GetFileName(word).StartsWith(Esptool, StringComparison.OrdinalIgnoreCase)) && words.Contains("-e") ? "-e" : null);
}
