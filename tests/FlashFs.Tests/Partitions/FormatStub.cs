using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Tests.Partitions;

/// <summary>A format of which only the partitions matter.</summary>
internal sealed class FormatStub(string id, bool encrypted, params PartitionKind[] kinds) : FlashFormat
{
    public static FormatStub Spiffs { get; } = new("spiffs", encrypted: false, new PartitionKind(1, 0x82));

    public static FormatStub Espfs { get; } = new("espfs", encrypted: true, new PartitionKind(1, 0x80));

    public static FormatStub SimpleFs { get; } = new("simplefs", encrypted: true);

    public override string Id => id;

    public override string DisplayName => id.ToUpperInvariant();

    public override string Summary => "";

    public override string DefaultImageName => $"{id}.img";

    public override int Revision => 1;

    public override ImageSizing Sizing => kinds.Length == 0 ? ImageSizing.Standalone : ImageSizing.Fixed;

    public override IReadOnlyList<FlashOption> Options => [];

    public override IReadOnlyList<PartitionKind> PartitionKinds => kinds;

    public override bool SupportsEncryptedPartition => encrypted;

    public override ImagePlan? Plan(FlashFileSet files, OptionValues options, long? size, DiagnosticBag diagnostics) => null;

    public override FlashVolume Open(ReadOnlyMemory<byte> image, OptionValues options, ReadMode mode) => throw new NotSupportedException();

    public override int Recognise(ReadOnlySpan<byte> image) => 0;
}
