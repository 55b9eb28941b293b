using FlashFs.Diagnostics;
using FlashFs.Formats;

namespace FlashFs.Profiles;

/// <summary>
/// What an ESP-IDF <c>sdkconfig</c> says of the flash and its file systems. Lines that set nothing of this are skipped; a
/// setting that is needed and cannot be read is an error with its line.
/// </summary>
/// <remarks>Source: espressif/esp-idf components/esptool_py/Kconfig.projbuild at 10212290.</remarks>
public sealed class SdkConfig
{
    private const string Prefix = "CONFIG_";

    private readonly Dictionary<string, (string Value, int Line)> _settings = new(StringComparer.Ordinal);
    private readonly string _file;

    private SdkConfig(string file) => _file = file;

    /// <summary>The chip, as ESP-IDF writes it; null where the file does not say.</summary>
    public string? Target => Get("IDF_TARGET");

    /// <summary>The size of the flash, such as <c>4MB</c>; null where the file does not say.</summary>
    public string? FlashSize => Get("ESPTOOLPY_FLASHSIZE");

    /// <summary>The flash mode; null where the file does not say.</summary>
    public string? FlashMode => Get("ESPTOOLPY_FLASHMODE");

    /// <summary>The flash clock; null where the file does not say.</summary>
    public string? FlashFrequency => Get("ESPTOOLPY_FLASHFREQ");

    /// <summary>Where the partition table goes, as text; null where the file does not say.</summary>
    public string? PartitionTableOffset => Get("PARTITION_TABLE_OFFSET");

    /// <summary>Reads an sdkconfig.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Its path as messages should name it.</param>
    /// <param name="diagnostics">Takes FLASHFS1017 for each line that is neither a setting, a comment nor blank.</param>
    public static SdkConfig Parse(string text, string file, DiagnosticBag diagnostics)
    {
        var config = new SdkConfig(file);
        if (QuotedText.IndexOfBinary(text) >= 0)
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidSdkConfig,
                new DiagnosticLocation(file),
                $"'{file}' is binary, not an sdkconfig; name the file 'sdkconfig' of an ESP-IDF project.");
            return config;
        }

        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            number++;
            if (!config.Read(line.Trim(), number))
            {
                diagnostics.Add(
                    DiagnosticCodes.InvalidSdkConfig,
                    new DiagnosticLocation(file, number),
                    $"'{QuotedText.Cut(line.Trim())}' is no line of an sdkconfig: expected CONFIG_NAME=value, a comment or nothing; name the file 'sdkconfig' of an ESP-IDF project.");
            }
        }

        return config;
    }

    /// <summary>The line that sets one of the settings above, for messages about its value.</summary>
    /// <param name="name">The setting without <c>CONFIG_</c>.</param>
    public DiagnosticLocation? LocationOf(string name) =>
        _settings.TryGetValue(name, out (string Value, int Line) setting) ? new DiagnosticLocation(_file, setting.Line) : null;

    /// <summary>The settings as a layer of a format's options, each with its own origin and line; empty where they are silent on it.</summary>
    public OptionLayer LayerOf(FlashFormat format)
    {
        var values = new Dictionary<string, string>();
        var sources = new Dictionary<string, OptionSource>();
        foreach ((string setting, string option, bool isSwitch) in format.SdkConfigSettings)
        {
            if (_settings.TryGetValue(setting, out (string Value, int Line) found))
            {
                values[option] = isSwitch ? (found.Value == "y" ? "true" : "false") : found.Value;
                sources[option] = new OptionSource($"sdkconfig {Prefix}{setting}", new DiagnosticLocation(_file, found.Line));
            }
        }

        return new OptionLayer("sdkconfig", values, new DiagnosticLocation(_file)) { Sources = sources };
    }

    private string? Get(string name) =>
        _settings.TryGetValue(name, out (string Value, int Line) setting) && setting.Value.Length > 0 ? setting.Value : null;

    private bool Read(ReadOnlySpan<char> line, int number)
    {
        const string NotSet = " is not set";
        if (line.IsEmpty)
        {
            return true;
        }

        if (line[0] == '#')
        {
            // "# CONFIG_X is not set" is how a switch that is off is written; every other comment is a comment.
            ReadOnlySpan<char> comment = line[1..].Trim();
            if (comment.StartsWith(Prefix, StringComparison.Ordinal) && comment.EndsWith(NotSet, StringComparison.Ordinal))
            {
                _settings[comment[Prefix.Length..^NotSet.Length].ToString()] = ("", number);
            }

            return true;
        }

        int equals = line.IndexOf('=');
        if (equals < 0 || !line.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> value = line[(equals + 1)..].Trim();
        bool quoted = value.Length >= 2 && value[0] == '"' && value[^1] == '"';
        _settings[line[Prefix.Length..equals].Trim().ToString()] = ((quoted ? value[1..^1] : value).ToString(), number);
        return true;
    }
}
