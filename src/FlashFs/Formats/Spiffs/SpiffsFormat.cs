using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.Spiffs;

/// <summary>SPIFFS, the wear-levelling file system of pellepl/spiffs as ESP-IDF, Arduino and Sming configure it.</summary>
public sealed class SpiffsFormat : FlashFormat
{
    // A guess with less than so much to its winner is one that may be right after all.
    private const int CloseScore = 10;

    private SpiffsFormat()
    {
    }

    /// <summary>The format.</summary>
    public static SpiffsFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "spiffs";

    /// <inheritdoc/>
    public override string DisplayName => SpiffsLayout.DisplayName;

    /// <inheritdoc/>
    public override string Summary =>
        "The SPI flash file system of pellepl/spiffs, read and written by the device: ESP-IDF, Arduino, Sming, ESP32-Duktape.";

    /// <inheritdoc/>
    public override string DefaultImageName => "spiffs.img";

    /// <inheritdoc/>
    public override int Revision => 1;

    /// <inheritdoc/>
    public override ImageSizing Sizing => ImageSizing.Fixed;

    /// <inheritdoc/>
    public override IReadOnlyList<FlashOption> Options => SpiffsOptions.All;

    /// <inheritdoc/>
    public override IReadOnlyList<PartitionKind> PartitionKinds { get; } = [new PartitionKind(0x01, 0x82)];

    /// <summary>
    /// The settings of ESP-IDF's component, which always mounts with the flash chip's sector size, in the byte order of the chip
    /// and without alignment. Source: espressif/esp-idf components/spiffs/Kconfig at 10212290.
    /// </summary>
    public override IReadOnlyList<SdkConfigSetting> SdkConfigSettings { get; } =
    [
        new("SPIFFS_PAGE_SIZE", SpiffsOptions.PageSizeOption.Name),
        new("SPIFFS_OBJ_NAME_LEN", SpiffsOptions.NameLengthOption.Name),
        new("SPIFFS_META_LENGTH", SpiffsOptions.MetaLengthOption.Name),
        new("SPIFFS_USE_MAGIC", SpiffsOptions.UseMagicOption.Name, IsSwitch: true),
        new("SPIFFS_USE_MAGIC_LENGTH", SpiffsOptions.UseMagicLengthOption.Name, IsSwitch: true),
    ];

    /// <summary>False: the device programs single bits of pages that are already written, which encryption does not allow.</summary>
    public override bool SupportsEncryptedPartition => false;

    /// <inheritdoc/>
    public override ImagePlan? Plan(FlashFileSet files, OptionValues options, long? size, DiagnosticBag diagnostics) =>
        SpiffsPlanner.Plan(files, SpiffsOptions.From(options), size, diagnostics);

    /// <inheritdoc/>
    public override long? RoomIn(long size, OptionValues options, int freeBlocks) =>
        SpiffsGeometry.Create(SpiffsOptions.From(options)).RoomIn(size, freeBlocks);

    /// <inheritdoc/>
    public override FlashVolume Open(ReadOnlyMemory<byte> image, OptionValues options, ReadMode mode) =>
        SpiffsVolume.Open(image, options, mode);

    /// <inheritdoc/>
    public override int Recognise(ReadOnlySpan<byte> image) => SpiffsRecogniser.Score(image);

    /// <inheritdoc/>
    public override GuessedOptions? GuessOptions(ReadOnlyMemory<byte> image)
    {
        IReadOnlyList<SpiffsGeometryCandidate> ranked = SpiffsGeometryGuess.Rank(image);
        if (ranked is not [var best, ..])
        {
            return null;
        }

        GuessedOptions winner = Guess(best, $"guessed, as SPIFFS does not say: {string.Join("; ", best.Reasons)}");
        return ranked is [_, var second, ..] && second.Score >= best.Score - CloseScore
            ? winner with { RunnerUp = Guess(second, string.Join("; ", second.Reasons)) }
            : winner;
    }

    /// <inheritdoc/>
    public override DeviceVerdict Judge(FlashVolume made, ReadOnlyMemory<byte> image, OptionValues device) =>
        SpiffsMounting.Judge(made, SpiffsVolume.Open(image, device, ReadMode.Salvage));

    private static GuessedOptions Guess(SpiffsGeometryCandidate candidate, string reason) =>
        new(candidate.Options.ToValues(GuessedOptions.Origin), reason) { Score = candidate.Score };
}
