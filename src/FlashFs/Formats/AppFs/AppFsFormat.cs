using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.AppFs;

/// <summary>AppFS, the file system of the PocketSprite and of badge.team's badges, whose files an ESP32 maps or runs in place.</summary>
public sealed class AppFsFormat : FlashFormat
{
    private const int SureOfIt = 100;
    private const int MagicOnly = 60;

    private AppFsFormat()
    {
    }

    /// <summary>The format.</summary>
    public static AppFsFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "appfs";

    /// <inheritdoc/>
    public override string DisplayName => "AppFS";

    /// <inheritdoc/>
    public override string Summary =>
        "Apps and data in whole MMU pages, to be mapped or run in place and changed by the device: PocketSprite, badge.team.";

    /// <inheritdoc/>
    public override string DefaultImageName => "appfs.img";

    /// <inheritdoc/>
    public override int Revision => 1;

    /// <inheritdoc/>
    public override ImageSizing Sizing => ImageSizing.Fixed;

    /// <inheritdoc/>
    public override IReadOnlyList<FlashOption> Options { get; } = [AppFsOptions.LayoutOption];

    /// <inheritdoc/>
    public override IReadOnlyList<PartitionKind> PartitionKinds { get; } = [new PartitionKind(Type: 0x43, SubType: 0x03)];

    /// <summary>False: decrypted, erased flash reads as noise, and neither a free page nor a name that is not there could be told.</summary>
    public override bool SupportsEncryptedPartition => false;

    /// <summary>True: the layout badgeteam stores titles and versions.</summary>
    public override bool StoresFileAttributes => true;

    /// <inheritdoc/>
    public override string DefaultDevice => "pocketsprite";

    /// <summary>True: what the apps of today leave is room for those of tomorrow.</summary>
    public override bool TakesRestOfFlash => true;

    /// <inheritdoc/>
    public override ImagePlan? Plan(FlashFileSet files, OptionValues options, long? size, DiagnosticBag diagnostics) =>
        AppFsPlanner.Plan(files, AppFsOptions.From(options), size, diagnostics);

    /// <inheritdoc/>
    public override long? RoomIn(long size, OptionValues options, int freeBlocks) =>
        (long)AppFsLayout.PagesIn(size / AppFsLayout.PageSize * AppFsLayout.PageSize) * AppFsLayout.PageSize;

    /// <inheritdoc/>
    public override FlashVolume Open(ReadOnlyMemory<byte> image, OptionValues options, ReadMode mode) =>
        AppFsVolume.Open(image, AppFsOptions.From(options), mode);

    /// <inheritdoc/>
    public override int Recognise(ReadOnlySpan<byte> image)
    {
        int score = 0;
        for (int start = 0; start < AppFsLayout.PageSize && start + AppFsLayout.RecordSize <= image.Length; start += AppFsLayout.CopySize)
        {
            ReadOnlySpan<byte> copy = image[start..Math.Min(image.Length, start + AppFsLayout.CopySize)];
            if (AppFsCopy.HasMagic(copy))
            {
                bool valid = copy.Length == AppFsLayout.CopySize && AppFsCopy.StateOf(copy) == AppFsCopyState.Valid;
                if (valid)
                {
                    return SureOfIt;
                }

                score = MagicOnly;
            }
        }

        return score;
    }

    /// <inheritdoc/>
    public override GuessedOptions? GuessOptions(ReadOnlyMemory<byte> image) => AppFsLayoutGuess.Of(image);

    /// <inheritdoc/>
    public override DeviceVerdict Judge(FlashVolume made, ReadOnlyMemory<byte> image, OptionValues device) =>
        AppFsMounting.Judge(AppFsVolume.Open(image, AppFsOptions.From(device), ReadMode.Salvage));
}
