using System.Text;
using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Profiles;

/// <summary>
/// Reads <c>flasher_args.json</c> token by token, so that every message has its line. Keys that say nothing of the flash are
/// skipped: other versions and other tools add their own.
/// </summary>
internal sealed class IdfBuildReader
{
    private const string Expectation = "FlashIdfBuild takes the build folder of ESP-IDF as 'idf.py build' leaves it.";

    private readonly IdfBuild _build;
    private readonly byte[] _bytes;
    private readonly string _file;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<IdfPart> _parts = [];
    private readonly List<(string Name, long Offset, string File, bool Encrypted)> _entries = [];
    private bool _listsFiles;

    public IdfBuildReader(IdfBuild build, byte[] bytes, string file, DiagnosticBag diagnostics)
    {
        (_build, _file, _diagnostics) = (build, file, diagnostics);
        _bytes = bytes is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : bytes;
    }

    /// <summary>Reads settings into the build, and gives its parts; whatever is wrong is reported at once.</summary>
    public IReadOnlyList<IdfPart> Read()
    {
        try
        {
            var json = new Utf8JsonReader(_bytes);
            json.Read();
            ReadObject(ref json, "", ReadRoot);
            json.Read(); // what stands behind the object is an error of its own
        }
        catch (JsonException e)
        {
            // Where the text ends too early there is nothing at the place itself.
            ReadOnlySpan<byte> rest = _bytes;
            for (long line = e.LineNumber ?? 0; line > 0; line--)
            {
                rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
            }

            int column = Math.Min((int)(e.BytePositionInLine ?? 0), rest.Length);
            Report(
                new DiagnosticLocation(_file, (int)(e.LineNumber ?? 0) + 1, ColumnOf(column, rest[..column])),
                $"'{_file}' is no JSON: {Reason(e)}");
            return [];
        }
        catch (InvalidOperationException)
        {
            // Text that is not UTF-8, or half a surrogate pair, is no failure of the syntax to the reader.
            Report(new DiagnosticLocation(_file), $"'{_file}' has text that is not UTF-8.");
            return [];
        }

        if (_parts.Count == 0 && !_diagnostics.HasErrors)
        {
            Report(
                new DiagnosticLocation(_file),
                _listsFiles
                    ? $"'{_file}' lists no files: it is of a build that goes into RAM, or makes no binaries."
                    : $"'{_file}' has no flash_files, which says what goes where.");
        }

        return [.. _parts.Select(Name)];
    }

    // The reader ends its messages with the place, which the location has already.
    private static string Reason(JsonException e) => e.Message.Split(" LineNumber:", 2)[0];

    private IdfPart Name(IdfPart part)
    {
        foreach ((string name, long offset, string file, bool encrypted) in _entries)
        {
            if (offset == part.Offset && PathOf(file) == part.Path)
            {
                return part with { Name = name, Encrypted = encrypted };
            }
        }

        return part;
    }

    private string PathOf(string file) => Path.GetFullPath(file, _build.Folder);

    private void ReadRoot(ref Utf8JsonReader json, string name)
    {
        switch (name)
        {
            case "flash_settings":
                ReadObject(ref json, name, ReadSetting);
                break;
            case "flash_files":
                _listsFiles = true;
                ReadObject(ref json, name, ReadFile);
                break;
            case "extra_esptool_args":
                ReadObject(ref json, name, ReadExtra);
                break;
            case var _ when json.TokenType == JsonTokenType.StartObject:
                ReadEntry(ref json, name);
                break;
            default:
                json.Skip();
                break;
        }
    }

    private void ReadSetting(ref Utf8JsonReader json, string name)
    {
        switch (name)
        {
            // To esptool these mean that the chip or the boot loader knows; a layout needs a number.
            case "flash_size" when Text(ref json, name) is { Text: not ("detect" or "keep") } size:
                _build.Size = size;
                break;
            case "flash_mode" when Text(ref json, name) is { } mode:
                _build.Mode = mode;
                break;
            case "flash_freq" when Text(ref json, name) is { } frequency:
                _build.Frequency = frequency;
                break;
            default:
                json.Skip();
                break;
        }
    }

    private void ReadExtra(ref Utf8JsonReader json, string name)
    {
        if (name == "chip" && Text(ref json, name) is { } chip)
        {
            _build.Chip = chip;
        }
        else
        {
            json.Skip();
        }
    }

    private void ReadFile(ref Utf8JsonReader json, string offset)
    {
        DiagnosticLocation location = At(json);
        if (offset.Length == 0)
        {
            json.Skip(); // a part without a place in this build, which ESP-IDF's own tools pass over too
        }
        else if (!FlashNumber.TryParse(offset, out long address))
        {
            Report(location, $"'{QuotedText.Cut(offset)}' in flash_files of '{_file}' is no offset: {FlashNumber.Forms} is expected.");
            json.Skip();
        }
        else if (Text(ref json, offset) is { } file)
        {
            if (!file.IsGiven || file.Text!.Contains('\0', StringComparison.Ordinal))
            {
                Report(location, $"Offset {offset} in flash_files of '{_file}' names no file.");
                return;
            }

            _parts.Add(new IdfPart(address, PathOf(file.Text), location));
        }
        else
        {
            json.Skip();
        }
    }

    // Beside the keys above stands an object for each part, under the name that the build gives it.
    private void ReadEntry(ref Utf8JsonReader json, string name)
    {
        (string? offset, string? file, bool encrypted) = (null, null, false);
        while (NextName(ref json) is { } key)
        {
            string? value = json.TokenType == JsonTokenType.String ? json.GetString() : null;
            switch (key)
            {
                case "offset":
                    offset = value;
                    break;
                case "file":
                    file = value;
                    break;
                case "encrypted":
                    encrypted = json.TokenType == JsonTokenType.True || value == "true";
                    break;
                default:
                    break;
            }

            json.Skip();
        }

        if (FlashNumber.TryParse(offset, out long address) && file is not null)
        {
            _entries.Add((name, address, file, encrypted));
        }
    }

    private void ReadObject(ref Utf8JsonReader json, string name, Member member)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Report(At(json), name.Length == 0 ? $"'{_file}' is no object." : $"{name} of '{_file}' is no object.");
            json.Skip();
            return;
        }

        while (NextName(ref json) is { } key)
        {
            member(ref json, key);
        }
    }

    // The name of the next member, with the reader on its value; null at the end of the object.
    private static string? NextName(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.PropertyName)
        {
            return null;
        }

        string name = json.GetString()!;
        json.Read();
        return name;
    }

    private FlashSettingText? Text(ref Utf8JsonReader json, string name)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            return new FlashSettingText(json.GetString(), At(json));
        }

        Report(At(json), $"{name} of '{_file}' is no text.");
        return null;
    }

    private DiagnosticLocation At(in Utf8JsonReader json)
    {
        ReadOnlySpan<byte> before = _bytes.AsSpan(0, (int)json.TokenStartIndex);
        int line = before.Count((byte)'\n');
        return new DiagnosticLocation(_file, line + 1, ColumnOf(before.Length - (before.LastIndexOf((byte)'\n') + 1), before));
    }

    private static int ColumnOf(int bytesInLine, ReadOnlySpan<byte> upTo) => Encoding.UTF8.GetCharCount(upTo[^bytesInLine..]) + 1;

    private void Report(DiagnosticLocation location, string message) =>
        _diagnostics.Add(DiagnosticCodes.InvalidIdfBuild, location, $"{message} {Expectation}");

    private delegate void Member(ref Utf8JsonReader json, string name);
}
