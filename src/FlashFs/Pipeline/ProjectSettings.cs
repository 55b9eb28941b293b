using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Partitions;
using FlashFs.Pipeline.Manifest;
using FlashFs.Profiles;

namespace FlashFs.Pipeline;

/// <summary>What a project says of its chip, flash and file systems, by precedence: property, sdkconfig, profile, default.</summary>
internal sealed class ProjectSettings
{
    private const string Default = "default";

    private readonly FlashProject _project;
    private readonly DiagnosticBag _diagnostics;
    private readonly SdkConfig? _sdkConfig;
    private readonly FlashProfile? _profile;
    private readonly Dictionary<string, string> _origins = new(StringComparer.Ordinal);

    private ProjectSettings(FlashProject project, DiagnosticBag diagnostics)
    {
        _project = project;
        _diagnostics = diagnostics;
        // A file that is not there was reported with the other inputs.
        if (project.SdkConfigPath is { } path && File.Exists(path))
        {
            string display = project.Display(path);
            string text = System.Text.Encoding.UTF8.GetString(FlashContents.FromFile(path, display).ToArray());
            _sdkConfig = SdkConfig.Parse(text, display, diagnostics);
        }

        _profile = FlashProfiles.Find(
            string.IsNullOrWhiteSpace(project.Profile) ? FlashProfiles.DefaultId : project.Profile, project.Location, diagnostics);
        Flash = FlashSettings.Parse(
            Choose("chip", project.Chip, "FlashChip", _sdkConfig?.Target, "CONFIG_IDF_TARGET"),
            Choose("size", project.FlashSize, "FlashSize", _sdkConfig?.FlashSize, "CONFIG_ESPTOOLPY_FLASHSIZE"),
            Choose("mode", project.FlashMode, "FlashMode", _sdkConfig?.FlashMode, "CONFIG_ESPTOOLPY_FLASHMODE"),
            Choose("frequency", project.FlashFrequency, "FlashFrequency", _sdkConfig?.FlashFrequency, "CONFIG_ESPTOOLPY_FLASHFREQ"),
            project.Location,
            diagnostics) ?? new FlashSettings();
        TableOffset = ReadTableOffset();
    }

    /// <summary>The chip and its flash.</summary>
    public FlashSettings Flash { get; }

    /// <summary>Where the partition table goes, in bytes from the start of the flash.</summary>
    public long TableOffset { get; }

    /// <summary>Works the settings out; everything that is wrong is reported at once.</summary>
    public static ProjectSettings Resolve(FlashProject project, DiagnosticBag diagnostics) => new(project, diagnostics);

    /// <summary>The layers of an image's options behind its metadata, strongest first.</summary>
    public IEnumerable<OptionLayer> LayersOf(FlashFormat format, ProjectImage image)
    {
        if (image.Profile is { } id && FlashProfiles.Find(id, image.Location, _diagnostics) is { } own)
        {
            yield return own.LayerOf(format);
        }

        if (_sdkConfig is not null)
        {
            yield return _sdkConfig.LayerOf(format);
        }

        if (_profile is not null)
        {
            yield return _profile.LayerOf(format);
        }
    }

    /// <summary>The settings as the manifest has them.</summary>
    public ManifestFlash ToManifest() => new(
        new ManifestValue(Flash.Chip.Id, _origins["chip"]),
        new ManifestSize(Flash.Size, _origins["size"]),
        new ManifestValue(Flash.Mode, _origins["mode"]),
        new ManifestValue(Flash.Frequency, _origins["frequency"]));

    private string? Choose(string name, string? given, string property, string? imported, string setting)
    {
        bool isGiven = !string.IsNullOrWhiteSpace(given);
        _origins[name] = isGiven ? property : imported is not null ? $"sdkconfig {setting}" : Default;
        return isGiven ? given : imported;
    }

    private long ReadTableOffset()
    {
        string? text = Choose("table", _project.PartitionTableOffset, "FlashPartitionTableOffset", _sdkConfig?.PartitionTableOffset, "CONFIG_PARTITION_TABLE_OFFSET");
        if (string.IsNullOrWhiteSpace(text))
        {
            return PartitionTableLayout.DefaultTableOffset;
        }

        if (FlashNumber.TryParse(text, out long offset) && offset % PartitionTableLayout.TableSize == 0)
        {
            return offset;
        }

        _diagnostics.Add(
            DiagnosticCodes.InvalidNumber,
            _project.Location,
            $"{_origins["table"]} is '{text}'; the partition table goes to a multiple of 0x1000, written as {FlashNumber.Forms}.");
        return PartitionTableLayout.DefaultTableOffset;
    }
}
