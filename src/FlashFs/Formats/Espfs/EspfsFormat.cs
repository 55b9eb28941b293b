using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.Espfs;

/// <summary>ESPFS, the read-only file system of libesphttpd that is read straight out of mapped flash.</summary>
public sealed class EspfsFormat : FlashFormat
{
    private const int SureOfIt = 100;
    private const int MagicOnly = 40;

    private EspfsFormat()
    {
    }

    /// <summary>The format.</summary>
    public static EspfsFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "espfs";

    /// <inheritdoc/>
    public override string DisplayName => "ESPFS";

    /// <inheritdoc/>
    public override string Summary =>
        "Read-only files that a device uses straight out of mapped flash: libesphttpd's web server, ESP32-Duktape.";

    /// <inheritdoc/>
    public override string DefaultImageName => "espfs.img";

    /// <inheritdoc/>
    public override int Revision => 1;

    /// <inheritdoc/>
    public override ImageSizing Sizing => ImageSizing.Trimmed;

    /// <inheritdoc/>
    public override IReadOnlyList<FlashOption> Options { get; } =
        [EspfsOptions.CompressionOption, EspfsOptions.LevelOption, EspfsOptions.GzipExtensionsOption];

    /// <inheritdoc/>
    public override IReadOnlyList<PartitionKind> PartitionKinds { get; } = [new PartitionKind(Type: 0x01, SubType: 0x80)];

    /// <inheritdoc/>
    public override IReadOnlyList<FileCompression> FileCompressions { get; } =
        [FileCompression.None, FileCompression.Heatshrink, FileCompression.Gzip];

    /// <inheritdoc/>
    public override bool HangsOnRuntime(OptionValues options, FlashFileSet files) =>
        EspfsOptions.From(options).GzipExtensions.Count > 0 || files.Any(file => file.Compression == FileCompression.Gzip);

    /// <inheritdoc/>
    public override ImagePlan? Plan(FlashFileSet files, OptionValues options, long? size, DiagnosticBag diagnostics) =>
        EspfsWriter.Plan(files, EspfsOptions.From(options), size, diagnostics);

    /// <inheritdoc/>
    public override long? RoomIn(long size, OptionValues options, int freeBlocks) =>
        Math.Max(0, Math.Min(size, int.MaxValue) - EspfsLayout.HeaderSize);

    /// <inheritdoc/>
    public override FlashVolume Open(ReadOnlyMemory<byte> image, OptionValues options, ReadMode mode) =>
        EspfsVolume.Open(image, EspfsOptions.From(options), mode);

    /// <inheritdoc/>
    public override int Recognise(ReadOnlySpan<byte> image)
    {
        if (image.Length < EspfsLayout.HeaderSize || !EspfsHeader.Parse(image).HasMagic)
        {
            return 0;
        }

        return EspfsChain.IsPlausible(image, 0) ? SureOfIt : MagicOnly;
    }

    /// <inheritdoc/>
    public override DeviceVerdict Judge(FlashVolume made, ReadOnlyMemory<byte> image, OptionValues device) =>
        EspfsMounting.Judge(Open(image, device, ReadMode.Salvage), EspfsOptions.From(device));
}
