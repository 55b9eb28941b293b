using System.Buffers.Binary;
using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.ChirpOs;

/// <summary>ChirpOS, a file system in a browser's memory that saves what differs from its base as one string in localStorage.</summary>
public sealed class ChirpOsFormat : FlashFormat
{
    private const int SureOfIt = 95;
    private const int LooksLikeIt = 50;
    private const int FirstUnitOnly = 20;

    // As much as shows the first property or name.
    private const int Glance = 4096;

    private ChirpOsFormat()
    {
    }

    /// <summary>The format.</summary>
    public static ChirpOsFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "chirpos";

    /// <inheritdoc/>
    public override string DisplayName => ChirpOsLayout.DisplayName;

    /// <inheritdoc/>
    public override string Summary =>
        "A file system in a browser's memory, saved as one string in localStorage: ChirpOS.";

    /// <inheritdoc/>
    public override string DefaultImageName => "chirpos.txt";

    /// <inheritdoc/>
    public override int Revision => 1;

    /// <inheritdoc/>
    public override ImageSizing Sizing => ImageSizing.Standalone;

    /// <inheritdoc/>
    public override IReadOnlyList<FlashOption> Options { get; } = [ChirpOsOptions.BaseDirectoryOption, ChirpOsOptions.FormOption];

    /// <inheritdoc/>
    public override bool StoresFileAttributes => true;

    /// <inheritdoc/>
    public override string DefaultDevice => "chirpos";

    /// <inheritdoc/>
    public override ImagePlan? Plan(FlashFileSet files, OptionValues options, long? size, DiagnosticBag diagnostics) =>
        ChirpOsWriter.Plan(files, ChirpOsOptions.From(options), size, diagnostics);

    /// <inheritdoc/>
    public override FlashVolume Open(ReadOnlyMemory<byte> image, OptionValues options, ReadMode mode) =>
        ChirpOsVolume.Open(image, ChirpOsOptions.From(options), mode);

    /// <inheritdoc/>
    public override int Recognise(ReadOnlySpan<byte> image)
    {
        if (ChirpOsImage.FormOf(image) == ChirpOsForm.Json)
        {
            ReadOnlySpan<byte> beginning = image[..Math.Min(image.Length, Glance)];
            return beginning.IndexOf("\"/created\""u8) >= 0 || beginning.IndexOf("\"/data\""u8) >= 0 ? SureOfIt : FirstUnitOnly;
        }

        if (image.Length < ChirpOsLayout.UnitSize
            || BinaryPrimitives.ReadUInt16LittleEndian(image) is < ChirpOsLayout.FirstUnit or > ChirpOsLayout.LastFirstUnit)
        {
            return 0;
        }

        LzStringText text = LzStringDecoder.Decode(new ChirpOsImageUnits(image[..Math.Min(image.Length, Glance)]), Glance);
        ReadOnlySpan<char> json = text.Text.Span;
        return json.StartsWith("{\"/") || json is "{}" ? SureOfIt
            : json.StartsWith("{\"") ? LooksLikeIt
            : FirstUnitOnly;
    }

    /// <inheritdoc/>
    public override DeviceVerdict Judge(FlashVolume made, ReadOnlyMemory<byte> image, OptionValues device) =>
        ChirpOsMounting.Judge(ChirpOsVolume.Open(image, ChirpOsOptions.From(device), ReadMode.Salvage));
}
