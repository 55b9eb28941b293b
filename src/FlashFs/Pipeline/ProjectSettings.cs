using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Partitions;
using FlashFs.Pipeline.Manifest;
using FlashFs.Profiles;

namespace FlashFs.Pipeline;

/// <summary>What a project says of its chip, flash and file systems, by precedence: property, ESP-IDF build folder, sdkconfig, profile, default.</summary>
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
            string text = System.Text.Encoding.UTF8.GetString(DiskContents.Open(path, display).ToArray());
            _sdkConfig = SdkConfig.Parse(text, display, diagnostics);
        }

        _profile = FlashProfiles.Find(
            string.IsNullOrWhiteSpace(project.Profile) ? FlashProfiles.DefaultId : project.Profile, project.Location, diagnostics);
        IdfBuild? idf = project.IdfBuild;
        Flash = FlashSettings.Parse(
            Choose("chip", project.Chip, "FlashChip", idf?.Chip, _sdkConfig?.Target, "IDF_TARGET"),
            Choose("size", project.FlashSize, "FlashSize", idf?.Size, _sdkConfig?.FlashSize, "ESPTOOLPY_FLASHSIZE"),
            Choose("mode", project.FlashMode, "FlashMode", idf?.Mode, _sdkConfig?.FlashMode, "ESPTOOLPY_FLASHMODE"),
            Choose("frequency", project.FlashFrequency, "FlashFrequency", idf?.Frequency, _sdkConfig?.FlashFrequency, "ESPTOOLPY_FLASHFREQ"),
            diagnostics) ?? new FlashSettings();
        WarnOfOtherChip();
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

    private FlashSettingText Choose(string name, string? given, string property, FlashSettingText? built, string? imported, string setting)
    {
        if (!string.IsNullOrWhiteSpace(given))
        {
            _origins[name] = property;
            return new FlashSettingText(given, _project.Location);
        }

        if (built is { IsGiven: true } folder)
        {
            _origins[name] = _project.Display(_project.IdfBuild!.File);
            return folder;
        }

        _origins[name] = imported is null ? Default : $"sdkconfig CONFIG_{setting}";
        return imported is null ? default : new FlashSettingText(imported, _sdkConfig!.LocationOf(setting));
    }

    // What was built for one chip does not start on another, whoever names that one.
    private void WarnOfOtherChip()
    {
        if (_project.IdfBuild is not { Chip: { IsGiven: true } built } folder || !FlashChips.TryGet(built.Text!, out FlashChip? chip))
        {
            return;
        }

        string? other = chip != Flash.Chip ? $"{_origins["chip"]} is '{Flash.Chip.Id}'"
            : _sdkConfig?.Target is { } target && FlashChips.TryGet(target, out FlashChip? configured) && configured != chip
                ? $"CONFIG_IDF_TARGET of '{_project.Display(_project.SdkConfigPath!)}' is '{configured.Id}'"
                : null;
        if (other is not null)
        {
            _diagnostics.Add(
                DiagnosticCodes.IdfChipDiffers,
                _project.Location,
                $"{other}, and '{_project.Display(folder.File)}' was built for '{chip.Id}': its boot loader and apps do not start on another chip. Name the folder of a build for that chip, or take the other setting out.");
        }
    }

    private long ReadTableOffset()
    {
        FlashSettingText built = _project.IdfBuild?.Table is { } part
            ? new FlashSettingText($"0x{part.Offset:x}", part.Location)
            : default;
        FlashSettingText text = Choose("table", _project.PartitionTableOffset, "FlashPartitionTableOffset", built, _sdkConfig?.PartitionTableOffset, "PARTITION_TABLE_OFFSET");
        if (!text.IsGiven)
        {
            return PartitionTableLayout.DefaultTableOffset;
        }

        if (FlashNumber.TryParse(text.Text, out long offset) && offset % PartitionTableLayout.TableSize == 0)
        {
            return offset;
        }

        _diagnostics.Add(
            DiagnosticCodes.InvalidNumber,
            text.Location,
            $"{_origins["table"]} is '{text.Text}'; the partition table goes to a multiple of 0x1000, written as {FlashNumber.Forms}.");
        return PartitionTableLayout.DefaultTableOffset;
    }
}
