using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.SimpleFs;

/// <summary>Simple FS, the read-only file system of ckb-js-vm: the modules of a script, in one cell of the chain.</summary>
public sealed class SimpleFsFormat : FlashFormat
{
    private SimpleFsFormat()
    {
    }

    /// <summary>The format.</summary>
    public static SimpleFsFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "simplefs";

    /// <inheritdoc/>
    public override string DisplayName => SimpleFsLayout.DisplayName;

    /// <inheritdoc/>
    public override string Summary => "Read-only files of a script that ckb-js-vm runs: JavaScript modules and what they load.";

    /// <inheritdoc/>
    public override string DefaultImageName => "simplefs.fs";

    /// <inheritdoc/>
    public override int Revision => 1;

    /// <inheritdoc/>
    public override ImageSizing Sizing => ImageSizing.Standalone;

    /// <inheritdoc/>
    public override IReadOnlyList<FlashOption> Options => [];

    /// <inheritdoc/>
    public override string DefaultDevice => "ckb-js-vm";

    /// <inheritdoc/>
    public override string? ModuleLoader => "Ckb";

    /// <inheritdoc/>
    public override ImagePlan? Plan(FlashFileSet files, OptionValues options, long? size, DiagnosticBag diagnostics) =>
        SimpleFsWriter.Plan(files, size, diagnostics);

    /// <inheritdoc/>
    internal override ContentPlaces? PlacesOf(ReadOnlySpan<int> pathLengths, ReadOnlySpan<long> lengths) => SimpleFsPlan.PlacesOf(pathLengths, lengths);

    /// <inheritdoc/>
    public override long? RoomIn(long size, OptionValues options, int freeBlocks) =>
        Math.Max(0, Math.Min(size, int.MaxValue) - SimpleFsLayout.CountSize);

    /// <inheritdoc/>
    public override FlashVolume Open(ReadOnlyMemory<byte> image, OptionValues options, ReadMode mode) =>
        SimpleFsVolume.Open(image, mode);

    /// <inheritdoc/>
    public override int Recognise(ReadOnlySpan<byte> image) => SimpleFsRecogniser.Score(image);

    /// <inheritdoc/>
    public override DeviceVerdict Judge(FlashVolume made, ReadOnlyMemory<byte> image, OptionValues device) =>
        SimpleFsMounting.Judge(SimpleFsVolume.Open(image, ReadMode.Salvage), image.Length);
}
