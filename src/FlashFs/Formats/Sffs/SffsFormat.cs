using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.Sffs;

/// <summary>SFFS, the file system of Electric Imp's SPIFlashFileSystem library.</summary>
public sealed class SffsFormat : FlashFormat
{
    private SffsFormat()
    {
    }

    /// <summary>The format.</summary>
    public static SffsFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "sffs";

    /// <inheritdoc/>
    public override string DisplayName => SffsLayout.DisplayName;

    /// <inheritdoc/>
    public override string Summary =>
        "The wear-levelling file system of Electric Imp's SPIFlashFileSystem library, read and written by the device.";

    /// <inheritdoc/>
    public override string DefaultImageName => "sffs.img";

    /// <inheritdoc/>
    public override int Revision => 1;

    /// <inheritdoc/>
    public override ImageSizing Sizing => ImageSizing.Fixed;

    /// <inheritdoc/>
    public override IReadOnlyList<FlashOption> Options => SffsOptions.All;

    /// <summary>False: the device clears bits of pages that are already written, which encryption does not allow.</summary>
    public override bool SupportsEncryptedPartition => false;

    /// <inheritdoc/>
    public override string DefaultDevice => "sffs-3.0";

    /// <inheritdoc/>
    public override ImagePlan? Plan(FlashFileSet files, OptionValues options, long? size, DiagnosticBag diagnostics) =>
        SffsPlanner.Plan(files, SffsOptions.From(options), size, diagnostics);

    /// <inheritdoc/>
    public override long? RoomIn(long size, OptionValues options, int freeBlocks) =>
        Math.Min(size / SffsLayout.PageSize, SffsLayout.MaxPages) * SffsLayout.PageSize;

    /// <inheritdoc/>
    public override FlashVolume Open(ReadOnlyMemory<byte> image, OptionValues options, ReadMode mode) =>
        SffsVolume.Open(image, options, mode);

    /// <inheritdoc/>
    public override int Recognise(ReadOnlySpan<byte> image) => SffsRecogniser.Score(image);

    /// <inheritdoc/>
    public override DeviceVerdict Judge(FlashVolume made, ReadOnlyMemory<byte> image, OptionValues device) =>
        SffsMounting.Judge(made, Open(image, device, ReadMode.Salvage));
}
